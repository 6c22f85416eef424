"""The words that WhatsApp itself writes into an export, in the languages of its phones.

Where the form of a line tells enough (angle brackets, the invisible mark before it),
only the stem of the word is looked for, so that a language that is not listed may be
known all the same.
"""

import re

_ANY = re.IGNORECASE

ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|сквозн|криптиран|шифрован|шифруван|criptat|criptate"
    r"|chiffr|cifrad|crittografat|criptografia|beveiligd|zaszyfrowan|uçtan uca",
    _ANY,
)
DELETED = re.compile(
    r"[\u200e\u200f]?(?:this message was deleted|you deleted this message"
    r"|this message was deleted by admin.*"
    r"|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht"
    r"|(?:данное |это )?сообщение (?:было )?удалено|(?:вы )?удалили данное сообщение"
    r"|acest mesaj a fost șters|ai șters acest mesaj|mesajul a fost șters"
    r"|това съобщение (?:беше|бе|е) изтрито|изтрихте (?:това )?съобщение(?:то)?"
    r"|вие изтрихте това съобщение"
    r"|це повідомлення (?:було )?видалено|ви видалили це повідомлення"
    r"|ce message a été supprimé|vous avez supprimé ce message"
    r"|se eliminó este mensaje|este mensaje fue eliminado|eliminaste este mensaje"
    r"|questo messaggio è stato eliminato|hai eliminato questo messaggio"
    r"|(?:esta )?mensagem (?:foi )?apagada|você apagou esta mensagem"
    r"|dit bericht is verwijderd|u hebt dit bericht verwijderd"
    r"|(?:usunięto tę wiadomość|ta wiadomość została usunięta)"
    r"|bu mesaj silindi|bu mesajı sildiniz)[.\s\u200e]*",
    _ANY,
)
EDITED = re.compile(
    r"[\s\u200e]*<[^<>\n]{0,40}(?:edited|bearbeitet|измен|редакт|редаг|відредаг|editat"
    r"|modifi|edit(?:ó|ad)|bewerkt|edytowan|düzenlen)[^<>\n]{0,25}>\s*$",
    _ANY,
)
OMITTED = re.compile(
    r"\u200e?<[^<>\n]{0,30}(?:medi|média|medien|медиа|медіа|мултимед|мультимед|multim"
    r"|fișier|archivo|arquivo|файл|mídia|medya)[^<>\n]{0,30}>",
    _ANY,
)
LEFT_OUT = re.compile(
    r"[^\n]{0,200}?\b(?:omitted|weggelassen|ausgeschlossen|отсутству\w+|пропущен\w*"
    r"|опущен\w*|пропуснат\w*|omis[ăe]?|omiso|absente?s?|omess\w+|omitid\w+|ocultad\w+"
    r"|weggelaten|pominięt\w+|dahil edilmedi)",
    _ANY,
)
MARKED_FILE = re.compile(r"\u200e?<[^<>:\n]{3,25}?\s?: ?([^<>\n]+\.[A-Za-z0-9]{1,8})>")
"""``<attached: 00000012-PHOTO-2025-01-02-10-00-00.jpg>``, on the phones of Apple."""

NAMED_FILE = re.compile(
    r"\u200e?([^\n]+?\.[A-Za-z0-9]{1,8}) \([^()\n]{0,25}(?:attach|angehäng|добавлен"
    r"|прикреп|вложен|atașat|прикачен|додан|долучен|joint|adjunt|allegat|anexad"
    r"|bijgevoegd|załączon|ekli)[^()\n]{0,20}\)",
    _ANY,
)
"""``IMG-20250102-WA0001.jpg (file attached)``, on other phones."""

OF_THE_PHONE = re.compile(r"\b(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d{4}\.\w{2,5}\b")
"""A name that only WhatsApp gives; it is a file wherever it stands."""

CALLED = re.compile(
    r"[\u200e\u200f]?(?:(?:silenced |missed )?(?:group )?(?:voice|video) call\b"
    r"|verpasster (?:sprach|video)anruf|пропущенный (?:\w+ )?(?:аудио|видео)?звонок"
    r"|пропущенный (?:голосовой|видео)\w* вызов|apel (?:vocal|video) pierdut"
    r"|пропуснато (?:гласово|видео)|пропущений (?:голосовий|відео)"
    r"|appel (?:vocal|vidéo) manqué|llamada perdida|videollamada perdida"
    r"|chiamata (?:vocale|video) persa|videochiamata persa|chamada de voz perdida"
    r"|chamada de vídeo perdida)[^\n]{0,60}",
    _ANY,
)

_HALVES = {
    "am": "am a.m. dp дп пре преди.обяд пр.об. π.μ. öö 上午 午前 오전 vorm. ص",
    "pm": "pm p.m. пп след сл.об. μ.μ. ös 下午 午後 오후 nachm. م",
}
HALVES = {word: half for half, listed in _HALVES.items() for word in listed.split()}


def half_of_day(text: str) -> str:
    """Return ``am`` or ``pm`` for the word beside a time; nothing where there is none.

    Examples:
        >>> half_of_day("p. m."), half_of_day("AM"), half_of_day("")
        ('pm', 'am', '')
    """
    return HALVES.get("".join(text.split()).casefold(), "")


TITLES = tuple(
    re.compile(form, _ANY)
    for form in (
        r"WhatsApp Chat (?:with|-) (.+)",
        r"WhatsApp[- ]Chat mit (.+)",
        r"Чат WhatsApp (?:с контактом|с|з|із) (.+)",
        r"WhatsApp чат с(?:ъс)? (.+)",
        r"(?:Conversație|Chat|Discuție) WhatsApp cu (.+)",
        r"Chat de WhatsApp con (.+)",
        r"Chat WhatsApp con (.+)",
        r"(?:Discussion|Conversation) WhatsApp avec (.+)",
        r"Conversa do WhatsApp com (.+)",
        r"WhatsApp-chat met (.+)",
        r"Czat WhatsApp z użytkownikiem (.+)",
        r"(?:Бесіда|Чат) (?:у |в )?WhatsApp (?:з|із) (.+)",
    )
)
COPY = re.compile(r"\s*\((\d{1,3})\)$")
"""What a browser adds to the name of a file that it saves again."""


def title_of(stem: str) -> str:
    """Return the chat that the name of an export names; nothing where it names none.

    Examples:
        >>> title_of("WhatsApp Chat with Anna (2)"), title_of("_chat")
        ('Anna', '')
    """
    plain = COPY.sub("", " ".join(stem.split()))
    for form in TITLES:
        if found := form.fullmatch(plain):
            return found[1].strip()
    return ""
