"""Words that a stemmer takes for forms of another one, told apart by name.

A language has few that matter: what stands in contracts and letters, and what is so
common that it would be found everywhere. A row says which forms a word has, and the
stem that they get; all of them get no other. They are known without diacritics, too,
because a word is looked up both ways.
"""

import re

LOOK_ALIKES = {
    "en": {
        r"important\w*": "important",
        r"designat\w*": "designat",
        r"executiv\w*": "executiv",
        r"several\w*": "several",
        r"business\w*": "business",
        r"customers?": "customer",
        r"experiment\w*": "experiment",
        r"animals?": "animal",
        r"united": "united",
        r"positiv\w+": "positiv",
        r"apartments?": "apartment",
        r"likely|likel\w+": "likely",
        r"authorit\w+": "authorit",
        r"responsib\w+": "responsib",
    },
    "ru": {
        r"визит(?:а|у|ом|е|ы|ов|ам|ами|ах)?": "визит",
        r"домен(?:а|у|ом|е|ы|ов|ам|ами|ах)?": "домен",
        r"цвет(?:ок|к\w{1,3}|ы|очн\w+)": "цветок",
        r"стат(?:ья|ьи|ью|ье|ьей|ей|ьям|ьями|ьях)": "статья",
        r"дат(?:а|у|ы|ой|е|ам|ами|ах)?": "дата",
        r"долг(?:а|у|ом|е|и|ов|ам|ами|ах)?": "долги",
        r"друг(?:ой|ого|ому|им|ими|их|ая|ую|ое|ие)": "другой",
        r"част(?:о|ый|ого|ые|ых|ая)": "часто",
        r"вид(?:еть|ел|ела|ели|ит|ите|ишь|ят)": "видеть",
        r"запис(?:ь|и|ью|ей|ям|ями|ях)": "запис",
        r"запах(?:а|у|ом|е|и|ов|ам|ами|ах)?": "запах",
        r"капитан\w{0,3}": "капитан",
        r"капитал\w*": "капитал",
        r"плать(?:е|я|ю|ем|ям|ями|ях|ев)": "платье",
        r"странн\w+": "странн",
        r"сем[ьи]": "семь",
        r"(?:метро|радио|вместо|именно|потому|поэтому|столь|надо|теми|брать)": "",
    },
    "bg": {
        r"правил(?:о|ото|а|ата)": "правил",
        r"банк(?:а|ата|и|ите)": "банк",
        r"печат(?:а|ът|и|ите)?": "печат",
        r"сметан\w{1,4}": "сметан",
        r"карат\w{1,4}": "карат",
        r"карт(?:а|ата|и|ите)": "карт",
        r"част(?:та|и|ите)?": "част",
        r"месец(?:а|ът|и|ите)?": "месец",
        r"точк(?:а|ата|и|ите)": "точка",
        r"съдърж\w+": "съдърж",
        r"данни(?:те)?": "данни",
        r"новин(?:а|ата|и|ите)": "новина",
        r"парк(?:а|ът|ове|овете)?": "парк",
        r"приятел\w*": "приятел",
        r"животн\w+": "животн",
        r"(?:странн\w+|странен)": "странен",
        r"(?:колко|колкото)": "колко",
        r"(?:само|преди)": "",
    },
    "ro": {
        r"poli[țt]i(?:e|a|ei|ști|sti|st\w*)": "poliție",
        r"autorit\w+": "autorit",
        r"comunit\w+": "comunit",
        r"localit\w+": "localit",
        r"obiectiv\w*": "obiectiv",
        r"spa[țt]i(?:u|ul|ului|i|ile|ilor)": "spațiu",
        r"direc[țt]i(?:e|a|ei|i|ile|ilor)": "direcție",
        r"prim(?:it[ăae]?|i[țt]i|im|esc|e[șs]te|e[șs]ti|easc[ăa]|ind|ire|irea|irii)": (
            "primi"
        ),
        r"m[âî]ine|maine": "mâine",
        r"vrem": "vrea",
    },
    "de": {
        r"gesch[äa]ft\w*": "geschäft",
        r"(?:ge)?[äa]nder(?:n|t|te|ten|nd\w*)": "ändern",
        r"seiten?": "seite",
        r"runden?": "runde",
        r"n[äa]chst\w*": "nächst",
        r"sicher\w*": "sicher",
        r"meister\w*": "meister",
        r"lager(?:s|n|t|te|ung|ungen)?": "lager",
        r"marken?": "marke",
        r"link(?:s|e[nrsm]?)": "links",
        r"(?:gelandet|landen|landet|landete)": "landen",
        r"(?:wegen|rechts|falls|unten|hinten|au(?:ß|ss)er)": "",
    },
}
"""By language, a pattern of the forms, and their stem; empty where that is the word."""

_ROWS = {
    language: tuple((re.compile(forms), stem) for forms, stem in rows.items())
    for language, rows in LOOK_ALIKES.items()
}
_ANY = {
    language: re.compile("|".join(f"(?:{forms})" for forms in rows))
    for language, rows in LOOK_ALIKES.items()
}
"""Most words are none of them, and told by one look."""


def apart(language: str, word: str) -> str:
    """Return the stem of a word that has to be told from another; empty for most."""
    known = _ANY.get(language)
    if known is None or not known.fullmatch(word):
        return ""
    rows = _ROWS[language]
    return next(stem or word for forms, stem in rows if forms.fullmatch(word))
