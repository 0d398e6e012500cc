"""Several people at the same moment, each with a connection of their own."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING

import pytest
from cast import make_user
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Case, CaseStep, Signal, WeeklyCount
from yntymak.apps.risks.warning.weeks import week_of
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _two_writers():
    if connection.vendor == "sqlite":
        pytest.skip("a SQLite database in memory has no second writer")


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Each in a thread that waits for the others. What they were refused with, in their order."""
    start = threading.Barrier(len(acts))
    refused: dict[int, Exception] = {}

    def do(number: int, act: Callable[[], object]) -> None:
        try:
            with translation.override("en"):
                start.wait(10)
                act()
        except Exception as error:  # noqa: BLE001 - carried to the main thread
            refused[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    assert verify_chain().broken_at is None
    return [refused[number] for number in sorted(refused)]


def told(place, lane="public", **changes) -> Signal:
    fields = {"key": uuid.uuid4(), "text": "Шлюз жабылды", "category": "infrastructural"}
    return actions.report(place=place, lane=lane, **{**fields, **changes})


def opened(actor, holder) -> Case:
    fields = {"title": "Шлюз", "text": "Кезек", "category": "infrastructural", "severity": 2}
    return actions.open_case(actor=actor, key=uuid.uuid4(), holder=holder, **fields)


def test_ten_people_report_the_same_event(aimak):
    assert at_once(*(lambda: told(aimak) for _ in range(10))) == []

    assert Signal.objects.count() == len(set(Signal.objects.values_list("receipt"))) == 10
    (week,) = WeeklyCount.objects.all()
    assert (week.week, week.count) == (week_of(timezone.localdate()), 10)
    assert Event.objects.filter(verb="signal:received").count() == 10


@pytest.mark.parametrize("lane", ["public", "protected"])
def test_one_impatient_person_clicks_five_times(aimak, lane):
    key = uuid.uuid4()

    assert at_once(*(lambda: told(aimak, lane, key=key) for _ in range(5))) == []

    assert Signal.objects.count() == WeeklyCount.objects.get().count == 1
    assert Event.objects.filter(verb="signal:received").count() == 1


def test_one_impatient_official_opens_one_case(aimak, aigul):
    key = uuid.uuid4()
    fields = {"title": "Шлюз", "text": "Кезек", "category": "infrastructural", "severity": 2}

    refused = at_once(
        *(lambda: actions.open_case(actor=aigul, key=key, holder=aimak, **fields) for _ in range(3))
    )

    assert refused == []
    assert Case.objects.count() == 1


def test_two_officials_check_the_same_worry(aimak, aigul, bakyt):
    signal = told(aimak)

    refused = at_once(
        *(lambda who=who: actions.check(actor=who, signal=signal) for who in (aigul, bakyt))
    )

    assert refused == []
    assert Event.objects.filter(verb="signal:checked").count() == 1


def test_one_links_a_worry_while_the_other_sets_it_aside(aimak, aigul, bakyt):
    signal, case = told(aimak), opened(aigul, aimak)

    (refused,) = at_once(
        lambda: actions.link_to_case(actor=aigul, signal=signal, case=case),
        lambda: actions.set_aside(actor=bakyt, signal=signal, reason="Кайталанды"),
    )

    assert isinstance(refused, ValidationError)
    assert "already decided" in refused.messages[0]
    signal.refresh_from_db()
    is_linked = signal.state == "linked"
    assert (signal.case == case, WeeklyCount.objects.get().count) == (is_linked, int(is_linked))


def test_a_case_is_handed_up_while_it_is_closed(aimak, raion, aigul, bakyt):
    case = opened(aigul, aimak)

    def close() -> Case:
        said = {"outcome": "talks", "text": "Макулдашты"}
        return actions.close_case(actor=bakyt, key=uuid.uuid4(), case=case, **said)

    refused = at_once(
        lambda: actions.hand_on(
            actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек."
        ),
        close,
    )

    assert all("closed" in error.messages[0] for error in refused)
    case.refresh_from_db()
    assert (case.status, case.handed_to, case.handed_by) == ("closed", None, None)
    kinds = list(case.steps.values_list("kind", flat=True))
    assert kinds in (["opened", "closed"], ["opened", "handed", "closed"])
    assert len(refused) == int("handed" not in kinds)


def test_it_is_taken_while_it_is_closed(aimak, raion, aigul):
    timur = make_user("timur", "Тимур Бапов", ("raion_officer", raion))
    case = opened(aigul, aimak)
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")

    (refused,) = at_once(
        lambda: actions.take(actor=timur, key=uuid.uuid4(), case=case, accepts=True),
        lambda: actions.close_case(
            actor=aigul, key=uuid.uuid4(), case=case, outcome="talks", text="Макулдашты"
        ),
    )

    case.refresh_from_db()
    is_taken = case.holder == raion
    assert case.is_open is is_taken
    assert case.steps.filter(kind="accepted").exists() is is_taken
    # Whoever came second has a sentence: the case is closed, or it is no longer theirs.
    assert isinstance(refused, ValidationError) is not is_taken


def test_two_officers_take_one_case(aimak, raion, aigul):
    officers = [make_user(f"r{n}", "Район", ("raion_officer", raion)) for n in range(2)]
    case = opened(aigul, aimak)
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")

    (refused,) = at_once(
        *(
            lambda who=who: actions.take(actor=who, key=uuid.uuid4(), case=case, accepts=True)
            for who in officers
        )
    )

    assert "already accepted or returned" in refused.messages[0]
    assert CaseStep.objects.filter(kind="accepted").count() == 1


def test_the_sender_erases_while_the_office_answers(aimak, aigul):
    signal = told(aimak)

    refused = at_once(
        lambda: actions.erase(signal=signal),
        lambda: actions.answer(actor=aigul, key=uuid.uuid4(), signal=signal, text="Келебиз."),
    )

    signal.refresh_from_db()
    assert (signal.text, signal.is_erased) == ("", True)
    assert len(refused) + signal.notes.count() == 1
    assert not signal.notes.exclude(text="").exists()


def test_a_warning_is_answered_while_the_night_hands_it_up(surge, aigul):
    day = surge.due_on.replace(day=surge.due_on.day) + (surge.due_on - surge.raised_on)

    refused = at_once(
        lambda: actions.acknowledge(actor=aigul, key=uuid.uuid4(), alert=surge),
        lambda: actions.hand_up(today=day),
    )

    assert refused == []
    found = Alert.objects.get()
    assert found.state == "acknowledged"
    kinds = list(found.steps.values_list("kind", flat=True))
    assert kinds in (["acknowledged"], ["escalated", "acknowledged"])


def test_two_workers_keep_the_same_watch(aimak, aigul):
    from weekly import CALM, SUNDAY, fill

    fill(aimak, [*CALM, 9])

    assert at_once(*(lambda: actions.keep_watch(today=SUNDAY) for _ in range(2))) == []

    assert Alert.objects.count() == 1
    assert Event.objects.filter(verb="warning:watched").count() == 1


def test_two_nights_at_once_keep_the_budget_of_their_week(aimak, neighbour, aigul):
    from datetime import timedelta

    from weekly import CALM, MONDAY, SUNDAY, fill

    actions.issue_detector(actor=None, in_force_from=MONDAY, changes={"budget": 1})
    fill(aimak, [*CALM, 9])
    fill(neighbour, [*CALM, 12])

    nights = (SUNDAY - timedelta(days=n) for n in range(3))
    assert at_once(*(lambda day=day: actions.keep_watch(today=day) for day in nights)) == []

    assert [alert.place for alert in Alert.objects.all()] == [neighbour]


def test_two_people_close_one_warning(surge, aigul, bakyt):
    def close(who, outcome):
        said = {"outcome": outcome, "text": "Сүйлөштүк"}
        actions.close_alert(actor=who, key=uuid.uuid4(), alert=surge, **said)

    (refused,) = at_once(lambda: close(aigul, "averted"), lambda: close(bakyt, "false"))

    assert isinstance(refused, ValidationError)
    assert "already closed" in refused.messages[0]
    assert surge.steps.filter(kind="closed").count() == 1
