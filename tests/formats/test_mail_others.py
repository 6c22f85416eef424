"""Whose words: what stands below a message of others is his, never the sender's own."""

from collections.abc import Callable
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.reading import Member
from ledger.domain.reading import Reading
from ledger.domain.reading import SegmentKind
from ledger.formats import html_text
from ledger.formats.mail.phrases import LANGUAGES
from ledger.formats.mail.quotes import segments

Read = Callable[..., tuple[list[Member], Reading]]

OPENINGS = {
    "en": "From: Boss <boss@shop.example>\nSent: Tuesday, March 4, 2025 9:00 AM\n"
    "To: Client\nSubject: Logo\n",
    "en without addresses": "From: Boss Pike\nSent: Tue 3/4/2025 9:00 AM\nTo: Client\n",
    "en starred": "*From:* Boss <boss@shop.example>\n*Sent:* Tuesday, March 4, 2025\n"
    "*To:* Client\n*Subject:* Logo\n",
    "en apart": "From: Boss <boss@shop.example>\n\nSent: 3/4/2025 9:00\n\nTo: Client\n",
    "en listing": "From: Boss <boss@shop.example>\nTo: Client <c@shop.example>,\n"
    "  Ann <ann@shop.example>\nDate: 4 March 2025 at 09:00:00 EET\nSubject: Logo\n",
    "ru": "От: Босс <boss@shop.example>\nОтправлено: 4 марта 2025 г. 9:00\n"
    "Кому: Клиент\nТема: Логотип\n",
    "bg": "От: Шеф <boss@shop.example>\nИзпратено: вторник, 4 март 2025 г. 9:00\n"
    "До: Клиент\nОтносно: Лого\n",
    "ro": "De la: Șef <boss@shop.example>\nTrimis: marți, 4 martie 2025 09:00\n"
    "Către: Client\nSubiect: Logo\n",
    "de": "Von: Chef <boss@shop.example>\nGesendet: Dienstag, 4. März 2025 09:00\n"
    "An: Kunde\nBetreff: Logo\n",
    "fr": "De : Chef <boss@shop.example>\nEnvoyé : mardi 4 mars 2025 09:00\n"
    "À : Client\nObjet : Logo\n",
    "uk": "Від: Шеф <boss@shop.example>\nНадіслано: 4 березня 2025 р. 9:00\n"
    "Кому: Клієнт\nТема: Логотип\n",
    "dashes": "-----Original Message-----\n",
    "dashes, spaced": "-------- Original Message --------\nSubject: Logo\n",
    "dashes ru": "-----Исходное сообщение-----\n",
    "dashes bg": "-------- Препратено съобщение --------\n",
    "dashes ro": "---------- Mesaj redirecționat ---------\n",
    "dashes de": "-----Ursprüngliche Nachricht-----\n",
    "dashes fr": "-----Message d'origine-----\n",
    "dashes uk": "-------- Переслане повідомлення --------\n",
    "gmail": "---------- Forwarded message ---------\nFrom: Boss <boss@shop.example>\n"
    "Date: Tue, 4 Mar 2025 at 09:00\nSubject: Logo\nTo: <client@shop.example>\n",
    "yandex": "-------- Пересылаемое сообщение --------\n"
    '04.03.2025, 09:00, "Босс" <boss@shop.example>:\n',
    "yandex, answered": '04.03.2025, 09:00, "Босс" <boss@shop.example>:\n',
    "mail.ru": "Вторник, 4 марта 2025, 9:00 +03:00 от Босс <boss@shop.example>:\n",
    "apple": "Begin forwarded message:\n\nFrom: Boss <boss@shop.example>\n"
    "Subject: Logo\nDate: 4 March 2025 at 09:00:00 EET\nTo: Client\n",
    "rule": "________________________________\nFrom: Boss <boss@shop.example>\n"
    "Sent: Tuesday, March 4, 2025 9:00 AM\nTo: Client\n",
    "on … wrote": "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n",
    "on … wrote, wrapped": "On Tue, Mar 4, 2025 at 9:00 AM Boss Pike\n"
    "<boss@shop.example>\nwrote:\n",
    "wrote without an address": "On Tue, Mar 4, 2025, Boss Pike wrote:\n",
    "писал": "4 марта 2025 г., 9:00, Босс написал:\n",
    "a scris": "În mar., 4 mar. 2025 la 09:00, Șef <boss@shop.example> a scris:\n",
    "написа": "На вт, 4.03.2025 г. в 9:00 Шеф <boss@shop.example> написа:\n",
    "escribió": "El mar, 4 mar 2025 a las 9:00, Boss (<boss@shop.example>) escribió:\n",
    "ha scritto": "Il giorno mar 4 mar 2025 alle ore 09:00 Boss <boss@shop.example> ha "
    "scritto:\n",
    "napisał": "wt., 4 mar 2025 o 09:00 Boss <boss@shop.example> napisał(a):\n",
    "schreef": "Op di 4 mrt 2025 om 09:00 schreef Boss <boss@shop.example>:\n",
    "napsal": "út 4. 3. 2025 v 9:00 odesílatel Boss <boss@shop.example> napsal:\n",
    "escreveu": "Em ter., 4 de mar. de 2025 às 09:00, Boss <boss@shop.example> "
    "escreveu:\n",
    "a écrit": "Le mar. 4 mars 2025 à 09:00, Boss <boss@shop.example> a écrit :\n",
    "skrev": "Den tis 4 mars 2025 kl 09:00 skrev Boss <boss@shop.example>:\n",
    "kirjoitti": "ti 4. maalisk. 2025 klo 9.00 Boss (boss@shop.example) kirjoitti:\n",
    "írta": "Boss <boss@shop.example> ezt írta (időpont: 2025. márc. 4., K, 9:00):\n",
    "έγραψε": "Στις Τρί 4 Μαρ 2025 στις 9:00, Boss <boss@shop.example> έγραψε:\n",
    "yazdı": "Boss <boss@shop.example>, 4 Mar 2025 Sal, 09:00 tarihinde şunu yazdı:\n",
    "písal": "ut 4. 3. 2025 o 9:00 Boss <boss@shop.example> napísal(a):\n",
    "pisao": "uto, 4. mar 2025. u 09:00 Boss <boss@shop.example> je napisao/la:\n",
    "写道": "Boss <boss@shop.example> 于2025年3月4日周二 09:00写道:\n",
    "zoho": "---- On Tue, 04 Mar 2025 09:00:00 +0200 Boss <boss@shop.example> wrote "
    "----\n",
    "broken address": "Tue, 4 Mar 2025 at 09:00 skrev Boss <boss@shop.example\n>:\n",
    "roundcube": "On 2025-03-04 09:00, Boss Pike wrote:\n",
    "roundcube bg": "На 2025-03-04 09:00, Boss Pike написа:\n",
    "horde": "Quoting Boss <boss@shop.example>:\n",
    "horde bg": "Цитат от Boss <boss@shop.example>:\n",
    "the bat": "Tuesday, March 4, 2025, 9:00:00 AM, you wrote:\n",
    "notes": "Boss Pike/Shop wrote on 03/04/2025 09:00:00 AM:\n",
    "outlook for mac": 'On 3/4/25, 9:00 AM, "Boss" <boss@shop.example> wrote:\n',
    "android ru": '04.03.2025 9:00 пользователь "Босс" <boss@shop.example> написал:\n',
    "samsung": "-------- Original message --------\nFrom: Boss <boss@shop.example>\n"
    "Date: 04/03/2025 09:00 (GMT+02:00)\nTo: Client\nSubject: Logo\n",
    "orange": "Message du : 04/03/2025 09:00\nDe : Boss <boss@shop.example>\n"
    "A : client@shop.example\nSujet : Logo\n",
    "abv": "-------- Оригинално писмо --------\nОт: Boss <boss@shop.example>\n"
    "Относно: Лого\nДо: Клиент\nИзпратено на: 04.03.2025 09:00\n",
    "es": "De: Boss <boss@shop.example>\nEnviado el: martes, 4 de marzo de 2025 9:00\n"
    "Para: Client\nAsunto: Logo\n",
    "it": "Da: Boss <boss@shop.example>\nInviato: martedì 4 marzo 2025 09:00\n"
    "A: Client\nOggetto: Logo\n",
    "pl": "Od: Boss <boss@shop.example>\nWysłano: wtorek, 4 marca 2025 09:00\n"
    "Do: Client\nTemat: Logo\n",
    "nl": "Van: Boss <boss@shop.example>\nVerzonden: dinsdag 4 maart 2025 9:00\n"
    "Aan: Client\nOnderwerp: Logo\n",
    "cs": "Od: Boss <boss@shop.example>\nOdesláno: úterý 4. března 2025 9:00\n"
    "Komu: Client\nPředmět: Logo\n",
    "sk": "Od: Boss <boss@shop.example>\nOdoslané: utorok 4. marca 2025 9:00\n"
    "Komu: Client\nPredmet: Logo\n",
    "pt": "De: Boss <boss@shop.example>\nEnviada em: terça-feira, 4 de março de 2025\n"
    "Para: Client\nAssunto: Logo\n",
    "sv": "Från: Boss <boss@shop.example>\nSkickat: den 4 mars 2025 09:00\n"
    "Till: Client\nÄmne: Logo\n",
    "da": "Fra: Boss <boss@shop.example>\nSendt: 4. marts 2025 09:00\n"
    "Til: Client\nEmne: Logo\n",
    "fi": "Lähettäjä: Boss <boss@shop.example>\nLähetetty: ti 4. maaliskuuta 2025\n"
    "Vastaanottaja: Client\nAihe: Logo\n",
    "hu": "Feladó: Boss <boss@shop.example>\nElküldve: 2025. március 4. 9:00\n"
    "Címzett: Client\nTárgy: Logo\n",
    "sr": "Šalje: Boss <boss@shop.example>\nPoslato: 4. mart 2025. 9:00\n"
    "Prima: Client\nNaslov: Logo\n",
    "el": "Από: Boss <boss@shop.example>\nΣτάλθηκε: Τρίτη, 4 Μαρτίου 2025 9:00\n"
    "Προς: Client\nΘέμα: Logo\n",
    "tr": "Kimden: Boss <boss@shop.example>\nGönderildi: 4 Mart 2025 Salı 09:00\n"
    "Kime: Client\nKonu: Logo\n",
    "baltic": "Nuo: Boss <boss@shop.example>\nIšsiųsta: 2025 m. kovo 4 d. 9:00\n"
    "Kam: Client\nTema: Logo\n",
    "asian": "发件人: Boss <boss@shop.example>\n发送时间: 2025年3月4日 9:00\n"
    "收件人: Client\n主题: Logo\n",
    "yahoo, in one line": "----- Forwarded Message ----- From: Boss <boss@shop.example>"
    "To: Client <c@shop.example>Sent: Tuesday, March 4, 2025, 09:00 AM GMT+2Subject: "
    "Logo\n",
    "yahoo, led in": "--- On Tue, 3/4/25, Boss <boss@shop.example> wrote:\n\n"
    "From: Boss <boss@shop.example>\nSubject: Logo\nDate: Tuesday, March 4, 2025\n",
    "ar": "من: Boss <boss@shop.example>\nتم الإرسال: ٤ مارس ٢٠٢٥ ٩:٠٠\n"
    "إلى: Client\nالموضوع: Logo\n",
    "ar, turned": "\u200fمن: Boss <boss@shop.example>\n\u200f\u200fتم الإرسال: "
    "Tuesday, March 4, 2025\nإلى: Client\n\u200f\u200fالموضوع: Logo\n",
    "he": "מאת: Boss <boss@shop.example>\nנשלח: יום שלישי 4 מרץ 2025 09:00\n"
    "אל: Client\nנושא: Logo\n",
    "fa": "از: Boss <boss@shop.example>\nارسال شده: سه‌شنبه ۴ مارس ۲۰۲۵ ۹:۰۰\n"
    "به: Client\nموضوع: Logo\n",
    "كتب": "في الثلاثاء، ٤ مارس ٢٠٢٥ في ٩:٠٠ ص Boss <boss@shop.example> كتب:\n",
    "كتب/كتبت": "\u202bفي ٠٤\u200f/٠٣\u200f/٢٠٢٥ الساعة ٩:٠٠ ص، كتب/كتبت "
    "\u200fBoss Pike \u200f<boss@shop.example>:\u202c\n",
    "כתב": "בתאריך יום ג׳, 4 במרץ 2025 ב-9:00 מאת Boss <boss@shop.example> כתב/ה:\n",
    "gmail, old": "2025-03-04 9:00 GMT+02:00 Boss Pike <boss@shop.example>:\n",
    "gmail, older": "2025/3/4 Boss Pike <boss@shop.example>\n\n",
    "gmail, older, wrapped": "2025/3/4 Boss Pike <\nboss@shop.example>\n\n",
    "gmail, old, nameless": "2025-03-04 9:00 GMT+02:00 Boss Pike\n\n",
    "apple pl": "Wiadomość napisana przez Boss <boss@shop.example> w dniu 4 mar 2025, "
    "o godz. 09:00:\n",
    "nl, two verbs": 'Op 4 mrt. 2025 09:00 schreef "boss" <boss@shop.example> het\n'
    "volgende geschreven:\n",
    "fr without accents": "** De : Boss <boss@shop.example> **\n** Envoye : mardi 4 "
    "mars 2025 09:00 **\n** A : Client **\n** Objet : Logo **\n",
    "schrieb": "Am 04.03.25 um 09:00 schrieb Chef Pike:\n",
    "schrieb, head": "Am 04.03.25 um 09:00 schrieb Chef Pike\nVon: Chef Pike\n"
    "Datum: 4. März 2025\nAn: Kunde\n",
    "schrieb, no colon": "Am 04.03.25 um 09:00 schrieb Chef Pike\n\n",
    "torn": "On Tue, Mar 4, 2025 at 9:00 AM, Boss Pike\n\n<boss@shop.example>\n\n"
    "wrote:\n",
    "torn ru": "4 марта 2025 г., 9:00, Босс\n\n<boss@shop.example> написал:\n",
    "a écrit, hard space": "Le mar. 4 mars 2025 à 09:00, Boss < boss@shop.example> a "
    "écrit\xa0:\n",
    "in message": "In message <1@id.example> on 03/04/2025 Boss\n<boss@shop.example> "
    "wrote:\n",
    "betr.": "Von: Chef <boss@shop.example>\nDatum: 4. März 2025 09:00\nAn: Kunde\n"
    "Betr.: Logo\n",
    "groupwise": ">>> Boss Pike 03/04/25 09:00AM >>>\n",
    "groupwise, address": '>>> "Boss Pike" <boss@shop.example> 04.03.2025 09:00 >>>\n',
    "notes, forwarded": "---------------------- Forwarded by Ann Lee/Shop on "
    "03/04/2025 \n09:30 AM ---------------------------\n\n\nBoss Pike\n03/04/2025 "
    "09:00 AM\nTo: Ann Lee/Shop@SHOP\ncc:\nSubject: Logo\n",
    "notes, in one line": '"Boss" <boss@shop.example> on 03/04/2025 09:00:00 AM\n'
    "To: <client@shop.example>\ncc:\nSubject: Logo\n",
    "notes, wrapped": '"Boss" <boss@shop.example> on 03/04/2025 \n09:00:00 AM\nTo: '
    "<client@shop.example>\ncc:\nSubject: Logo\n",
    "notes, sender": "From: Boss Pike@SHOP on 03/04/2025 09:00 AM\nSent by: Eve@SHOP\n"
    "To: Ann Lee/Shop@SHOP, Bob\nPike/Shop@SHOP, Eve@SHOP\ncc:\nSubject: Logo\n",
    "notes, table": "Boss <boss@shop.example>\nSent by: Boss <boss@shop.example>\n"
    "04/03/25 09:00\nPlease respond to\nBoss <boss@shop.example>\n\nTo\nClient "
    "<c@shop.example>\ncc\n\nSubject\nLogo\n",
    "notes de": "Chef <boss@shop.example>\n04.03.2025 09:00\n\nAn\tKunde <c@shop."
    "example>\nKopie\nThema\nLogo\n",
}

