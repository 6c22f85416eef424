"""What the values of a query's fields are called, in the four languages.

Names are compared folded (`index.names.folded`): without regard to case and diacritics.
"""

from functools import cache

from babel import Locale

from index.names import folded
from ledger.domain.reading import Kind

_LOCALES = ("en", "ru", "ro", "bg")

_KINDS = {
    Kind.MAIL: "mail|email|e-mail|письмо|почта|мейл|имейл|писмо|scrisoare",
    Kind.CHAT: "chat|чат",
    Kind.NOTE: "note|заметка|бележка|nota|notita",
    Kind.DOCUMENT: "document|документ",
    Kind.SPREADSHEET: "spreadsheet|table|таблица|tabel",
    Kind.IMAGE: "image|picture|photo|картинка|изображение|фото|снимка|imagine|poza",
    Kind.EVENT: "event|meeting|событие|встреча|събитие|среща|eveniment|intalnire",
    Kind.ARCHIVE: "archive|архив|arhiva",
    Kind.FILE: "file|файл|fisier",
}

_PROPERTIES = {
    "file": "file|files|attachment|файл|вложение|прикачен файл|fisier|atasament",
    "scan": "scan|scanned|скан|сканировано|сканирано|scanare|scanat",
    "quote": "quote|цитата|цитат|citat",
    "signature": "signature|подпись|подпис|semnatura",
    "unfiled": "unfiled|неразобранное|неразобрано|неразпределено|neclasat",
    "open": "open|открыто|открытое|открыт|отворено|отворен|deschis|deschisa",
    "quoted": "quoted|процитировано|цитировано|цитирано|citata|citat de altii",
    "altered": "altered|измененная цитата|искажено|променено|modificat|alterat",
    "signed": "signed|подписано|подписанное|подписан|semnat|semnata",
}

_STRENGTHS = {
    "signed": _PROPERTIES["signed"],
    "scanned": _PROPERTIES["scan"],
    "mailed": "mailed|письмом|по почте|с имейл|prin email",
    "clicked": "clicked|кликом|щелчком|с клик|prin click",
    "silent": "silent|молчанием|молча|мълчаливо|tacit",
}

THREAD = "thread|ветка|нишка|fir"


def kind(typed: str) -> str:
    """Return the kind that a word means; empty where it means none."""
    return _among(_KINDS, typed)


def property_(typed: str) -> str:
    """Return the property that a word behind ``has:`` or ``is:`` means, or nothing."""
    return _among(_PROPERTIES, typed)


def strength(typed: str) -> str:
    """Return the form of an agreement that a word means; empty where it means none."""
    return _among(_STRENGTHS, typed)


def language(typed: str) -> str:
    """Return the code of a language by its code or its name; empty for no language."""
    return _languages().get(folded(typed), "")


def in_thread(typed: str) -> str | None:
    """Return what stands behind ``in:``, without ``thread``; None where it is alone."""
    head, colon, rest = typed.partition(":")
    if folded(head) not in THREAD.split("|"):
        return typed
    return rest if colon and rest else None


def _among(names: "dict[Kind, str] | dict[str, str]", typed: str) -> str:
    wanted = folded(typed)
    return next(
        (
            key
            for key, one in names.items()
            if wanted == key or wanted in one.split("|")
        ),
        "",
    )


@cache
def _languages() -> dict[str, str]:
    """Return the codes of languages by their folded names in the four languages."""
    names: dict[str, str] = {}
    for locale in (*_LOCALES[1:], _LOCALES[0]):
        for code, name in Locale.parse(locale).languages.items():
            if len(code) == 2:  # noqa: PLR2004 ISO 639-1
                names[folded(name)] = code
    return names | {code: code for code in names.values()}
