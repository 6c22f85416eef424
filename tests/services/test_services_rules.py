"""Filing rules and certain guesses: what goes where by itself, and why."""

import pytest

from ledger.domain.document import Document
from ledger.domain.errors import AlreadyThereError
from ledger.domain.errors import BadInputError
from ledger.domain.errors import NotFoundError
from ledger.domain.filing import why_of
from ledger.domain.rule import Match
from ledger.opened import Ledger
from ledger.services import filing
from ledger.services import history
from ledger.services import projects
from ledger.services import rebuilding
from ledger.services import rules
from ledger.services.projects import NewPerson
from ledger.services.rules import Wanted
from ledger.store import filing as filed
from tests.acts import ACTOR
from tests.acts import every_document
from tests.acts import take_in

NORD = "Nordwind Invented"


def mail(
    name: str, *, sender: str = "a@nord.example", subject: str = "Hello", more: str = ""
) -> bytes:
    return (
        f"From: <{sender}>\nTo: <max@studio.example>\nSubject: {subject}\n"
        f"Message-ID: <{name}@mail.example>\n{more}"
        f"Date: Mon, 2 Jun 2025 09:00:00 +0300\n\nWords of {name}.\n"
    ).encode()


@pytest.fixture(autouse=True)
def two_projects(ledger: Ledger) -> None:
    for key in ("NORD", "WEST"):
        projects.add_project(ledger, ACTOR, key, client=NORD, title=f"Site {key}")


def where(ledger: Ledger) -> dict[str, list[str]]:
    """Return the keys of the projects of each document, by the words of its title."""
    known = {project.id: project.key for project in projects.every(ledger)}
    return {
        each.title: sorted(known[key] for key in _of(ledger, each))
        for each in every_document(ledger)
    }


def _of(ledger: Ledger, document: Document) -> tuple[str, ...]:
    with ledger.db.reading() as tx:
        return filed.projects_of(tx, [document.id])[document.id]


def why(ledger: Ledger, title: str) -> str:
    [document] = [each for each in every_document(ledger) if each.title == title]
    [event] = [e for e in history.of(ledger, document.id) if e.kind == "document.filed"]
    return why_of(event.fields)


def test_a_rule_files_what_comes_in_later(ledger: Ledger) -> None:
    rules.add(ledger, ACTOR, "NORD", Wanted(Match.DOMAIN, "nord.example"))

    other = mail("2", sender="b@other.example", subject="Other")
    take_in(ledger, {"1.eml": mail("1"), "2.eml": other})

    assert where(ledger) == {"Hello": ["NORD"], "Other": []}
    assert why(ledger, "Hello") == "by a rule for mail from or to @nord.example"


def test_a_subject_that_names_two_references_belongs_to_two_projects(
    ledger: Ledger,
) -> None:
    rules.add(ledger, ACTOR, "NORD", Wanted(Match.REFERENCE, "N-17"))
    rules.add(ledger, ACTOR, "WEST", Wanted(Match.REFERENCE, "W-44"))

    take_in(ledger, {"1.eml": mail("1", subject="N-17 and w-44, please")})

    assert where(ledger) == {"N-17 and w-44, please": ["NORD", "WEST"]}


def test_a_rule_for_a_folder_fits_where_it_lay(ledger: Ledger) -> None:
    rules.add(ledger, ACTOR, "WEST", Wanted(Match.FOLDER, "Clients/West"))

    take_in(
        ledger,
        {
            "Mail/Clients/West/1.eml": mail("1", subject="in it"),
            "Mail/Clients/2.eml": mail("2", subject="beside it"),
        },
    )

    assert where(ledger) == {"in it": ["WEST"], "beside it": []}


def test_a_rule_that_only_suggests_files_nothing(ledger: Ledger) -> None:
    rules.add(
        ledger, ACTOR, "NORD", Wanted(Match.ADDRESS, "a@nord.example", files=False)
    )

    take_in(ledger, {"1.eml": mail("1")})

    [document] = filing.tray(ledger, 5)
    [guess] = filing.guess(ledger, document.id)
    assert (guess.project.key, guess.certain) == ("NORD", False)
    assert guess.why.sentence == "by a rule for mail from or to a@nord.example"