OWN = {
    "prose": "From: that is the word above the sender.\nWe agreed on 4 March 2025.\n",
    "prose, two": "Date: 4 March 2025 suits us.\nSubject: we keep the logo.\n",
    "addresses": "From: ann@shop.example\nTo: bob@shop.example\nCc: eve@shop.example\n",
    "contacts": "Ann <ann@shop.example>\nBob <bob@shop.example>\n",
    "signature": "Ann Lee\nTel: 022 12 34 56\nFax: 022 12 34 57\nE-mail: a@b.example\n",
    "stay": "From: 12 March\nTo: 14 March\nGuests: 2\n",
    "stay, ruled": "--------------------\nFrom: 12.03.2025\nTo: March\nGuests: 2\n",
    "stay bg": "От: 12.03.2025\nДо: 14.03.2025\nДата: 01.03.2025\n",
    "ride": "From: Chișinău\nTo: Bălți\nDate: 12.03.2025\n",
    "parcel": "От: Кишинёв\nКому: Бельцы\nДата: 12.03.2025\n",
    "list, timed": "Send these on 12.03.2025, 9:00, to ann@shop.example:\n- the logo\n",
    "told": "Yesterday at 10:30 Ann wrote:\nplease make it red\n",
    "told, mailed": "I asked ann@shop.example and she wrote to us:\nno.\n",
    "meeting": "The call is on 04.03.2025 at 10:30:\n- the logo\n",
    "list": "Send these by 12.03.2025 to ann@shop.example:\n- the logo\n",
    "contract": "В договоре от 12.03.2025 пишет юрист:\nтри раунда\n",
    "you wrote": "On 3 March you wrote:\nthe logo stays.\nIt does not.\n",
    "rule": "________________________________\nThe prices are below.\n",
    "dated": "2025/3/4 Boss Pike, the shop\nand his logo.\n",
    "dated, told": "2025/3/4 we wrote to <boss@shop.example>\nand no answer came.\n",
    "dated, no colon": "Am 04.03.25 um 09:00 schrieb Chef Pike uns\n\nund wartet.\n",
    "torn": "On 3 March 2025 we met at 9:00.\n\nAnn wrote:\n\nred is fine\n",
    "amid": "We met on 3 March 2025 and Ann <ann@shop.example> wrote: red is fine.\n",
    "table": "| red | 12 |\n| blue | 14 |\n",
    "prompt": "I typed this:\nC> dir\n",
    "hour": "Ann Lee\n12.03.2025 10:00\nTo: the shop\nGuests: 2\n",
    "helpdesk": "Please write your reply below this line.\n",
    "words": "The original message was lost.\nThis is a forwarded message\n",
}

