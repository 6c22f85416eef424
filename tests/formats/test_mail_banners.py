"""What a server wrote over a mail from outside is nobody's words."""

import pytest

from ledger.formats.mail.quotes import segments

BANNERS = {
    "en": "CAUTION: This email originated from outside of the company. Do not click "
    "links or open attachments unless you know the sender.",
    "en, two lines": "[EXTERNAL]\nThis message was sent from outside of our shop.",
    "en, first contact": "You don't often get email from boss@shop.example. Learn why "
    "this is important<https://aka.example/Learn>",
    "ru": "ВНИМАНИЕ: Это письмо получено от внешнего отправителя.",
    "ru, first contact": "Вы нечасто получаете письма от boss@shop.example.",
    "bg": "ВНИМАНИЕ: Това съобщение е от външен подател.",
    "ro": "ATENȚIE: Acest mesaj a fost trimis din afara firmei.",
    "de": "ACHTUNG: Diese E-Mail kommt von außerhalb der Firma.",
    "uk": "УВАГА: Цей лист надійшов від зовнішнього відправника.",
    "fr": "ATTENTION : Ce message provient d'un expéditeur externe.",
}

OWN = {
    "told": "The external sender is Bob.\n\nMake it red.\n",
    "an order": "Attention: make the logo red.\n\nIt is urgent.\n",
    "alone": "Caution: this email is from an external sender.\n",
    "below": "Make it red.\n\nCaution: do not click any links.\n",
}


def parted(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, text[s.start : s.end]) for s in segments(text)]


@pytest.mark.parametrize("banner", BANNERS.values(), ids=list(BANNERS))
@pytest.mark.parametrize("above", ["", "\n\n"])
def test_the_warning_of_a_server_is_nobodys(banner: str, above: str) -> None:
    own = "\nMake it red.\n"

    found = parted(f"{above}{banner}\n{own}")
    assert [kind for kind, words in found if words.strip()] == ["unassigned", "own"]
    assert "".join(words for _kind, words in found) == f"{above}{banner}\n{own}"
    assert found[-1][1].strip() == "Make it red."


@pytest.mark.parametrize("text", OWN.values(), ids=list(OWN))
def test_what_only_warns_stays_own(text: str) -> None:
    assert parted(text) == [("own", text)]
