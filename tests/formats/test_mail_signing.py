"""Signatures: what says only who wrote, and never a word that may be an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.formats.mail.phrases import LANGUAGES
from ledger.formats.mail.quotes import segments

SENDER = ("Ann Lee", "ann.lee", "ann.lee@shop.example")

SIGNATURES = {
    "sign": "-- \nAnn\n",
    "dashes": "--\nAnn Lee\nShop\n",
    "dash": "—\nAnn Lee\n",
    "telephone": "Sent from my iPhone\n",
    "telephone, named": "Ann\n\nSent from my Galaxy\n",
    "telephone ru": "Отправлено с iPhone\n",
    "telephone bg": "Изпратено от моя iPhone\n",
    "telephone ro": "Trimis de pe iPhone-ul meu\n",
    "telephone de": "Von meinem iPhone gesendet\n",
    "telephone fr": "Envoyé de mon iPhone\n",
    "telephone uk": "Надіслано з iPhone\n",
    "program": "Get Outlook for iOS<https://aka.example/o0ukef>\n",
    "name": "Ann\n",
    "whole name": "Ann Lee\n",
    "card": "Ann Lee\nHead of Shop\n+373 22 123 456\nann@shop.example\n",
    "name, telephone": "Ann Lee - 022-123-456.\n",
    "address": "ann.lee@shop.example\n022 123 456\n",
    "rule": "____________________________\nAnn Lee\nHead of Shop\n",
    "care": "Take care,\n\nAnn\n",
    "two": "Ann and Bob\n",
    "en": "Best regards,\nAnn\n",
    "en, another": "Thanks,\n\nBob Pike\n",
    "ru": "С уважением,\nАнна Ли\nдиректор магазина\n",
    "bg": "Поздрави,\nАна\n",
    "ro": "Cu stimă,\nAna Popescu\n",
    "de": "Mit freundlichen Grüßen\n\nAnn Lee\n",
    "fr": "Cordialement,\nAnn Lee\n",
    "uk": "З повагою,\nГанна\n",
    "es": "Un saludo,\nAna\n",
    "it": "Cordiali saluti\nAnna\n",
    "pl": "Pozdrawiam\nAnna\n",
    "nl": "Met vriendelijke groet,\nAnn\n",
    "claim": "Regards,\nAnn\n\nThis e-mail is confidential. Delete it if it is not for "
    "you.\n",
    "two telephones": "Sent from my iPhone\nSent from Yahoo Mail on Android\n",
    "praise": "Sent from Mailspring, the best of all clients, which is free, too.\n",
    "telephone, network": "Sent from my BlackBerry smartphone on the Shop network.\n",
    "telephone, excused": "Sent from my iPhone. Please excuse any typos and brevity.\n",
    "many telephones": "Sent from my iPhone\n\nSent via BlackBerry\n" * 12,
    "one dash": "-Ann\n",
    "formula": "If you are not the intended recipient, delete this message.\n",
    "formula, headed": "CONFIDENTIAL AND PRIVILEGED\n\nThis message is intended only "
    "for the use of the addressee.\n\nThink before you print.\n",
    "formula de": "Wenn Sie nicht der richtige Adressat sind, löschen Sie sie.\n",
    "formula ru": "Если вы не являетесь адресатом, удалите это письмо.\n",
    "name, formula": "Regards,\nBob\n\nPlease consider the environment before printing."
    "\n",
    "address, named": "Ann Lee <ann.lee@shop.example>\n",
    "telephone ar": "\u202bأُرسلت من الـ iPhone\u202c\n",
    "telephone he": "נשלח מה-iPhone שלי\n",
    "dashed": "--Ann\n",
    "dashed, another": "--Daniel\n",
    "titled": "*Ann Lee* | *Head of Shop*\n*Call me +373 22 123 456*\n",
    "name, ruled card": f"Ann\n\n{'-' * 77}\n Ann Lee     |  Tel 022 123456  | Head of "
    f"Shop\n Shop Ltd.   |  Fax 022 123457  | ann@shop.example\n{'-' * 77}\n",
    "ruled": "_________________________\n\nDr. Bob Pike\nChișinău\n\nSent via mobile"
    " phone\n_________________________\n",
    "list": "_______________________________________________\nWork mailing list\n"
    "work@lists.example\n",
}

ANSWERS = {
    "yes": "Approved\n",
    "thanks": "Thanks\n",
    "thanks, order": "Thanks,\nplease make it red\n",
    "thanks, sentence": "Thanks. The logo stays green.\n",
    "greeting": "Best regards to Bob and his wife from all of us here in the shop.\n",
    "name, order": "Ann\nPlease make the logo red today.\n",
    "somebody else": "Bob\n",
    "question": "Ann?\n",
    "sent": "Sent from the office yesterday? The parcel is not here.\n",
    "postscript": "Regards,\nAnn\nP.S. Make it red.\n",
    "item": "-Approved\n",
    "item, another": "- Bob\n",
    "address": "Please write to ann.lee@shop.example\n",
    "named": "Checked-by: Ann Lee <ann.lee@shop.example>\n",
    "confidential": "What we told you of the logo is confidential.\n",
    "prohibited": "Any use of the logo before it is paid is prohibited.\n",
    "rest": "It is the logo of a girl called\nAnn.\n",
    "boundary": "--EDGE--\n",
    "dashed order": "--Please make it red\n",
    "rule": "--\n" + "The logo must be red, as we said.\n" * 50,
}


def parted(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in segments(text, names=SENDER)]


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=list(SIGNATURES))
@pytest.mark.parametrize(
    "below", ["", "On Tue, Mar 4, 2025, Bob Pike wrote:\n> Bigger?\n"]
)
def test_a_signature_is_told_from_what_was_said(signature: str, below: str) -> None:
    said = "Yes, make it red, please.\n\n"

    assert parted(said + signature + below)[:2] == [
        ("own", said),
        ("signature", signature),
    ]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_what_may_be_an_answer_stays_own(answer: str) -> None:
    text = "Here is my answer.\n\n" + answer

    own = "".join(words for kind, words in parted(text) if kind == "own")
    assert own.strip().endswith(answer.strip())


TELEPHONES = [
    "Sent from my iPhone",
    "Sent using the mobile mail app",
    "Get Outlook for iOS<https://aka.example/o0ukef>",
    "Отправлено с iPhone",
    "Отправлено из мобильной Почты Mail",
    "Изпратено от моя iPhone",
    "Trimis de pe telefonul meu mobil",
    "Von meinem iPhone gesendet",
    "Gesendet mit der mobilen Mail App",
    "Надіслано з iPhone",
    "Verzonden vanuit Outlook voor iOS",
    "Az iPhone-omról küldve",
    "Enviado do meu iPhone",
]


@pytest.mark.parametrize("telephone", TELEPHONES)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_telephone_needs_no_empty_line_above_its_own(
    telephone: str, gap: str
) -> None:
    said = "Yes, make it red, please\n"

    assert parted(f"{said}{telephone}\n{gap}") == [
        ("own", said),
        ("signature", f"{telephone}\n{gap}"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Sent from the office in Chișinău.",
        "Sent by Ann on Monday",
        "Sent with the parcel: two logos",
        "Отправлено из офиса",
        "Отправлено через почту",
        "Sent via mail yesterday",
    ],
)
def test_what_was_sent_from_no_telephone_stays_own(line: str) -> None:
    text = f"The parcel is on its way.\n{line}\n"

    assert parted(text) == [("own", text)]


def test_each_language_has_ends_of_letters_and_telephones() -> None:
    for row in LANGUAGES.values():
        assert row["closings"]
        assert row["devices"]


PIECES = st.sampled_from(
    [line + "\n" for text in SIGNATURES.values() for line in text.split("\n")]
    + [line + "\n" for text in ANSWERS.values() for line in text.split("\n")]
    + ["> quoted\n", "\n", "no end"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_nothing_is_lost_by_a_signature(text: str) -> None:
    assert "".join(words for _kind, words in parted(text)) == text