NAMES = {
    "en without addresses": "Boss Pike",
    "wrote without an address": "Boss Pike",
    "писал": "Босс",
    "schrieb": "Chef Pike",
    "roundcube": "Boss Pike",
    "roundcube bg": "Boss Pike",
    "notes": "Boss Pike/Shop",
    "the bat": None,
    "gmail, old, nameless": "Boss Pike",
    "schrieb, no colon": "Chef Pike",
    "schrieb, head": "Chef Pike",
    "groupwise": "Boss Pike",
    "notes, forwarded": "Boss Pike",
    "notes, sender": "Boss Pike@SHOP",
}
"""Who wrote, where no address stands."""

WORDS = "Make the logo green.\n\nIt is urgent.\n-- \nBoss\n"


def parted(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in segments(text)]


def authored(name: str) -> str | None:
    """Return who wrote the words below an opening."""
    return NAMES.get(name, "boss@shop.example")


@pytest.mark.parametrize("name", [name for name in OPENINGS if "dashes" not in name])
def test_below_the_head_of_another_message_are_his_words(name: str) -> None:
    before = "Please do as below.\n\n"

    found = segments(text := before + OPENINGS[name] + "\n" + WORDS)
    own, *others = found
    assert (own.kind.value, text[: own.end]) == ("own", before)
    assert {part.author for part in others} == {authored(name)}
    assert {part.kind.value for part in others} <= {"forwarded", "quote"}
    assert others[-1].kind.value == "quote"
    assert text[others[-1].start :].endswith(WORDS)


