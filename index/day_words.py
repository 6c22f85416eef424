"""The words of dates in English, Russian, Romanian and Bulgarian, as patterns.

They are compared folded: lower case, without diacritics (but ``й`` is a letter).
"""

SMALL = frozenset(
    "on in the of during since at на в во за през с със со от до pe la de din".split()  # noqa: SIM905 a list of words reads best as words
)
"""Words that may stand before a date, or in it, and change nothing."""

DAYS = {
    0: r"today|сегодня|azi|astazi|днес",
    -1: r"yesterday|вчера|ieri",
    -2: r"day before yesterday|позавчера|alaltaieri|онзи ден|завчера",
    1: r"tomorrow|завтра|maine|утре",
}
"""By how many days from today they are."""

THIS = (
    r"this|current|эт(?:а|ой|у|от|ого|ом)|текущ\w+|acest(?:a|ei|ui)?|aceasta|asta"
    r"|curent\w*|тази|този|тая|тоя|настоящ\w+"
)
LAST = r"last|past|previous|прошл\w+|предыдущ\w+|trecut\w*|минал\w*|предишн\w+"
RECENT = rf"{LAST}|последн\w+|ultim\w+"

UNITS = {
    "day": r"days?|день|дня|дней|дни|ден|дена|zi|zile|zilele",
    "week": r"weeks?|недел[яиюеь]|неделей|saptaman[ai]|saptamanile|седмиц[аи]\w*",
    "month": r"months?|месяц(?:а|ев|е)?|lun[ai]|lunile|месец(?:а|и|ът)?",
    "quarter": r"quarters?|квартал(?:а|е|ов)?|trimestr\w+|тримесечи\w+",
    "year": r"years?|год(?:а|у|ов)?|лет|ani?|anul|anii|годин[аи]\w*",
}

NUMBERS = {
    1: r"an?|one|од(?:ин|на|ну)|един|една|едно|o|un|una",
    2: r"two|два|две|двух|doi|doua",
    3: r"three|три|trei",
    4: r"four|четыре|четири|patru",
    5: r"five|пять|пет|cinci",
}

AGO_BEHIND = r"ago|назад|urma"
AGO_BEFORE = r"acum|преди"

WEEKDAYS = {
    0: r"mondays?|понедельник\w*|lun(?:i|ea)|понеделник\w*",
    1: r"tuesdays?|вторник\w*|mart(?:i|ea)",
    2: r"wednesdays?|сред[аыуе]|miercur(?:i|ea)|сряда",
    3: r"thursdays?|четверг\w*|joia?|четвъртък",
    4: r"fridays?|пятниц[аыуе]|vineri|vinerea|петък",
    5: r"saturdays?|суббот[аыуе]|sambata|събота",
    6: r"sundays?|воскресень[еяю]|duminica",
}

SUNDAY = r"неделя(?:та)?"
"""Bulgarian. In Russian it is a week, but never one that stands alone as a date."""

BULGARIAN_LAST = r"минал\w+"

MONTHS = {
    1: r"jan(?:uary)?|январ[ьяе]|ianuarie|януари",
    2: r"feb(?:ruary)?|феврал[ьяе]|februarie|февруари",
    3: r"mar(?:ch)?|март[ае]?|martie",
    4: r"apr(?:il)?|апрел[ьяе]|aprilie|април",
    5: r"may|ма[йяе]|mai",
    6: r"june?|июн[ьяе]|iunie|юни",
    7: r"july?|июл[ьяе]|iulie|юли",
    8: r"aug(?:ust)?|август[ае]?",
    9: r"sept?(?:ember)?|сентябр[ьяе]|septembrie|септември",
    10: r"oct(?:ober)?|октябр[ьяе]|octombrie|октомври",
    11: r"nov(?:ember)?|ноябр[ьяе]|noiembrie|ноември",
    12: r"dec(?:ember)?|декабр[ьяе]|decembrie|декември",
}

OF_YEAR = r"\b(\d{4})\s*(?:г\.?|год[ау]?|година)$"
"""What Russian and Bulgarian write behind the number of a year."""
