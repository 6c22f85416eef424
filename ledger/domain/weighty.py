"""Words that weigh in a contract: numbers, negations and duties, in five languages.

A changed number or a "not" that came or went is to be seen before all other changes.
"""

import re

_NUMBER_WORDS = re.compile(
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|fou?rty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|thousand|million|half|once|twice|dozen|double|"
    r"unlimited|"
    r"ноль|нол[яю]|один|одн(?:а|о|у|ой|ого|ому|им|ом)|дв(?:а|е|ух|ум|умя|ое|оих)|"
    r"тр(?:и|[её]х|[её]м|емя|ое)|четыр(?:е|[её]х|[её]м|ьмя)|пят(?:ь|и|ью)|"
    r"шест(?:ь|и|ью)|сем(?:ь|и|ью)|вос(?:емь|ьми|емью)|девят(?:ь|и|ью)|"
    r"десят(?:ь|и|ью)|\w+надцат(?:ь|и|ью)|двадцат(?:ь|и)|тридцат(?:ь|и)|сорока?|"
    r"пят(?:ьдесят|идесяти)|шестьдесят|семьдесят|восемьдесят|девяност[оа]|ста|сто|"
    r"двести|триста|\w+сот|тысяч[аиу]?|миллион\w*|половин\w*|полтора|неограниченн\w*|"
    r"unu|una|unui|unei|doi|dou[ăa]|trei|patru|cinci|[șs]ase|[șs]apte|opt|nou[ăa]|zece|"
    r"\w*sprezece|dou[ăa]zeci|treizeci|\w+zeci|sut[ăae]|mie|mii|jum[ăa]tate|"
    r"nelimitat\w*|"
    r"нула|един|една|едно|две|два|три|четири|пет|шест|седем|осем|девет|десет|"
    r"\w+надесет|двадесет|тридесет|\w+десет|сто|хиляд[аи]|половин\w*|неограничен\w*|"
    r"null|ein(?:e|er|en|em|es)?|zwei|drei|vier|f[üu]nf|sechs|sieben|acht|neun|zehn|"
    r"elf|zw[öo]lf|\w+zehn|\w+zig|drei[ßs]+ig|\w*hundert|\w*tausend|h[äa]lfte|"
    r"halb(?:e|er|en)?|unbegrenzt\w*)",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|apr(?:il)?|june?|july?|"
    r"aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"m[äa]rz|mai|juni|juli|oktober|dezember|"
    r"ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|"
    r"decembrie|"
    r"январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|"
    r"август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]|"
    r"януари|февруари|април|юни|юли|септември|октомври|ноември|декември|"
    r"hours?|days?|weeks?|months?|years?|час\w{0,3}|дн(?:я|ей|и)|день|недел\w|"
    r"месяц\w{0,3}|год[ау]?|лет|[oо]r[ăae]\w{0,2}|zi|zile\w{0,2}|lun[ăi]|luni|an|ani|"
    r"часа?|ден|дни|дена|седмиц\w|месец\w?|годин\w|"
    r"stunden?|tagen?|tage?|wochen?|monate?n?|jahre?n?|"
    r"eur|euro?s?|евро|usd|mdl|lei|leu|лей|лея|леев|ron|bgn|лв|лев[аы]?|rub|руб\w*)",
    re.IGNORECASE,
)
"""Months, spans of time and currencies: what stands beside a number."""

_NEGATIONS = re.compile(
    r"(?:not|no|non|nor|neither|never|none|nothing|nobody|without|except|excluding|"
    r"unless|only|cannot|can't|won't|don't|doesn't|isn't|"
    r"не|нет|ни|без|кроме|никогда|никак\w*|исключая|лишь|только|нельзя|если|"
    r"nu|n-\w+|nici|niciun\w*|nicio|niciodat[ăa]|f[ăa]r[ăa]|except\w*|doar|numai|decât|"
    r"няма|нито|никога|никак\w*|освен|само|"
    r"nicht|nichts|nie|niemals|kein\w*|weder|noch|ohne|au[ßs]+er|ausgenommen|nur)",
    re.IGNORECASE,
)
_DUTIES = re.compile(
    r"(?:shall|must|may|should|will|can|could|might|need\w*|obliged|entitled|required|"
    r"optional|mandatory|sole|exclusive\w*|"
    r"обязан\w*|должен|должн\w+|вправе|может|могут|следует|необходимо|"
    r"trebuie|poate|pot|oblig\w+|[îi]ndrept[ăa][țt]it\w*|"
    r"длъжен|длъжн\w+|трябва|може|могат|задълж\w+|"
    r"muss|müssen|darf|dürfen|kann|können|soll|sollen|verpflichtet|berechtigt)",
    re.IGNORECASE,
)


def is_number(word: str) -> bool:
    """Tell whether a word is a number, in digits or in letters, or a sign of one.

    Examples:
        >>> is_number("EUR65"), is_number("трёх"), is_number("%"), is_number("hero")
        (True, True, True, False)
    """
    if any(each.isdigit() for each in word) or word in {"%", "€", "$", "£"}:
        return True
    return bool(_NUMBER_WORDS.fullmatch(word) or _MEASURES.fullmatch(word))


def is_negation(word: str) -> bool:
    """Tell whether a word denies or excepts.

    Examples:
        >>> is_negation("ohne"), is_negation("keine"), is_negation("note")
        (True, True, False)
    """
    return _NEGATIONS.fullmatch(word) is not None


def is_duty(word: str) -> bool:
    """Tell whether a word says what somebody must, or may.

    Examples:
        >>> is_duty("shall"), is_duty("вправе"), is_duty("shape")
        (True, True, False)
    """
    return _DUTIES.fullmatch(word) is not None
