"""Whose words: what each mail program writes round a quote, in six languages.

The markup is that of the programs; the sentences are invented. A page of HTML is the
body of a mail, of an Outlook message in each of its forms, and of one inside another.
"""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import escape

import pytest
from compressed_rtf import compress

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import Segment
from ledger.formats import html_text
from ledger.formats.mail.quotes import segments
from tests.formats import outlooks as o

Read = Callable[..., tuple[list[Member], Reading]]

BOSS, ADDRESS = "Boss Pike", "boss@shop.example"
SAID, QUOTED = "Please do as below, but in red.", "Make the logo green."
LANGUAGES = ("en", "ru", "ro", "bg", "de", "uk")

LABELS = {
    "en": ("From", "Sent", "To", "Subject", "Date"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "Дата"),
    "ro": ("De la", "Trimis", "Către", "Subiect", "Data"),
    "bg": ("От", "Изпратено", "До", "Относно", "Дата"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Datum"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "Дата"),
}
DAYS = {
    "en": "Tuesday, March 4, 2025 9:00 AM",
    "ru": "4 марта 2025 г. 9:00",
    "ro": "marți, 4 martie 2025 09:00",
    "bg": "вторник, 4 март 2025 г. 9:00",
    "de": "Dienstag, 4. März 2025 09:00",
    "uk": "4 березня 2025 р. 9:00",
}
GMAIL = {
    "en": "On Tue, Mar 4, 2025 at 9:00 AM {} <{}> wrote:",
    "ru": "вт, 4 мар. 2025 г. в 09:00, {} <{}>:",
    "ro": "În mar., 4 mar. 2025 la 09:00, {} <{}> a scris:",
    "bg": "На вт, 4.03.2025 г. в 9:00 {} <{}> написа:",
    "de": "Am Di., 4. März 2025 um 09:00 Uhr schrieb {} <{}>:",
    "uk": "вт, 4 бер. 2025 р. о 09:00 {} <{}> пише:",
}
APPLE = {
    "en": "On 4 Mar 2025, at 09:00, {} <{}> wrote:",
    "ru": "4 марта 2025 г., в 09:00, {} <{}> написал(а):",
    "ro": "Pe 4 mar. 2025, la 09:00, {} <{}> a scris:",
    "bg": "На 4.03.2025 г., в 9:00, {} <{}> написа:",
    "de": "Am 04.03.2025 um 09:00 schrieb {} <{}>:",
    "uk": "4 бер. 2025 р. о 09:00 {} <{}> написав(-ла):",
}
THUNDERBIRD = {
    "en": "On 04.03.2025 09:00, {} wrote:",
    "ru": "04.03.2025 09:00, {} пишет:",
    "ro": "Pe 04.03.2025 09:00, {} a scris:",
    "bg": "На 4.3.2025 г. в 9:00, {} написа:",
    "de": "Am 04.03.25 um 09:00 schrieb {}:",
    "uk": "04.03.25 09:00, {} пише:",
}
ROUNDCUBE = {
    "en": "On 2025-03-04 09:00, {} wrote:",
    "ru": "{} писал(а) 2025-03-04 09:00:",
    "ro": "În 2025-03-04 09:00, {} a scris:",
    "bg": "На 2025-03-04 09:00, {} написа:",
    "de": "Am 2025-03-04 09:00, schrieb {}:",
    "uk": "{} писав 2025-03-04 09:00:",
}
BAT = {
    "en": "Tuesday, March 4, 2025, 9:00:00 AM, you wrote:",
    "ru": "Вы писали 4 марта 2025 г., 9:00:00:",
    "ro": "Ați scris marți, 4 martie 2025, 09:00:00:",
    "bg": "Вие писахте на 4 март 2025 г., 9:00:00:",
    "de": "am Dienstag, 4. März 2025 um 09:00:00 schrieben Sie:",
    "uk": "Ви писали 4 березня 2025 р., 9:00:00:",
}
TELEPHONES = {
    "en": "Sent from my iPhone",
    "ru": "Отправлено с iPhone",
    "ro": "Trimis de pe iPhone-ul meu",
    "bg": "Изпратено от моя iPhone",
    "de": "Von meinem iPhone gesendet",
    "uk": "Надіслано з iPhone",
}
FORWARDED = {
    "en": "Begin forwarded message:",
    "ru": "Начало переадресованного сообщения:",
    "ro": "Început mesaj redirecționat:",
    "bg": "Начало на препратено съобщение:",
    "de": "Anfang der weitergeleiteten Nachricht:",
    "uk": "Початок листа, що пересилається:",
}
MARKERS = {
    "en": "Forwarded Message",
    "ru": "Перенаправленное сообщение",
    "ro": "Mesaj redirecționat",
    "bg": "Препратено съобщение",
    "de": "Weitergeleitete Nachricht",
    "uk": "Переслане повідомлення",
}


def who(form: str) -> str:
    return escape(form.format(BOSS, ADDRESS))


def head(language: str, *, dated: bool = False, address: bool = True) -> str:
    sender, sent, to, subject, date = LABELS[language]
    him = f"{BOSS} &lt;{ADDRESS}&gt;" if address else BOSS
    return (
        f"<b>{sender}:</b> {him}<br><b>{date if dated else sent}:</b> "
        f"{DAYS[language]}<br><b>{to}:</b> Client &lt;c@shop.example&gt;<br>"
        f"<b>{subject}:</b> Logo"
    )


def outlook(language: str, *, address: bool = True) -> str:
    return (
        f"<div class=WordSection1><p class=MsoNormal>{SAID}<o:p></o:p></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;"
        "border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>"
        f"{head(language, address=address)}<o:p></o:p></p></div></div><p "
        f"class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>{QUOTED}</p></div>"
    )


def outlook_nameless(language: str) -> str:
    return outlook(language, address=False)


def outlook_web(language: str) -> str:
    return (
        f'<div class="elementToProof">{SAID}</div><div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwd'
        f'Msg" dir="ltr"><font face="Calibri">{head(language)}</font><div>&nbsp;</div>'
        f"</div><div>{QUOTED}</div>"
    )


def outlook_mobile(language: str) -> str:
    return (
        f'<div dir="auto">{SAID}</div><div id="mail-editor-reference-message-container"'
        ' dir="auto"><br><hr style="display:inline-block;width:98%" tabindex="-1">'
        f'<div id="divRplyFwdMsg" style="font-size:11pt">{head(language, dated=True)}'
        f"<br></div><p><br></p>{QUOTED}</div>"
    )


def gmail(language: str) -> str:
    return (
        f'<div dir="ltr">{SAID}</div><br><div class="gmail_quote gmail_quote_container"'
        f'><div dir="ltr" class="gmail_attr">{who(GMAIL[language])}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:'
        f'1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">{QUOTED}</div>'
        "</blockquote></div>"
    )


def gmail_forward(language: str) -> str:
    sender, _sent, to, subject, date = LABELS[language]
    return (
        f'<div dir="ltr">{SAID}<br><br><div class="gmail_quote"><div dir="ltr" '
        'class="gmail_attr">---------- Forwarded message ---------<br>'
        f'{sender}: <strong class="gmail_sendername" dir="auto">{BOSS}</strong> '
        f'<span dir="auto">&lt;<a href="mailto:{ADDRESS}">{ADDRESS}</a>&gt;</span><br>'
        f"{date}: {DAYS[language]}<br>{subject}: Logo<br>{to}: Client<br></div><br><br>"
        f"<div>{QUOTED}</div></div></div>"
    )


def apple(language: str) -> str:
    return (
        f'{SAID}<br><div><br><blockquote type="cite"><div>{who(APPLE[language])}</div>'
        f'<br class="Apple-interchange-newline"><div>{QUOTED}</div></blockquote></div>'
    )


def iphone(language: str) -> str:
    return (
        f'<div dir="ltr">{SAID}</div><div dir="ltr"><br>{TELEPHONES[language]}</div>'
        f'<div dir="ltr"><br><blockquote type="cite">{who(APPLE[language])}<br><br>'
        f'</blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff{QUOTED}'
        "</div></blockquote>"
    )


def apple_forward(language: str) -> str:
    sender, _sent, to, subject, date = LABELS[language]
    lines = (
        (sender, f"{BOSS} &lt;{ADDRESS}&gt;"),
        (subject, "Logo"),
        (date, DAYS[language]),
        (to, "Client"),
    )
    rows = "".join(
        f"<div><span><b>{label}: </b></span><span>{said}<br></span></div>"
        for label, said in lines
    )
    return (
        f'{SAID}<br><div><br><blockquote type="cite"><div>{FORWARDED[language]}</div>'
        f"<br>{rows}<br><div>{QUOTED}</div></blockquote></div>"
    )


def thunderbird(language: str) -> str:
    return (
        f'<p>{SAID}</p><div class="moz-cite-prefix">{who(THUNDERBIRD[language])}<br>'
        f'</div><blockquote type="cite" cite="mid:1@shop.example"><p>{QUOTED}</p>'
        "</blockquote>"
    )


def thunderbird_forward(language: str) -> str:
    sender, _sent, to, subject, date = LABELS[language]
    lines = (
        (subject, "Logo"),
        (date, DAYS[language]),
        (sender, f"{BOSS} &lt;{ADDRESS}&gt;"),
        (to, "c@shop.example"),
    )
    rows = "".join(f"<tr><th>{k}: </th><td>{v}</td></tr>" for k, v in lines)
    return (
        f'<p>{SAID}</p><div class="moz-forward-container"><br><br>-------- '
        f'{MARKERS[language]} --------<table class="moz-email-headers-table"><tbody>'
        f"{rows}</tbody></table><br><br><p>{QUOTED}</p></div>"
    )


def yandex(_language: str) -> str:
    return (
        f"<div>{SAID}</div><div>\xa0</div><div>04.03.2025, 09:00, &quot;{BOSS}&quot; "
        f"&lt;{ADDRESS}&gt;:</div><blockquote><div>{QUOTED}</div></blockquote>"
    )


def yandex_new(language: str) -> str:
    _sender, _sent, to, subject, _date = LABELS[language]
    return (
        f"<div>{SAID}</div><div>\xa0</div><div>----------------</div><div>{to}: Client "
        f"(c@shop.example);</div><div>{subject}: Logo;</div><div>04.03.2025, 09:00, "
        f"&quot;{BOSS}&quot; &lt;{ADDRESS}&gt;:</div><blockquote><div>{QUOTED}</div>"
        "</blockquote>"
    )


def mail_ru(language: str) -> str:
    leads = {
        "ru": "Вторник, 4 марта 2025, 9:00 +03:00 от {} <{}>:",
        "uk": "Вівторок, 4 березня 2025, 9:00 +02:00 від {} <{}>:",
    }
    lead = leads.get(language, "Tuesday, March 4, 2025 9:00 AM +03:00 from {} <{}>:")
    return (
        f'<div>{SAID}</div><blockquote style="border-left:1px solid #0857A6;margin:'
        f'10px;padding:0 0 0 10px;">{who(lead)}<br><div>{QUOTED}</div></blockquote>'
    )


def the_bat(language: str) -> str:
    return (
        f"<div>{SAID}</div><br><div>{BAT[language]}</div><br><table><tr><td width=2 "
        f"bgcolor=#0000ff><br></td><td width=1000><div>{QUOTED}</div></td></tr></table>"
    )


def abv(language: str) -> str:
    markers = {"bg": "Оригинално писмо", "en": "Original message"}
    sender, sent, to, subject, _date = LABELS[language]
    marker = markers.get(language, MARKERS[language])
    return (
        f"<div>{SAID}</div><div><br></div><div>&nbsp;&gt;-------- {marker} --------"
        f"</div><div>&nbsp;&gt;{sender}: {BOSS} {ADDRESS}</div><div>&nbsp;&gt;{subject}"
        f": Logo</div><div>&nbsp;&gt;{to}: c@shop.example</div><div>&nbsp;&gt;{sent}: "
        f"04.03.2025 09:00</div><div>&nbsp;&gt;</div><div>&nbsp;&gt;{QUOTED}</div>"
    )


def roundcube(language: str) -> str:
    return (
        f'<p>{SAID}</p><p id="reply-intro">{who(ROUNDCUBE[language])}</p><blockquote '
        'type="cite" style="padding:0 0.4em;border-left:#1010ff 2px solid;margin:0">'
        f"<div>{QUOTED}</div></blockquote>"
    )


PROGRAMS = {
    each.__name__: each
    for each in (
        outlook,
        outlook_nameless,
        outlook_web,
        outlook_mobile,
        gmail,
        gmail_forward,
        apple,
        iphone,
        apple_forward,
        thunderbird,
        thunderbird_forward,
        yandex,
        yandex_new,
        mail_ru,
        the_bat,
        abv,
        roundcube,
    )
}
NAMED = {
    "outlook_nameless": BOSS,
    "thunderbird": BOSS,
    "roundcube": BOSS,
    "the_bat": None,
}
"""Who is quoted, where no address stands."""


def parted(text: str, found: tuple[Segment, ...]) -> list[tuple[str, str]]:
    assert "".join(text[each.start : each.end] for each in found) == text
    return [(each.kind.value, text[each.start : each.end]) for each in found]


def check(name: str, text: str, found: tuple[Segment, ...]) -> None:
    """Check that each word is whose it is, and that who is quoted is named."""
    own = "".join(words for kind, words in parted(text, found) if kind == "own")
    assert own.strip("\n \xa0") == SAID
    [quote] = [each for each in found if QUOTED in text[each.start : each.end]]
    assert quote.kind.value == "quote"
    assert quote.author == NAMED.get(name, ADDRESS)
    signed = [words for kind, words in parted(text, found) if kind == "signature"]
    assert bool(signed) == (name == "iphone")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_page_of_a_program_is_told_apart(name: str, language: str) -> None:
    page = html_text.read(f"<html><body>{PROGRAMS[name](language)}</body></html>")

    found = segments(page.text, (*page.quoted, *page.nested), opened=page.opened)
    check(name, page.text, found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    ["gmail", "apple", "thunderbird", "yandex", "mail_ru", "the_bat", "roundcube"],
)
def test_an_answer_below_what_is_quoted_stays_own(name: str, language: str) -> None:
    page = html_text.read(f"{PROGRAMS[name](language)}<div>And by Friday.</div>")

    found = segments(page.text, (*page.quoted, *page.nested), opened=page.opened)
    own = "".join(words for kind, words in parted(page.text, found) if kind == "own")
    assert own.split() == [*SAID.split(), "And", "by", "Friday."]


def in_a_mail(html: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ann <ann@client.example>", "Logo"
    mail.set_content(html, subtype="html", charset="utf-8")
    return mail.as_bytes()


def wrapped(html: str) -> bytes:
    """Return Rich Text that holds a page, as Outlook keeps it."""
    letters = "".join(
        char if char.isascii() and char not in "{}\\" else f"\\u{ord(char)}?"
        for char in html
    )
    tags = "{\\*\\htmltag64 <html>}{\\*\\htmltag64 <body>}"
    cut = re.sub(r"<[^<>]*>", lambda tag: f"{{\\*\\htmltag84 {tag[0]}}}", letters)
    cut = re.sub(r"&[#\w]+;", lambda name: f"{{\\*\\htmltag84 {name[0]}}}", cut)
    start = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\uc1 "
    packed: bytes = compress(f"{start}{tags}{cut}}}".encode("ascii"))
    return packed


def in_outlook(html: str) -> bytes:
    said: o.Properties = {**o.author("Ann", "ann@client.example")}
    return o.msg({**said, o.HTML: html.encode(), o.BODY_PAGE: 65001})


def in_rich_text(html: str) -> bytes:
    said: o.Properties = {**o.author("Ann", "ann@client.example")}
    return o.msg({**said, o.RICH: wrapped(html)})


def sent_apart(html: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ann <ann@client.example>", "Logo"
    mail.set_content("")
    stream = o.tnef({o.HTML: html.encode(), o.BODY_PAGE: 65001})
    mail.add_attachment(stream, "application", "ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


FORMS = {
    "a.eml": in_a_mail,
    "html.msg": in_outlook,
    "rich.msg": in_rich_text,
    "apart.eml": sent_apart,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_so_it_is_in_a_mail_and_in_each_form_of_outlook(
    read: Read, name: str, form: str
) -> None:
    for language in ("en", "ru"):
        html = f"<html><body>{PROGRAMS[name](language)}</body></html>"
        _, reading = read(FORMS[form](html), form)

        check(name, reading.text, reading.segments)


@pytest.mark.parametrize("name", ["outlook", "gmail", "thunderbird_forward"])
def test_so_it_is_in_messages_inside_others(read: Read, name: str) -> None:
    html = f"<html><body>{PROGRAMS[name]('de')}</body></html>"
    said: o.Properties = {**o.author("Ann", "ann@client.example")}
    inner = o.message({**said, o.HTML: html.encode(), o.BODY_PAGE: 65001}, inside=True)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Bob <bob@client.example>", "Fwd"
    outer.set_content("Here they are.")
    outer.add_attachment(message_from_bytes(in_a_mail(html), policy=default))
    outer.add_attachment(
        in_outlook(html), "application", "vnd.ms-outlook", filename="x.msg"
    )

    within, _ = read(o.msg({**said, o.BODY: "Here."}, (), [inner]), "outer.msg")
    attached, _ = read(outer.as_bytes(), "outer.eml")
    assert len(within) + len(attached) == 3
    for each in (*within, *attached):
        _, reading = read(each.data, each.name, media_type=each.media_type)
        check(name, reading.text, reading.segments)