def test_a_rule_is_tried_on_what_waits_when_somebody_says_so(ledger: Ledger) -> None:
    take_in(ledger, {f"{n}.eml": mail(str(n), subject=f"Mail {n}") for n in range(3)})
    kept, left, taken = filing.tray(ledger, 5)
    filing.file(ledger, ACTOR, [taken.id], "NORD", "by hand")
    filing.unfile(ledger, ACTOR, [taken.id], "NORD", "no")
    rule = rules.add(ledger, ACTOR, "NORD", Wanted(Match.ADDRESS, "A@Nord.example"))

    assert rules.preview(ledger, Wanted(Match.DOMAIN, "nord.example"), 2)[0] == 3
    assert [each.waiting for each in rules.every(ledger)] == [3]
    filed = rules.apply(ledger, ACTOR, rule.id)

    assert set(filed) == {kept.id, left.id}  # what somebody took out stays out
    assert filing.tray_size(ledger) == 1


def test_a_removed_rule_is_tried_no_more_and_says_why(ledger: Ledger) -> None:
    rule = rules.add(ledger, ACTOR, "NORD", Wanted(Match.DOMAIN, "nord.example"))

    rules.remove(ledger, ACTOR, rule.id, "they have two projects now")
    take_in(ledger, {"1.eml": mail("1")})

    assert filing.tray_size(ledger) == 1
    assert rules.every(ledger) == []
    removed = history.of(ledger, rule.id)[-1]
    assert removed.fields["why"] == "they have two projects now"
    again = rules.put_back(ledger, ACTOR, rule)
    assert [each.rule for each in rules.every(ledger)] == [again]


def test_what_is_no_rule_is_refused(ledger: Ledger) -> None:
    wanted = Wanted(Match.DOMAIN, "nord.example")
    rule = rules.add(ledger, ACTOR, "NORD", wanted)

    with pytest.raises(AlreadyThereError, match="such a rule"):
        rules.add(
            ledger, ACTOR, "NORD", Wanted(Match.DOMAIN, "@NORD.example", files=False)
        )
    with pytest.raises(BadInputError):
        rules.add(ledger, ACTOR, "NORD", Wanted(Match.DOMAIN, "nord"))
    with pytest.raises(NotFoundError):
        rules.add(ledger, ACTOR, "NONE", wanted)
    with pytest.raises(BadInputError, match="why"):
        rules.remove(ledger, ACTOR, rule.id, " ")
    with pytest.raises(NotFoundError, match="filing rule"):
        rules.apply(ledger, ACTOR, "f_none")


def test_an_answer_goes_where_its_thread_is(ledger: Ledger) -> None:
    take_in(ledger, {"1.eml": mail("1", subject="Logo")})
    filing.file(ledger, ACTOR, [filing.tray(ledger, 1)[0].id], "WEST", "by hand")

    reply = "In-Reply-To: <1@mail.example>\n"
    take_in(
        ledger, {"2.eml": mail("2", sender="x@y.example", subject="Yes", more=reply)}
    )

    assert where(ledger)["Yes"] == ["WEST"]
    assert "thread" in why(ledger, "Yes")


def test_the_thread_tells_which_of_two_projects_a_client_means(ledger: Ledger) -> None:
    ann = NewPerson(
        name="Ann", side="client", client=NORD, addresses=["a@nord.example"]
    )
    projects.add_person(ledger, ACTOR, ann)
    take_in(ledger, {"1.eml": mail("1", subject="Logo")})
    filing.file(ledger, ACTOR, [filing.tray(ledger, 1)[0].id], "WEST", "by hand")

    reply = "References: <1@mail.example>\n"
    take_in(ledger, {"2.eml": mail("2", subject="Re: Logo", more=reply)})

    assert where(ledger)["Re: Logo"] == ["WEST"]


def test_a_thread_of_two_projects_only_suggests(ledger: Ledger) -> None:
    take_in(ledger, {"1.eml": mail("1", subject="Logo")})
    first = filing.tray(ledger, 1)[0]
    for key in ("NORD", "WEST"):
        filing.file(ledger, ACTOR, [first.id], key, "about both")

    reply = "In-Reply-To: <1@mail.example>\n"
    take_in(ledger, {"2.eml": mail("2", subject="Re: Logo", more=reply)})

    assert where(ledger)["Re: Logo"] == []
    [document] = filing.tray(ledger, 5)
    found = filing.guess(ledger, document.id)
    assert sorted(each.project.key for each in found) == ["NORD", "WEST"]


def test_a_thread_and_people_that_disagree_only_suggest(ledger: Ledger) -> None:
    projects.add_project(ledger, ACTOR, "SUN", client="Sun Invented", title="Shop")
    sun = NewPerson(
        name="Sue", side="client", client="Sun Invented", addresses=["s@sun.example"]
    )
    projects.add_person(ledger, ACTOR, sun)
    take_in(ledger, {"1.eml": mail("1", subject="Logo")})
    filing.file(ledger, ACTOR, [filing.tray(ledger, 1)[0].id], "WEST", "by hand")

    reply = "In-Reply-To: <1@mail.example>\n"
    second = mail("2", sender="s@sun.example", subject="Fwd", more=reply)
    take_in(ledger, {"2.eml": second})

    [document] = filing.tray(ledger, 5)
    found = filing.guess(ledger, document.id)
    assert [each.project.key for each in found] == ["WEST", "SUN"]


def test_answers_that_come_along_follow_what_a_rule_filed(ledger: Ledger) -> None:
    rules.add(ledger, ACTOR, "NORD", Wanted(Match.REFERENCE, "N-17"))
    reply = "In-Reply-To: <1@mail.example>\n"

    take_in(
        ledger,
        {
            "2.eml": mail("2", sender="x@y.example", subject="Yes", more=reply),
            "1.eml": mail("1", subject="N-17"),
        },
    )

    assert where(ledger) == {"Yes": ["NORD"], "N-17": ["NORD"]}


def test_another_copy_that_comes_along_is_filed_where_the_first_one_is(
    ledger: Ledger,
) -> None:
    rules.add(ledger, ACTOR, "NORD", Wanted(Match.FOLDER, "Nord"))
    copy = b"Received: by mx.example; Mon, 2 Jun 2025 09:00:01 +0300\n" + mail("1")

    take_in(ledger, {"Nord/1.eml": mail("1"), "Other/1.eml": copy})

    assert filing.tray_size(ledger) == 0


def test_other_mail_of_an_author_and_a_key_in_the_subject_are_guesses(
    ledger: Ledger,
) -> None:
    take_in(ledger, {"1.eml": mail("1", subject="One"), "2.eml": mail("2")})
    first, second = filing.tray(ledger, 2)
    filing.file(ledger, ACTOR, [first.id], "NORD", "by hand")

    take_in(ledger, {"3.eml": mail("3", sender="n@n.example", subject="About WEST")})

    [before] = filing.guess(ledger, second.id)
    assert before.why.sentence == "so are other messages from a@nord.example: 1"
    [third] = [each for each in filing.tray(ledger, 5) if "WEST" in each.title]
    [key] = filing.guess(ledger, third.id)
    assert key.why.sentence == "its subject names “WEST”"
    assert not before.certain
    assert not key.certain


def test_rules_come_of_the_log(ledger: Ledger) -> None:
    rule = rules.add(ledger, ACTOR, "NORD", Wanted(Match.DOMAIN, "nord.example"))
    rules.add(ledger, ACTOR, "WEST", Wanted(Match.FOLDER, "West", files=False))
    rules.remove(ledger, ACTOR, rule.id, "wrong")
    before = rules.every(ledger)

    rebuilding.projections_anew(ledger)

    assert rules.every(ledger) == before
