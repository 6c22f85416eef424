"""Which language a text is in, by its small words and its letters."""

import re

SMALL_WORDS = {
    "en": "the and of to in is you that it for we are this with have be not on as your",
    "ru": "и в не на что это с как по но мы вы за от у он она бы так же все для если"
    " надо нужно пожалуйста спасибо вас вам нас ещё еще или",
    "bg": "и на да се за от не са ще че по със като това във ви ни той както или може"
    " моля благодаря към си сме съм преди тази този",
    "uk": "і в не на що це з як та але ми ви за від у є для щоб якщо або ще й до він"
    " будь ласка дякую",
    "ro": "și si de la în in nu pe cu să sa este că ca un o din pentru mai ce sunt vă"
    " va ne am ați ati vom fi dacă daca mulțumesc multumesc vrem",
    "de": "und der die das ist nicht zu den mit wir sie ich es ein eine auf für von"
    " bitte im dem auch noch haben werden",
    "fr": "le la les et de des est un une que pour dans nous vous pas ne sur avec du"
    " au ce merci je",
}
WORDS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}

MARKS = {
    "ru": re.compile(r"[ыэё]|ться|ого\b|ать\b|ить\b|ешь\b|ий\b"),
    "bg": re.compile(r"ъ(?![еёюя])|[а-я]{3}(?:та|то|те|ът|ят)\b|ваме?\b|ете\b"),
    "uk": re.compile(r"[іїєґ]"),
    "ro": re.compile(r"[ășțşţ]|\b[îâ]|ul\b|[aă]m\b|ului\b|lor\b"),
    "de": re.compile(r"[äöüß]|sch|ung\b|ich\b|\bge"),
    "fr": re.compile(r"[éèêçà]|\b[ldcnjq]['’]|eux\b|tion\b"),
    "en": re.compile(r"\bth|ing\b|ed\b|['’]s\b|gh"),
}
CYRILLIC = ("ru", "bg", "uk")
LEAST_LETTERS = 8
SAMPLE = 4000


def guess(text: str) -> str | None:
    """Return the ISO 639-1 code of a text, or None where it is too short to tell."""
    sample = text[:SAMPLE].lower()
    words = re.findall(r"[^\W\d_]+", sample)
    letters = sum(map(len, words))
    if letters < LEAST_LETTERS:
        return None
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", sample)) * 2 > letters
    scores = {
        code: 3 * sum(word in small for word in words)
        + len(MARKS[code].findall(sample))
        for code, small in WORDS.items()
        if (code in CYRILLIC) == cyrillic
    }
    first, second = sorted(scores, key=lambda code: -scores[code])[:2]
    return first if scores[first] > scores[second] else None
