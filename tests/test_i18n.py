"""A language of the interface is one file, found by its name."""

from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from ledger import i18n

RUSSIAN = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && \
(n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Search"
msgstr "Поиск"

msgid "Home"
msgstr ""

#, fuzzy
msgid "Unfiled"
msgstr "Лишнее"

msgid "%(num)d free left"
msgid_plural "%(num)d free left "
msgstr[0] "остался %(num)d бесплатный"
msgstr[1] "осталось %(num)d бесплатных"
msgstr[2] "осталось %(num)d бесплатных круга"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ru.po").write_text(RUSSIAN, encoding="utf-8")
    return tmp_path


def test_a_catalogue_in_the_folder_is_a_language(folder: Path) -> None:
    catalogues = i18n.load(folder)

    assert list(catalogues) == ["ru"]
    assert catalogues["ru"].gettext("Search") == "Поиск"


def test_a_message_that_is_not_translated_shows_in_english(folder: Path) -> None:
    russian = i18n.load(folder)["ru"]

    assert russian.gettext("Home") == "Home"
    assert russian.gettext("Never seen") == "Never seen"


def test_a_doubtful_translation_is_not_shown(folder: Path) -> None:
    assert i18n.load(folder)["ru"].gettext("Unfiled") == "Unfiled"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "остался 1 бесплатный"),
        (2, "осталось 2 бесплатных"),
        (5, "осталось 5 бесплатных круга"),
        (21, "остался 21 бесплатный"),
    ],
)
def test_a_number_takes_the_plural_form_of_its_language(
    folder: Path, number: int, sentence: str
) -> None:
    one, many = "%(num)d free left", "%(num)d free left "

    form = i18n.load(folder)["ru"].ngettext(one, many, number)

    assert form % {"num": number} == sentence


def test_a_broken_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ro.po").write_text('msgid "Search"\nnothing\n', encoding="utf-8")

    with pytest.raises(PoFileError):
        i18n.load(tmp_path)


def test_without_a_catalogue_the_interface_is_english(tmp_path: Path) -> None:
    assert i18n.load(tmp_path) == {}
    assert i18n.languages(tmp_path) == ["en"]


def test_english_is_offered_once_and_first(folder: Path) -> None:
    (folder / "bg.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    (folder / "en.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")

    assert i18n.languages(folder) == ["en", "bg", "ru"]


def test_every_catalogue_of_the_product_can_be_read() -> None:
    assert set(i18n.languages()) == {"en", *i18n.load()}