@pytest.mark.parametrize("name", [name for name in OPENINGS if "dashes" in name])
def test_below_a_line_that_names_nobody_the_words_are_nobodys(name: str) -> None:
    before = "Please do as below.\n\n"

    assert parted(before + OPENINGS[name] + "\n" + WORDS) == [
        ("own", before),
        ("forwarded", OPENINGS[name]),
        ("unassigned", "\n" + WORDS),
    ]


@pytest.mark.parametrize("name", [name for name in OPENINGS if "broken" not in name])
@pytest.mark.parametrize("level", ["> ", "> > ", ">>> "])
def test_a_head_amid_signs_of_quoting_names_who_wrote_there(
    name: str, level: str
) -> None:
    marked = "".join(f"{level}{line}\n" for line in OPENINGS[name].splitlines())
    marked += f"{level}\n{level}Make the logo green.\n"

    found = segments("Please do as below.\n\n" + marked)
    assert found[0].kind.value == "own"
    assert all(part.kind.value != "own" for part in found[1:])
    if "dashes" not in name:
        assert found[-1].author == authored(name)


@pytest.mark.parametrize("name", OPENINGS)
@pytest.mark.parametrize("form", ["<br>", "</div><div>"])
def test_so_it_is_in_html(name: str, form: str) -> None:
    head = escape(OPENINGS[name].rstrip()).replace("\n", form)
    html = (
        '<p>Please do as below.</p><div style="border-top:solid #E1E1E1 1.0pt"><div>'
        f"{head}</div></div><p>Make the logo green.</p>"
    )

    own, *others = segments(text := html_text.read(html).text)
    assert own.kind.value == "own"
    assert text[: own.end].strip() == "Please do as below."
    assert text[own.end :].split()[:2] == OPENINGS[name].split()[:2]
    assert all(part.kind.value not in {"own", "signature"} for part in others)
    if "dashes" not in name:
        assert others[-1].author == authored(name)


