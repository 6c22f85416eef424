"""What mail programs write above somebody else's words, in the languages there are.

The one table of it: a language more is a row more here, and a case in the tests.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The words of one language; regular expressions without groups."""

    sender: str
    sent: str
    """What only a mail has: when it was sent."""

    date: str
    subject: str
    others: str
    """The other names of a head: to, copy."""

    verb: str
    """What one did who "wrote"."""

    markers: str
    """Lines that stand between one's own words and a whole message of others."""


LANGUAGES = {
    "en": Phrases(
        sender="from",
        sent="sent",
        date="date",
        subject="subject",
        others="to|cc|bcc|reply-to|importance|attachments",
        verb="wrote|writes",
        markers="original message|(?:begin )?forwarded message|original e?-?mail"
        "|forwarded by [^\\n]{1,80}",
    ),
    "ru": Phrases(
        sender="от|от кого",
        sent="отправлено|отправлен",
        date="дата",
        subject="тема",
        others="кому|копия|скрытая копия|вложения|важность",
        verb="писал[аи]?|написал[аи]?|пишет",
        markers="исходное сообщение|исходное письмо|оригинальное сообщение"
        "|(?:начало )?(?:пересылаемо|пересланно|переадресованно|перенаправленно)"
        "(?:е|го) (?:сообщени[ея]|письм[оа])",
    ),
    "bg": Phrases(
        sender="от",
        sent="изпратено|изпратен на",
        date="дата",
        subject="относно|тема",
        others="до|копие|як|прикачени файлове",
        verb="написа|пише",
        markers="(?:оригинално|първоначално|препратено|препратеното) съобщение"
        "|начало на препратено(?:то)? съобщение|препратено писмо",
    ),
    "ro": Phrases(
        sender="de la|from",
        sent="trimis|trimisă|trimis la|expediat",
        date="data|dată",
        subject="subiect|subiectul",
        others="către|catre|la|cc|atașamente",
        verb="a scris|scrie",
        markers="mesaj(?:ul)? (?:original|inițial|initial|redirecționat|redirectionat"
        "|redirecţionat|transmis)|început mesaj redirecționat",
    ),
    "de": Phrases(
        sender="von",
        sent="gesendet|gesendet am",
        date="datum",
        subject="betreff",
        others="an|cc|kopie|anlagen|wichtigkeit",
        verb="schrieb|schreibt",
        markers="ursprüngliche nachricht|originalnachricht|original-nachricht"
        "|(?:anfang der )?weitergeleitete[n]? nachricht",
    ),
    "fr": Phrases(
        sender="de|expéditeur",
        sent="envoyé|envoyé le",
        date="date",
        subject="objet|sujet",
        others="à|cc|pièces jointes",
        verb="a écrit|écrit",
        markers="message d['’]origine|message original"
        "|(?:début du )?message (?:transféré|réexpédié)",
    ),
    "uk": Phrases(
        sender="від|від кого",
        sent="надіслано|відправлено",
        date="дата",
        subject="тема",
        others="кому|копія|вкладення",
        verb="написа(?:в|ла|ли)|писа(?:в|ла|ли)|пише",
        markers="(?:вихідне|оригінальне|початкове) повідомлення"
        "|(?:переслане|перенаправлене) (?:повідомлення|лист)",
    ),
}


def _any(parts: list[str]) -> str:
    return "|".join(parts)


_ROWS = list(LANGUAGES.values())

SENDER = re.compile(_any([row.sender for row in _ROWS]), re.IGNORECASE)
SENT = re.compile(_any([row.sent for row in _ROWS]), re.IGNORECASE)
DATE = re.compile(_any([row.date for row in _ROWS]), re.IGNORECASE)
SUBJECT = re.compile(_any([row.subject for row in _ROWS]), re.IGNORECASE)
OTHERS = re.compile(_any([row.others for row in _ROWS]), re.IGNORECASE)
MARKER = re.compile(_any([row.markers for row in _ROWS]), re.IGNORECASE)
VERB = re.compile(rf"\b(?:{_any([row.verb for row in _ROWS])})\b", re.IGNORECASE)

TELLING = frozenset(
    re.findall(
        r"\w+",
        "two three four five six seven eight nine ten no not"
        " два две три четыре пять шесть семь восемь девять десять не нет"
        " четири пет шест седем осем девет десет няма"
        " doi două trei patru cinci șase șapte opt nouă zece nu"
        " zwei drei vier fünf sechs sieben acht neun zehn nicht kein keine"
        " deux trois quatre cinq sept huit neuf dix pas"
        " дві чотири шість сім вісім десять ні немає",
    )
)
"""Small numbers in words, and what denies: one of them more says something else."""
