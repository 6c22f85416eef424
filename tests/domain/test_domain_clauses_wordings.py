"""One sentence each, in many wordings: what is proposed, and that nothing else is."""

import pytest

from ledger.domain.clauses.reading import propose

FREE, ROUND = "free-rounds", "round-definition"
RATE, LEAST = "further-round-rate", "further-round-minimum"
WINDOW, SILENCE = "review-window", "deemed-acceptance"
PERSON, CHANNEL, PAID = "authorised-person", "recognised-channel", "payment-day"

WORDINGS: list[tuple[str, dict[str, list[str | None]]]] = [
    (
        "The price covers a maximum of three (3) revision rounds per page.",
        {FREE: ["3"]},
    ),
    (
        (
            "Client shall be entitled to request two sets of revisions for each "
            "deliverable free of charge."
        ),
        {FREE: ["2"]},
    ),
    (
        "You get 2 free revisions. Extra revisions cost $40 each.",
        {FREE: ["2"], RATE: ["40"]},
    ),
    ("Five rounds of amendments in total are covered by the fixed fee.", {FREE: ["5"]}),
    (
        (
            "The first two rounds of changes are free; each subsequent round is "
            "charged at USD 250."
        ),
        {FREE: ["2"], RATE: ["250"]},
    ),
    ("Number of free revision rounds: four.", {FREE: ["4"]}),
    (
        "The Agency grants five free rounds of revisions instead of three.",
        {FREE: ["5"]},
    ),
    ("The number of free rounds is increased from three to five.", {FREE: ["5"]}),
    (
        "The Client may not request more than two free rounds of revisions.",
        {FREE: ["2"]},
    ),
    ("Количество бесплатных правок увеличивается с трёх до пяти.", {FREE: ["5"]}),
    ("Numărul de runde gratuite se majorează de la trei la cinci.", {FREE: ["5"]}),
    ("Броят на безплатните кръгове се увеличава от три на пет.", {FREE: ["5"]}),
    (
        "Die Zahl der kostenlosen Korrekturschleifen wird von drei auf fünf erhöht.",
        {FREE: ["5"]},
    ),
    ("Douăzeci și una de corecturi gratuite pe proiect.", {FREE: ["21"]}),
    ("Prețul include de la două până la trei runde de modificări.", {FREE: [None]}),
    (
        "Един кръг корекции означава един обобщен списък.",
        {ROUND: ["consolidated-list"]},
    ),
    (
        "Заказчик рассматривает результат в течение 5 (пяти) рабочих дней.",
        {WINDOW: ["5"]},
    ),
    ("Възложителят преглежда резултата в срок от 6 работни дни.", {WINDOW: ["6"]}),
    ("Revision rounds included | 3", {FREE: ["3"]}),
    ("Revisions\t3 rounds per deliverable", {FREE: ["3"]}),
    ("Free revisions are limited to three rounds.", {FREE: ["3"]}),
    (
        (
            "The Designer shall make no more than two rounds of corrections without"
            " additional payment."
        ),
        {FREE: ["2"]},
    ),
    ("There is no limit on the number of revisions.", {FREE: ["unlimited"]}),
    (
        "The Client may request any number of changes at no charge before approval.",
        {FREE: ["unlimited"]},
    ),
    (
        "Revisions are not included in the price and are billed at EUR 50 per hour.",
        {RATE: ["50"]},
    ),
    ("Revisions after approval are not free.", {}),
    ("The previous contract granted three free rounds of revisions.", {}),
    ("If the contract granted three rounds, the client would be happy.", {}),
    (
        (
            "Any further round shall be billed at an hourly rate of EUR 70 with a "
            "minimum charge of one hour."
        ),
        {RATE: ["70"], LEAST: ["1"]},
    ),
    ("Overage revision rounds: EUR 180 per round.", {RATE: ["180"]}),
    ("Each additional revision costs sixty-five euros.", {RATE: ["65"]}),
    ("Minimum billing for additional rounds is 1.5 hours.", {LEAST: ["1.5"]}),
    (
        (
            "The Customer has ten (10) working days from receipt of a draft to "
            "submit comments; otherwise the draft shall be deemed accepted."
        ),
        {WINDOW: ["10"], SILENCE: ["10"]},
    ),
    (
        "Silence for more than 5 business days after delivery counts as approval.",
        {SILENCE: ["5"]},
    ),
    (
        "Failure to respond within 72 hours will be taken as acceptance.",
        {SILENCE: [None]},
    ),
    ("The Customer must give feedback within one week of delivery.", {WINDOW: ["7"]}),
    ("Silence shall not be deemed acceptance.", {}),
    (
        "A revision round means a single, complete list of changes sent in one e-mail.",
        {ROUND: ["consolidated-list"]},
    ),
    (
        (
            "Every message containing a change request counts as a separate "
            "revision round."
        ),
        {ROUND: ["each-message"]},
    ),
    (
        "Each new version presented for comments counts as one round of revisions.",
        {ROUND: ["each-delivery"]},
    ),
    ("Payment is due within 30 calendar days of the invoice date.", {PAID: ["30"]}),
    ("The balance is payable by 31 March 2026.", {PAID: ["2026-03-31"]}),
    (
        (
            "Authorised persons of the Client: Maria Ionescu (up to EUR 1,000), "
            "Peter Novak."
        ),
        {PERSON: ["Maria Ionescu", "Peter Novak"]},
    ),
    (
        (
            "John Smith may give feedback but is not authorised to approve "
            "additional costs."
        ),
        {},
    ),
    (
        (
            "Заказчик имеет право на внесение не более трёх (3) правок в каждый "
            "макет бесплатно."
        ),
        {FREE: ["3"]},
    ),
    ("Бесплатно вносится до двух раундов правок по каждой странице.", {FREE: ["2"]}),
    ("Стоимость работ включает 2 (две) итерации доработок.", {FREE: ["2"]}),
    ("Правки: 3 круга на весь проект.", {FREE: ["3"]}),
    (
        (
            "Первые две правки бесплатны, каждая последующая правка оплачивается в "
            "размере 1500 рублей."
        ),
        {FREE: ["2"], RATE: ["1500"]},
    ),
    (
        (
            "Исполнитель обязуется безвозмездно внести в дизайн-макет изменения по "
            "замечаниям Заказчика не более двух раз."
        ),
        {FREE: ["2"]},
    ),
    ("Бесплатные правки не предусмотрены.", {}),
    (
        (
            "Правки сверх указанного количества оплачиваются по ставке 2000 ₽/час, "
            "но не менее 2 часов."
        ),
        {RATE: ["2000"], LEAST: ["2"]},
    ),
    (
        "Минимальная стоимость дополнительного круга правок — 3000 рублей.",
        {LEAST: ["3000"]},
    ),
    (
        (
            "Заказчик обязан рассмотреть результат и направить замечания в течение "
            "3 (трёх) рабочих дней с момента получения."
        ),
        {WINDOW: ["3"]},
    ),
    (
        (
            "Если в течение 5 рабочих дней Заказчик не предоставил мотивированный "
            "отказ, работы считаются принятыми."
        ),
        {SILENCE: ["5"]},
    ),
    (
        "Молчание Заказчика в течение семи календарных дней приравнивается к согласию.",
        {SILENCE: ["7"]},
    ),
    ("Молчание не считается согласием.", {}),
    (
        "Каждое письмо с замечаниями считается отдельным кругом правок.",
        {ROUND: ["each-message"]},
    ),
    (
        (
            "Оплата осуществляется в течение 5 (пяти) банковских дней с даты "
            "подписания акта."
        ),
        {PAID: ["5"]},
    ),
    ("Предоплата 50 % вносится до 1 апреля 2026 года.", {PAID: ["2026-04-01"]}),
    (
        "Юридически значимые сообщения направляются на адрес pm@client.example.",
        {CHANNEL: ["pm@client.example"]},
    ),
    (
        (
            "Clientul are dreptul la maximum trei (3) runde de revizuiri fără "
            "costuri suplimentare."
        ),
        {FREE: ["3"]},
    ),
    (
        (
            "Sunt gratuite primele două runde de modificări, iar fiecare rundă "
            "suplimentară costă 150 EUR."
        ),
        {FREE: ["2"], RATE: ["150"]},
    ),
    ("Modificări incluse: 4 runde per proiect.", {FREE: ["4"]}),
    ("Număr de runde de modificări gratuite: 3", {FREE: ["3"]}),
    ("Revizii nelimitate sunt incluse în preț.", {FREE: ["unlimited"]}),
    (
        (
            "Orice modificare suplimentară se facturează la tariful orar de 40 EUR,"
            " dar nu mai puțin de o oră."
        ),
        {RATE: ["40"], LEAST: ["1"]},
    ),
    (
        (
            "Beneficiarul verifică livrabilul și comunică observațiile în termen de"
            " 5 zile lucrătoare de la primire."
        ),
        {WINDOW: ["5"]},
    ),
    (
        (
            "În lipsa unui răspuns în termen de 7 zile calendaristice, lucrarea se "
            "consideră acceptată."
        ),
        {SILENCE: ["7"]},
    ),
    ("Tăcerea Beneficiarului nu valorează acceptare.", {}),
    (
        "Fiecare e-mail cu solicitări de modificare constituie o rundă separată.",
        {ROUND: ["each-message"]},
    ),
    ("Plata se efectuează în 15 zile de la data emiterii facturii.", {PAID: ["15"]}),
    (
        "Persoana autorizată din partea Clientului este Maria Ionescu.",
        {PERSON: ["Maria Ionescu"]},
    ),
    (
        (
            "Клиентът има право на не повече от три (3) корекции без допълнително "
            "заплащане."
        ),
        {FREE: ["3"]},
    ),
    (
        "Първите два кръга корекции са безплатни, всеки следващ се заплаща по 120 лв.",
        {FREE: ["2"], RATE: ["120"]},
    ),
    ("Брой безплатни корекции: 4", {FREE: ["4"]}),
    ("Неограничени корекции са включени в цената.", {FREE: ["unlimited"]}),
    (
        "Допълнителните корекции се таксуват на 60 лв./час, минимум 1 час.",
        {RATE: ["60"], LEAST: ["1"]},
    ),
    (
        (
            "Възложителят преглежда проекта и изпраща забележки до 5 работни дни от"
            " получаването."
        ),
        {WINDOW: ["5"]},
    ),
    (
        (
            "Ако Възложителят не отговори в рамките на 7 календарни дни, работата "
            "се смята за приета."
        ),
        {SILENCE: ["7"]},
    ),
    ("Мълчанието не се счита за приемане.", {}),
    (
        "Всеки имейл с промени се брои за отделен кръг корекции.",
        {ROUND: ["each-message"]},
    ),
    (
        "Плащането се извършва в срок от 15 календарни дни от издаване на фактурата.",
        {PAID: ["15"]},
    ),
    (
        "Упълномощено лице от страна на Възложителя е Мария Иванова.",
        {PERSON: ["Мария Иванова"]},
    ),
    (
        (
            "Der Auftraggeber hat Anspruch auf höchstens drei (3) Überarbeitungen "
            "ohne Aufpreis."
        ),
        {FREE: ["3"]},
    ),
    (
        (
            "Die ersten zwei Korrekturrunden sind kostenlos, jede weitere wird mit "
            "180 € berechnet."
        ),
        {FREE: ["2"], RATE: ["180"]},
    ),
    ("Anzahl der kostenlosen Korrekturschleifen: 4", {FREE: ["4"]}),
    ("Korrekturschleifen: 2 pro Entwurf", {FREE: ["2"]}),
    ("Unbegrenzte Änderungen sind im Festpreis enthalten.", {FREE: ["unlimited"]}),
    ("Der Preis umfasst drei Entwürfe mit je zwei Korrekturschleifen.", {FREE: ["2"]}),
    (
        (
            "Weitere Änderungen werden nach Aufwand mit einem Stundensatz von 85,00"
            " EUR, mindestens jedoch einer Stunde, abgerechnet."
        ),
        {RATE: ["85"], LEAST: ["1"]},
    ),
    (
        (
            "Der Kunde prüft die Entwürfe innerhalb von fünf Arbeitstagen und teilt"
            " seine Änderungswünsche mit."
        ),
        {WINDOW: ["5"]},
    ),
    (
        (
            "Äußert sich der Kunde nicht innerhalb von 10 Tagen, gilt der Entwurf "
            "als genehmigt."
        ),
        {SILENCE: ["10"]},
    ),
    ("Schweigen gilt nicht als Zustimmung.", {}),
    (
        "Jede E-Mail mit Änderungswünschen zählt als eigene Korrekturrunde.",
        {ROUND: ["each-message"]},
    ),
    ("Zahlbar innerhalb von 14 Tagen nach Rechnungserhalt ohne Abzug.", {PAID: ["14"]}),
    (
        "Freigabeberechtigt ist ausschließlich Herr Jonas Weber.",
        {PERSON: ["Jonas Weber"]},
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_a_sentence_proposes_what_it_says_and_nothing_else(
    text: str, expected: dict[str, list[str | None]]
) -> None:
    found: dict[str, list[str | None]] = {}
    for each in propose(text):
        found.setdefault(each.name, []).append(each.value)

    assert found == expected


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        (
            (
                "The Client provides by 3 March 2026 the texts, and by 9 March 2026"
                " the photos."
            ),
            ["the texts", "the photos"],
        ),
        (
            "Beneficiarul predă până la 10 februarie 2025 textele și fotografiile.",
            ["textele și fotografiile"],
        ),
        (
            "Заказчик передаёт Исполнителю тексты и фотографии до 12 мая 2026 г.",
            ["Исполнителю тексты и фотографии"],
        ),
    ],
)
def test_what_is_owed_stands_before_or_after_its_day(
    text: str, owed: list[str]
) -> None:
    assert [each.value for each in propose(text)] == owed


def test_our_own_days_after_an_approval_are_no_time_to_answer() -> None:
    text = (
        "Окончателните файлове се предават до пет работни дни след одобрението на "
        "Клиента."
    )

    assert propose(text) == []


def test_numbers_of_clauses_within_a_paragraph_are_known() -> None:
    text = (
        "4.2 Three free rounds of revisions are included. 4.3 Further rounds cost "
        "EUR 65 per hour. 4.5 Silence for 5 working days = accepted."
    )

    assert [(each.name, each.clause) for each in propose(text)] == [
        (FREE, "4.2"),
        (RATE, "4.3"),
        (SILENCE, "4.5"),
    ]