@pytest.mark.parametrize("text", OWN.values(), ids=list(OWN))
def test_what_only_looks_like_a_head_stays_own(text: str) -> None:
    assert parted("Hello,\n\n" + text + "\nBye\n") == [
        ("own", "Hello,\n\n" + text + "\nBye\n")
    ]


def test_an_answer_under_a_marked_quote_stays_own() -> None:
    lead = "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"

    for opening in (lead + "\n\n", lead + "[...]\n", "-----Original Message-----\n"):
        text = opening + "> Bigger?\n\nYes, please.\n"
        assert parted(text)[-1] == ("own", "\nYes, please.\n")


def test_answers_between_the_lines_leave_the_quote_to_who_wrote_it() -> None:
    lead = "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"

    found = segments(lead + "> Bigger?\nYes.\n> Red?\nNo.\n")
    assert [(part.kind.value, part.author) for part in found] == [
        ("quote", "boss@shop.example"),
        ("own", None),
        ("quote", "boss@shop.example"),
        ("own", None),
    ]


def test_a_quote_within_a_quote_has_its_own_author() -> None:
    text = (
        "No.\n\nOn Wed, Mar 5, 2025 at 9:00 AM Ann <ann@shop.example> wrote:\n"
        "> Yes.\n>\n> On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"
        "> > Green?\n>\n> Soon.\n"
    )

    assert [(part.kind.value, part.author) for part in segments(text)] == [
        ("own", None),
        ("quote", "ann@shop.example"),
        ("quote", "boss@shop.example"),
        ("quote", "ann@shop.example"),
    ]


