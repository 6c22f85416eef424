"""Which language a text is in, by its small words and its letters."""

import re

SMALL_WORDS = {
    "en": "the and of to in is you that it for we are this with have be not on as your"
    " when what will can could would please from at here all do if or an our was",
    "ru": "и в не на что это с как по но мы вы за от у он она бы так же все для если"
    " надо нужно пожалуйста спасибо вас вам нас ещё еще или когда будет был была чтобы"
    " нет да только можно уже до из где кто при мне его её",
    "bg": "и на да се за от не са ще че по със като това във ви ни той както или може"
    " моля благодаря към си сме съм преди тази този кога бъде беше няма само вече"
    " къде кой до при ли още всичко",
    "uk": "і в не на що це з як та але ми ви за від у є для щоб якщо або ще й до він"
    " будь ласка дякую коли буде був була чи так немає тільки можна вже із де хто",
    "ro": "și si de la în in nu pe cu să sa este că ca un o din pentru mai ce sunt vă"
    " va ne am ați ati vom fi dacă daca mulțumesc multumesc vrem când cand cum care"
    " până pana le",
    "de": "und der die das ist nicht zu den mit wir sie ich es ein eine auf für von"
    " bitte im in dem auch noch haben werden wann was alles wenn dass oder bei danke",
    "fr": "le la les et de des est un une que pour dans nous vous pas ne sur avec du"
    " au ce merci je quand avant qui sera si ou il elle",
}
WORDS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}

MARKS = {
    "ru": re.compile(r"[ыэё]|ться|[ое]го\b|[аиея]ть\b|ь\b|[иоеы]й\b|йте\b"),
    "bg": re.compile(r"ъ(?![еёюя])|[а-я]{3}(?:та|то|(?<!й)те|ят)\b|[аяе]м[ео]?\b"),
    "uk": re.compile(r"[іїєґ]"),
    "ro": re.compile(r"[ășțşţ]|\b[îâ]|ul\b|ului\b|lor\b|[aeți]ți\b"),
    "de": re.compile(r"[äöüß]|sch|ung\b|ich\b|\bge|en\b"),
    "fr": re.compile(r"[éèêçà]|\b[ldcnjq]['’]|eux\b|ez\b"),
    "en": re.compile(r"\bth|ing\b|ed\b|['’]s\b|gh"),
}
CYRILLIC = frozenset({"ru", "bg", "uk"})
LEAST_LETTERS = 8
SAMPLE = 1500


def of_own(own: str, whole: str) -> str | None:
    """Return the language of somebody's own words in a text that quotes others.

    Words that are too few to tell are taken to be in that of the whole, if that has
    their letters.
    """
    found = guess(own)
    if found is not None:
        return found
    usual = guess(whole)
    sample = own[:SAMPLE].lower()
    letters = len(re.findall(r"[^\W\d_]", sample))
    same = not letters or _is_cyrillic(sample, letters) == (usual in CYRILLIC)
    return usual if same else None


def guess(text: str) -> str | None:
    """Return the ISO 639-1 code of a text, or None where it is too short to tell."""
    sample = text[:SAMPLE].lower()
    words = re.findall(r"[^\W\d_]+", sample)
    letters = sum(map(len, words))
    if letters < LEAST_LETTERS:
        return None
    cyrillic = _is_cyrillic(sample, letters)
    scores = {
        code: 3 * sum(map(small.__contains__, words)) + len(MARKS[code].findall(sample))
        for code, small in WORDS.items()
        if (code in CYRILLIC) == cyrillic
    }
    first, second = sorted(scores, key=lambda code: -scores[code])[:2]
    return first if scores[first] > scores[second] else None


def _is_cyrillic(sample: str, letters: int) -> bool:
    """Tell whether more than half of the letters of a text are Cyrillic."""
    return len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters
