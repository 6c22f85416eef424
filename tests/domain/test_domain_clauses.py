"""What a contract seems to say: proposals in five languages, and where none is made."""

from datetime import date
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.clauses.proposal import Doubt
from ledger.domain.clauses.proposal import Proposal
from ledger.domain.clauses.reading import propose
from ledger.domain.provision import Per
from ledger.domain.provision import TermName
from ledger.domain.provision import Unit
from ledger.domain.reading import Page


def of(text: str, name: TermName) -> list[Proposal]:
    """Return the proposals of one term."""
    return [each for each in propose(text) if each.name is name]


def values(text: str, name: TermName = TermName.FREE_ROUNDS) -> list[str | None]:
    """Return the values that are proposed for one term."""
    return [each.value for each in of(text, name)]


ENGLISH = """
    4. Revisions
    4.1 The Customer is entitled to four complimentary rounds of changes for each
    deliverable.
    4.2 One round of changes means a single consolidated list that the Customer sends
    within seven (7) business days of receiving the draft.
    4.3 Additional rounds are invoiced at GBP 72.50 an hour, at least three hours each.
    4.4 If the Customer raises no objections within 10 calendar days, the draft is
    deemed to be approved.
    5. The Customer pays all invoices no later than 21 calendar days after receipt.
    6. The Customer shall supply the product photographs by 3 March 2026, and the price
    list no later than 9 March 2026.
    7. Notices are only valid if sent to mara@bakery.example or in the Signal group
    "Bakery".
    8. Only Mara Lindqvist is authorised to approve additional costs of up to GBP 900.
"""
RUSSIAN = """
    4. Внесение изменений
    4.1. В стоимость работ входят четыре бесплатных раунда правок по каждому результату.
    4.2. Раундом правок признаётся сводный перечень замечаний Заказчика, полученный в
    течение 7 (семи) рабочих дней после сдачи.
    4.3. Дополнительные раунды оплачиваются из расчёта 4 500 руб. в час, минимум 3 часа.
    4.4. При отсутствии ответа в течение десяти календарных дней макет считается
    согласованным.
    5. Заказчик оплачивает счета в течение 21 календарного дня с момента получения.
    6. Заказчик предоставляет фотографии товаров не позднее 3 марта 2026 года,
    прайс-лист до 09.03.2026.
    7. Переписка ведётся только по адресу mara@bakery.example и в чате Telegram
    «Пекарня».
    8. Утверждать дополнительные расходы вправе Мария Линдквист, но не более 90 000 руб.
"""
ROMANIAN = """
    Art. 4 Modificări
    (1) Prețul include patru runde gratuite de corecturi pentru fiecare livrabil.
    (2) O rundă de corecturi reprezintă o singură listă consolidată, transmisă de Client
    în termen de 7 (șapte) zile lucrătoare de la predare.
    (3) Rundele suplimentare se plătesc cu 65 EUR pe oră, minimum 3 ore.
    (4) Dacă Clientul nu formulează observații în 10 zile calendaristice, macheta se
    consideră aprobată.
    Art. 5 Clientul achită facturile în termen de 21 de zile calendaristice de la
    primire.
    Art. 6 Clientul furnizează fotografiile produselor până la 3 martie 2026 și lista de
    prețuri până la data de 9 martie 2026.
    Art. 7 Comunicarea se face doar prin mara@bakery.example și grupul Telegram
    „Brutăria”.
    Art. 8 Doamna Mara Ionescu este împuternicită să aprobe costuri de cel mult 900 EUR.
"""
BULGARIAN = """
    Чл. 4. Промени
    (1) Цената включва четири безплатни кръга корекции за всеки резултат.
    (2) Един кръг корекции представлява обобщен списък, който Клиентът изпраща в срок от
    7 (седем) работни дни след предаването.
    (3) Допълнителните кръгове се заплащат по 65 евро на час, най-малко 3 часа.
    (4) При липса на отговор в срок от десет календарни дни макетът се счита за одобрен.
    Чл. 5. Клиентът заплаща фактурите в срок от 21 календарни дни от получаването им.
    Чл. 6. Клиентът предоставя снимките на продуктите до 3 март 2026 г. и текстовете до
    09.03.2026 г.
    Чл. 7. Кореспонденцията се води единствено чрез mara@bakery.example и Viber чат
    „Хляб“.
    Чл. 8. Мара Линдквист е упълномощена да одобрява допълнителни разходи до 900 евро.
"""
GERMAN = """
    § 4 Änderungen
    (1) Im Preis sind vier kostenlose Änderungsrunden je Liefergegenstand inbegriffen.
    (2) Eine Änderungsrunde ist eine einzige, konsolidierte Liste, die der Kunde binnen
    sieben (7) Werktagen nach der Lieferung übersendet, mit allen Anmerkungen.
    (3) Zusätzliche Runden werden mit EUR 72,50 je Stunde abgerechnet, mindestens
    3 Stunden.
    (4) Erhebt der Kunde binnen zehn Kalendertagen keine Einwände, gilt der Entwurf als
    freigegeben.
    § 5 Der Kunde bezahlt Rechnungen innerhalb von 21 Kalendertagen nach Erhalt.
    § 6 Der Kunde stellt die Produktfotos bis zum 3. März 2026 bereit, die Preisliste
    spätestens am 09.03.2026.
    § 7 Mitteilungen erfolgen nur per E-Mail an mara@bakery.example oder im Signal-Chat
    „Bäckerei“.
    § 8 Frau Mara Lindqvist ist befugt, Mehrkosten bis zu 900 EUR zu genehmigen.
"""
WHOLE = {
    "en": ENGLISH,
    "ru": RUSSIAN,
    "ro": ROMANIAN,
    "bg": BULGARIAN,
    "de": GERMAN,
}
everywhere = pytest.mark.parametrize("language", WHOLE)


def whole(language: str) -> str:
    """Return a contract of one language."""
    return dedent(WHOLE[language]).strip()


@everywhere
def test_free_rounds_are_read_with_what_they_are_granted_for(language: str) -> None:
    [found] = of(whole(language), TermName.FREE_ROUNDS)

    assert (found.value, found.per) == ("4", Per.DELIVERABLE)
    assert found.language == language
    assert not found.open


@everywhere
def test_the_definition_of_a_round_is_read(language: str) -> None:
    [found] = of(whole(language), TermName.ROUND_DEFINITION)

    assert found.value == "consolidated-list"


@everywhere
def test_the_days_for_looking_and_those_of_silence_are_told_apart(
    language: str,
) -> None:
    [window] = of(whole(language), TermName.REVIEW_WINDOW)
    [silence] = of(whole(language), TermName.DEEMED_ACCEPTANCE)

    assert (window.value, window.unit) == ("7", Unit.WORKING_DAY)
    assert (silence.value, silence.unit) == ("10", Unit.CALENDAR_DAY)


@pytest.mark.parametrize(
    ("language", "amount", "currency"),
    [
        ("en", "72.50", "GBP"),
        ("ru", "4500", "RUB"),
        ("ro", "65", "EUR"),
        ("bg", "65", "EUR"),
        ("de", "72.50", "EUR"),
    ],
)
def test_a_further_round_has_its_rate_and_its_least_hours(
    language: str, amount: str, currency: str
) -> None:
    [rate] = of(whole(language), TermName.FURTHER_ROUND_RATE)
    [least] = of(whole(language), TermName.FURTHER_ROUND_MINIMUM)

    assert (rate.value, rate.unit, rate.currency) == (amount, Unit.HOUR, currency)
    assert (least.value, least.unit) == ("3", Unit.HOUR)


@everywhere
def test_what_the_client_owes_has_its_days(language: str) -> None:
    found = of(whole(language), TermName.CLIENT_OBLIGATION)

    assert [each.due for each in found] == [date(2026, 3, 3), date(2026, 3, 9)]


@everywhere
def test_channels_persons_and_days_of_payment_are_read(language: str) -> None:
    text = whole(language)

    mail, chat = values(text, TermName.RECOGNISED_CHANNEL)
    [person] = of(text, TermName.AUTHORISED_PERSON)
    [paid] = of(text, TermName.PAYMENT_DAY)

    assert mail == "mara@bakery.example"
    assert chat is not None
    assert any(name in chat for name in ("Signal", "Telegram", "Viber"))
    assert person.value is not None
    assert person.value.startswith(("Mara", "Мария", "Мара"))
    assert person.limit is not None
    assert person.limit.minor in {90_000, 9_000_000}
    assert (paid.value, paid.unit) == ("21", Unit.CALENDAR_DAY)


@pytest.mark.parametrize(
    ("language", "clause"),
    [
        ("en", "4.1"),
        ("ru", "4.1"),
        ("ro", "Art. 4 (1)"),
        ("bg", "Чл. 4 (1)"),
        ("de", "§ 4 (1)"),
    ],
)
def test_a_proposal_names_its_clause(language: str, clause: str) -> None:
    [found] = of(whole(language), TermName.FREE_ROUNDS)

    assert found.clause == clause


@everywhere
def test_the_order_of_clauses_does_not_matter(language: str) -> None:
    lines = whole(language).replace("\n(", "\n\n(").split("\n\n")
    text, turned = "\n\n".join(lines), "\n\n".join(lines[::-1])

    def told(text: str) -> set[tuple[str, str | None]]:
        return {(each.name, each.value) for each in propose(text)}

    assert told(text) == told(turned)


def test_a_proposal_knows_its_page() -> None:
    text = "Cover\n\nTwo free rounds of revisions are included."
    pages = [Page(1, 0, 6, 1, 1), Page(2, 7, len(text), 1, 1)]

    [found] = propose(text, pages)

    assert found.page == 2


@pytest.mark.parametrize(
    "text",
    [
        "The fee covers three (5) rounds of revisions.",
        "В стоимость входят три (5) раунда правок.",
        "Sunt incluse trei (5) runde de modificări.",
        "Включени са три (5) кръга корекции.",
        "Drei (5) Korrekturschleifen sind inklusive.",
    ],
)
def test_a_word_and_a_figure_that_do_not_agree_are_left_open(text: str) -> None:
    [found] = propose(text)

    assert found.value is None
    assert found.open
    assert Doubt.CONTRADICTORY in found.doubts


@pytest.mark.parametrize(
    "text",
    [
        "Two to three free rounds of revisions are included.",
        "Бесплатно вносится 2–3 раунда правок.",
        "Sunt incluse două sau trei runde de revizii gratuite.",
        "Включени са от два до три кръга корекции.",
        "Enthalten sind zwei bis drei Korrekturschleifen.",
    ],
)
def test_a_range_is_left_open(text: str) -> None:
    assert values(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "No free revisions are made after acceptance.",
        "The price does not include two rounds of revisions.",
        "Никакие бесплатные правки после приёмки не выполняются.",
        "В стоимость не входят два раунда правок.",
        "Nu sunt incluse două runde de modificări.",
        "După recepție nu se acordă nicio modificare gratuită.",
        "След приемането няма безплатни корекции.",
        "В цената не са включени два кръга корекции.",
        "Nach der Abnahme gibt es keine kostenlosen Korrekturen.",
        "Zwei Korrekturschleifen sind nicht enthalten.",
    ],
)
def test_what_is_denied_is_not_proposed(text: str) -> None:
    assert propose(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The fee includes three concepts, two rounds of interviews and 5 days of talk.",
        "Предоставляется 14 дней бесплатных правок.",
        "Prețul include trei concepte și două runde de interviuri.",
        "Включени са три концепции и два кръга интервюта, корекции по договаряне.",
        "Drei Konzepte und zwei Gesprächsrunden sind im Preis enthalten.",
        "See clause 3: revisions are included.",
        "For example, a contract might grant three free rounds of revisions.",
        "Например, договор может предусматривать три бесплатных раунда правок.",
        "Our printing house grants two free corrections.",
        "Each of the two paid rounds of revisions costs EUR 300.",
    ],
)
def test_a_number_that_belongs_to_something_else_is_not_proposed(text: str) -> None:
    assert values(text) == []


def test_the_clauses_of_an_example_are_not_proposed() -> None:
    text = """
        # 9. Example of an annex

        9.1 Three free rounds of revisions are included.

        # 10. Revisions

        10.1 Two free rounds of revisions are included.
    """

    assert values(dedent(text)) == ["2"]


@pytest.mark.parametrize(
    "text",
    [
        "Unlimited rounds of revisions are included.",
        "Количество правок не ограничено.",
        "Beneficiați de un număr nelimitat de modificări.",
        "Неограничен брой корекции са включени в цената.",
        "Unbegrenzte Korrekturschleifen sind inklusive.",
    ],
)
def test_no_limit_is_a_value_of_its_own(text: str) -> None:
    assert values(text) == ["unlimited"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Five rounds of revisions are included for the whole of the work.", "5"),
        ("На весь проект предусмотрено пять раундов правок.", "5"),
        ("Pe întregul proiect sunt incluse cinci runde de modificări.", "5"),
        ("За целия проект са включени пет кръга корекции.", "5"),
        ("Für das gesamte Projekt sind fünf Korrekturschleifen enthalten.", "5"),
    ],
)
def test_an_allowance_may_be_that_of_the_whole_project(text: str, number: str) -> None:
    [found] = propose(text)

    assert (found.value, found.per) == (number, Per.PROJECT)


def test_two_places_that_disagree_are_both_in_doubt() -> None:
    text = "Two rounds of revisions are included.\n\nFour rounds of revisions are free."

    found = of(text, TermName.FREE_ROUNDS)

    assert [each.value for each in found] == ["2", "4"]
    assert all(Doubt.ELSEWHERE in each.doubts and each.open for each in found)


def test_days_without_their_year_are_not_invented() -> None:
    text = "The Client shall provide all texts by 17 February."

    [found] = propose(text)

    assert found.due is None
    assert Doubt.YEAR_UNSAID in found.doubts


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("15/04/2026", "2026-04-15"),
        ("04/15/2026", "2026-04-15"),
        ("01/02/2026", "None"),
        ("31/31/2026", "None"),
    ],
)
def test_a_day_with_strokes_is_read_where_it_can_be_only_one(
    words: str, due: str
) -> None:
    text = f"The Client shall supply the texts by {words}."

    [found] = of(text, TermName.CLIENT_OBLIGATION)

    assert (found.value, str(found.due)) == ("the texts", due)
    assert (Doubt.YEAR_UNSAID in found.doubts) is (due == "None")


def test_the_limit_of_a_person_is_never_lost_in_silence() -> None:
    german = "Nur Frau Dr. Erika Gabler darf Kosten bis 2.500 EUR freigeben."
    english = "Client's Erika Gabler may approve costs of about EUR 900."

    [limited] = of(german, TermName.AUTHORISED_PERSON)
    [unclear] = of(english, TermName.AUTHORISED_PERSON)

    assert str(limited.limit) == "2500.00 EUR"
    assert (unclear.limit, Doubt.CONDITION in unclear.doubts) == (None, True)


def test_lei_are_of_no_country_that_the_text_does_not_name() -> None:
    rate = "Rundele suplimentare de modificări se facturează cu 130 lei/oră."

    [unsaid] = propose(rate)
    [romania] = propose(f"{rate} Prestatorul are sediul în România.")
    [moldova] = propose(f"{rate} Prestatorul are sediul în Republica Moldova.")

    assert (unsaid.value, unsaid.currency) == ("130", None)
    assert unsaid.open
    assert (romania.currency, moldova.currency) == ("RON", "MDL")


SCRAPS = """
    4 (3) § 4.2 three две trei безплатни Korrekturschleifen revisions правок не nu 65 €
    runde de modificări included /час EUR per hour Art. ( ) - deemed accepted считается
    принятым 5 working days рабочих дней 3.2.2025 Client Заказчик by до und : ; , . ¹ ½
"""
PIECES = st.sampled_from([*SCRAPS.split(), "\n\n", "\t", "\u00ad", "\f"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str) -> None:
    for found in propose(text):
        assert text[found.start : found.end] == found.quote
        assert found.quote.strip()
        assert 0 < found.confidence <= 1
        assert found.value is None or not found.value.startswith("-")


@given(st.lists(st.sampled_from(["правки", "free", "revisions", "nu", "der", ". "])))
def test_a_text_without_numbers_grants_no_number(words: list[str]) -> None:
    assert all(each.value is None for each in propose(" ".join(words)))