def test_one_head_below_another_begins_the_words_of_the_next() -> None:
    text = (
        "No.\n\n"
        + OPENINGS["en"]
        + "\nGreen?\n\n"
        + OPENINGS["ru"].replace("boss@", "ann@")
    )

    found = segments(text + "\nЗелёный?\n")
    assert [(part.kind.value, part.author) for part in found] == [
        ("own", None),
        ("forwarded", "boss@shop.example"),
        ("quote", "boss@shop.example"),
        ("forwarded", "ann@shop.example"),
        ("quote", "ann@shop.example"),
    ]


def test_an_answer_below_a_head_and_marks_may_be_of_either() -> None:
    text = OPENINGS["en"] + "\n> Bigger?\nYes, says who?\n"

    assert [(part.kind.value, part.author) for part in segments(text)] == [
        ("forwarded", None),
        ("quote", None),
        ("unassigned", None),
    ]


def test_own_words_right_above_who_wrote_stay_own() -> None:
    lead = "On Tue, Mar 4, 2025 at 9:00 AM Boss <boss@shop.example> wrote:\n"

    assert parted("Do as below.\n" + lead + WORDS)[0] == ("own", "Do as below.\n")


@pytest.mark.parametrize("answer", ["It stays red.\n", "It stays red.\n\nReally.\n"])
def test_a_lead_right_below_own_words_takes_none_of_them(answer: str) -> None:
    lead = 'Op 4 mrt. 2025 09:00 schreef "boss" <boss@shop.example> het\n'
    quote = lead + "volgende geschreven:\n\n> Make it green.\n"

    assert parted(answer + quote) == [("own", answer), ("quote", quote)]


@pytest.mark.parametrize(
    "rest",
    ["_key=3dd518)\n", "(http://shop.example/1)\n", "<http://shop.example/1> >\n"],
)
def test_the_rest_of_a_broken_link_amid_a_quote_is_nobodys(rest: str) -> None:
    above = "> See the logo (http://shop.example/logo\n"

    assert parted(f"No.\n\n{above}{rest}> and the price.\n") == [
        ("own", "No.\n\n"),
        ("quote", above),
        ("unassigned", rest),
        ("quote", "> and the price.\n"),
    ]


MARKED = {
    "sup": ("Excerpts from Boss Pike's message of 2025-03-04 9:00:00 +0200:\n", "Pike"),
    "andrew": (
        "Excerpts from mail: 4-Mar-25 Re: the logo Boss Pike (1066+0)\n\n",
        None,
    ),
    "nameless": ("2025/3/4 <boss@shop.example>\n\n", "boss@shop.example"),
    "article": (
        "Boss <boss@shop.example> wrote in article\n<1@id.example>...\n",
        "boss@shop.example",
    ),
    "article, names": (
        "In article: <1@id.example> Boss Pike\n<boss@shop.example > writes\n\n",
        "boss@shop.example",
    ),
    "no colon": ("On 3/4/25 Boss Pike wrote\n", "Boss Pike"),
}


@pytest.mark.parametrize("name", MARKED)
def test_above_marks_less_says_who_wrote(name: str) -> None:
    lead, author = MARKED[name]

    found = segments(text := "Hello.\n\n" + lead + "> Green?\n\nNo.\n")
    assert [text[each.start : each.end] for each in found] == [
        "Hello.\n\n",
        lead + "> Green?\n",
        "\nNo.\n",
    ]
    assert (found[1].author or "").endswith(author or "")
    assert bool(found[1].author) == bool(author)


def test_a_lead_amid_a_line_parts_it() -> None:
    lead = "On 3/4/25, Boss <boss@shop.example> wrote: "

    assert parted(f"Make it red. {lead}Green?\n") == [
        ("own", "Make it red. "),
        ("quote", f"{lead}Green?\n"),
    ]


@pytest.mark.parametrize("sign", ["C> ", " |", "| "])
def test_one_line_with_another_sign_is_quoted_below_who_wrote(sign: str) -> None:
    lead = "Tuesday, March 4, 2025, 9:00:00 AM, you wrote:\n"

    assert parted(f"Hello!\n\n{lead}\n{sign}Green?\n\nNo.\n") == [
        ("own", "Hello!\n\n"),
        ("quote", f"{lead}\n{sign}Green?\n"),
        ("own", "\nNo.\n"),
    ]


def test_below_a_head_and_marks_the_sign_of_a_signature_is_the_senders() -> None:
    sign = "-- \nAnn\n"

    found = parted("Yes.\n\n" + OPENINGS["en"] + "\n> Bigger?\n\n" + sign)
    assert (found[0][0], found[-1]) == ("own", ("signature", sign))


@pytest.mark.parametrize(
    "line",
    [
        "##- Please type your reply above this line -##\n",
        "-- Bitte antworten Sie oberhalb dieser Linie --\n",
        "Пожалуйста, пишите ответ выше этой строки\n",
    ],
)
def test_below_the_line_of_a_helpdesk_are_its_words(line: str) -> None:
    told = line + "\nYour request was updated.\n"

    assert [kind for kind, _words in parted("Make it red.\n\n" + told)] == [
        "own",
        "forwarded",
        "unassigned",
    ]
    assert parted(told) == [("own", told)]


@pytest.mark.parametrize("name", ["A", "AL", "АПП"])
def test_who_quotes_with_the_letters_of_a_name_quotes(name: str) -> None:
    text = f"Hello!\n\n{name}> Make it red.\n{name}> And large.\n\nNo.\n"

    assert [kind for kind, _words in parted(text)] == ["own", "quote", "own"]


def test_a_lead_torn_within_its_address_is_one() -> None:
    lead = (
        "On Tue, 4 Mar 2025 at 9:00 Boss Pike\n\n<\nmailto:Boss <boss@shop.example>\n"
    )
    text = f"Red.\n\n{lead}> wrote:\n\nGreen?\n"

    assert [(each.kind.value, each.author) for each in segments(text)] == [
        ("own", None),
        ("quote", "boss@shop.example"),
    ]


def test_the_letters_of_a_name_mark_empty_lines_too() -> None:
    text = "No.\n\nC>\nC> Make it red.\nC>\n"

    assert [kind for kind, _words in parted(text)] == ["own", "quote"]


def test_a_head_without_colons_below_its_line_is_nobodys() -> None:
    told = (
        "Original Message processed by david®\nLogo 4. März 2025, 9:00 Uhr\nVon Boss\n"
    )

    assert [kind for kind, _words in parted("Red.\n\n" + told + "\nGreen?\n")] == [
        "own",
        "forwarded",
        "unassigned",
    ]


def test_each_language_of_the_table_has_a_case() -> None:
    assert set(LANGUAGES) <= set(OPENINGS)


PIECES = st.sampled_from(
    (
        *(line + "\n" for opening in OPENINGS.values() for line in opening.split("\n")),
        *(line + "\n" for text in OWN.values() for line in text.split("\n")),
        *("> quoted\n", "-- \n", "\n", "no end", "| bar\n", "C> letter\n"),
        "Red. On 3/4/25, Boss <boss@shop.example> wrote: ",
    )
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_the_segments_are_the_text_to_the_letter(text: str) -> None:
    found = segments(text)

    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(
        (a.kind, a.author) != (b.kind, b.author) or a.kind is SegmentKind.QUOTE
        for a, b in pairwise(found)
    )


@pytest.mark.parametrize(
    "line",
    [
        "From: a\n",
        "-" * 900 + "\n",
        "a@b.example 1:00:\n",
        "- " * 400 + ":\n",
        "To: On 2025-03-04 9:00 <a@b.example> wrote:\n",
        "2025/3/4 Boss <a@b.example>\n\n",
        "> x (http://a\n_b)\n",
        "Sent from my phone\n",
        "a On 1 <a@b.example> wrote: ",
        ">>> 1:00",
        "| a\n",
        "On 2025\n\n",
        "03/04/2025 09:00 AM\n",
        "-- Forwarded by a\n",
    ],
)
def test_lines_made_to_cost_time_are_read(line: str) -> None:
    text = line * (600_000 // len(line))

    assert segments(text)[-1].end == len(text)
