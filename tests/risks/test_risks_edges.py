"""The rules at their edges: the last day of a term, what is closed, what was decided before."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from test_risks_connected import judged, registered, titles

from yntymak.apps.risks import actions
from yntymak.apps.risks.actions.answering import MOST_NOTES
from yntymak.apps.risks.models import Case, Risk, Signal
from yntymak.foundation.ledger.models import Event

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def told(place, lane="public", text="Шлюз жабылды") -> Signal:
    fields = {"category": "infrastructural", "place": place, "lane": lane}
    return actions.report(key=uuid.uuid4(), text=text, **fields)


def opened(actor, holder, **changes) -> Case:
    fields = {"title": "Шлюз", "text": "Кезек", "category": "infrastructural", "severity": 2}
    return actions.open_case(actor=actor, key=uuid.uuid4(), holder=holder, **{**fields, **changes})


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


# Terms


@pytest.mark.parametrize("term", ["acknowledge_by", "answer_by"])
def test_on_its_last_day_nothing_is_late_and_on_the_next_it_is(aimak, today, term):
    told(aimak)
    for last, is_late in ((today, False), (today - DAY, True)):
        Signal.objects.update(**{term: last})

        assert Signal.objects.get().is_late is is_late
        assert Signal.objects.late(today).exists() is is_late


def test_checking_and_deciding_stop_the_clocks_and_keep_when_it_was_read(aimak, aigul):
    read, checked = told(aimak), told(aimak)
    before = timezone.now() - DAY
    Signal.objects.filter(pk=read.pk).update(acknowledged_at=before)

    actions.set_aside(actor=aigul, signal=read, reason="Кайталанды")
    actions.check(actor=aigul, signal=checked)

    read.refresh_from_db()
    checked.refresh_from_db()
    assert (read.acknowledged_at, read.answered_at is not None) == (before, True)
    assert (checked.acknowledged_at is not None, checked.answered_at) == (True, None)


def test_what_the_sender_adds_waits_for_an_answer_again(aimak, aigul):
    signal = told(aimak)
    actions.answer(actor=aigul, key=uuid.uuid4(), signal=signal, text="Келебиз.")
    assert Signal.objects.get().answered_at

    actions.add_words(key=uuid.uuid4(), signal=signal, text="Дагы жабылды.")

    assert Signal.objects.get().answered_at is None


def test_a_sender_adds_thirty_times_and_no_more(aimak):
    signal = told(aimak)
    for n in range(MOST_NOTES):
        actions.add_words(key=uuid.uuid4(), signal=signal, text=f"Дагы {n}")

    with pytest.raises(ValidationError, match="as a new worry"):
        actions.add_words(key=uuid.uuid4(), signal=signal, text="Дагы")


# Deciding


def test_what_is_decided_is_not_set_aside(aimak, aigul):
    signal, case = told(aimak), opened(aigul, aimak)
    actions.link_to_case(actor=aigul, signal=signal, case=case)

    with pytest.raises(ValidationError, match="already decided"):
        actions.set_aside(actor=aigul, signal=signal, reason="Кайталанды")


def test_the_action_links_to_an_open_risk_nearby_alone(aimak, neighbour, aigul, raion):
    both = make_user("both", "Эки жерде", ("specialist", aimak), ("specialist", neighbour))
    far, gone, near = (
        registered(both, place, f"Риск {n}") for n, place in enumerate((neighbour, aimak, aimak))
    )
    actions.close(actor=both, risk=gone, reason="Бүттү")
    signal = told(aimak)

    for risk in (far, gone):
        with pytest.raises(ValidationError, match="open risk of this place"):
            actions.link(actor=both, signal=signal, risk=risk)
    actions.link(actor=both, signal=signal, risk=near)
    assert Event.objects.get(verb="signal:linked").data == {"risk": near.pk}


def test_the_ledger_does_not_tell_to_which_risk_a_protected_voice_points(aimak, nurbek):
    risk, voice = registered(nurbek, aimak), told(aimak, "protected")

    actions.link(actor=nurbek, signal=voice, risk=risk)

    event = Event.objects.get(verb="signal:linked")
    assert (event.data, event.place) == ({}, None)


def test_what_is_published_is_erased_with_the_words(aimak, aigul, visitor):
    signal = told(aimak)
    actions.check(actor=aigul, signal=signal)
    actions.publish_signal(actor=aigul, signal=signal, text="Суу боюнча сүйлөшүү жүрүп жатат.")

    actions.erase(signal=signal)

    erased = Signal.objects.get()
    assert (erased.public_text, erased.published_on) == ("", None)
    with pytest.raises(PermissionDenied):
        actions.publish_signal(actor=aigul, signal=signal, text="Суу боюнча сүйлөшүү.")
    with pytest.raises(ValidationError, match="words erased"):
        actions.answer(actor=aigul, key=uuid.uuid4(), signal=signal, text="Келебиз.")


# Cases


def test_a_report_is_not_linked_to_a_closed_case_and_takes_over_its_risk(aimak, aigul):
    risk, signal = registered(aigul, aimak), told(aimak)
    closed, case = opened(aigul, aimak), opened(aigul, aimak, title="Канал", risk=risk)
    actions.close_case(actor=aigul, key=uuid.uuid4(), case=closed, outcome="talks", text="Бүттү")

    with pytest.raises(ValidationError, match="open case"):
        actions.link_to_case(actor=aigul, signal=signal, case=closed)
    actions.link_to_case(actor=aigul, signal=signal, case=case)

    assert Signal.objects.get().risk == risk


def test_a_case_that_is_closed_on_its_way_is_on_no_way_any_more(as_user, aimak, raion, aigul):
    timur = make_user("timur", "Тимур Бапов", ("raion_officer", raion))
    case = opened(aigul, aimak)
    actions.hand_on(actor=aigul, key=uuid.uuid4(), case=case, to=raion, text="Жардам керек.")
    assert list(Case.objects.waiting_for(timur)) == [case]

    actions.close_case(actor=aigul, key=uuid.uuid4(), case=case, outcome="talks", text="Бүттү")

    case.refresh_from_db()
    assert (case.handed_to, case.handed_by) == (None, None)
    assert not Case.objects.waiting_for(timur).exists()
    late = as_user(timur).post(f"/en/risks/cases/{case.pk}/return/", {"return-text": "Өзүңөр."})
    page = late.content.decode()
    assert "This case is closed." in page
    assert "Өзүңөр." in page


def test_in_talks_and_out_of_them_again(aimak, aigul):
    case = opened(aigul, aimak)
    for in_talks, status in ((True, "talks"), (False, "open")):
        actions.note_on_case(
            actor=aigul,
            key=uuid.uuid4(),
            case=case,
            text=f"Сүйлөшүү {in_talks}",
            severity=1,
            is_in_talks=in_talks,
        )
        assert Case.objects.get().status == status


def test_the_action_knows_the_outcomes(aimak, aigul):
    with pytest.raises(ValidationError, match="how it ended"):
        actions.close_case(
            actor=aigul, key=uuid.uuid4(), case=opened(aigul, aimak), outcome="magic", text="x"
        )


def test_a_note_on_a_case_that_is_closed_meanwhile_comes_back(as_user, aimak, aigul):
    case = opened(aigul, aimak)
    actions.close_case(actor=aigul, key=uuid.uuid4(), case=case, outcome="talks", text="Бүттү")

    note = {"note-text": "Кайра башталды", "note-severity": "2"}
    answer = as_user(aigul).post(f"/en/risks/cases/{case.pk}/note/", note)

    assert "Not saved: somebody was quicker" in answer.content.decode()
    assert "Кайра башталды" in answer.content.decode()


# What does not fit together


def test_a_review_and_an_acceptance_hold_through_their_last_day(aigul, bakyt, aimak, today):
    risk = registered(aigul, aimak)
    judged(aigul, risk, 4, 4)
    until = today + 10 * DAY
    actions.accept(actor=bakyt, key=uuid.uuid4(), risk=risk, reason="Акча жок", until=until)
    Risk.objects.update(review_on=today)

    assert titles(aigul) == {}
    Risk.objects.update(review_on=today - DAY)
    assert set(titles(aigul)) == {"The day of the review has passed"}
    Risk.objects.update(review_on=None)
    assert titles(aigul, until) == {}
    assert "Accepted until a day that has passed" in titles(aigul, until + DAY)


def test_the_level_that_was_accepted_is_kept_and_a_lower_one_is_lived_with(aigul, bakyt, aimak):
    risk = registered(aigul, aimak)
    judged(aigul, risk, 5, 5)
    until = timezone.localdate() + 10 * DAY
    actions.accept(actor=bakyt, key=uuid.uuid4(), risk=risk, reason="Акча жок", until=until)
    judged(aigul, risk, 4, 4)
    assert titles(aigul) == {}

    other = registered(aigul, aimak, "Башка")
    judged(aigul, other, 3, 3)
    actions.accept(actor=bakyt, key=uuid.uuid4(), risk=other, reason="Акча жок", until=until)
    judged(aigul, other, 4, 4)
    assert "Has become graver since it was accepted" in titles(aigul)


def test_what_remains_is_only_odd_while_no_measure_serves_the_risk(aigul, aimak, monkeypatch):
    risk = registered(aigul, aimak)
    judged(aigul, risk, 4, 4)
    monkeypatch.setattr("yntymak.portal.risk_measures.treated", lambda: {risk.pk})
    judged(aigul, risk, 2, 2, stage="residual")
    assert titles(aigul) == {}

    monkeypatch.setattr("yntymak.portal.risk_measures.treated", set)
    assert "What remains is judged lower, but no measure serves the risk" in titles(aigul)


def test_the_page_of_a_risk_names_no_risk_that_the_reader_may_not_see(
    as_user, aigul, chynara, elmira, aimak, neighbour
):
    own, foreign = registered(aigul, aimak), registered(chynara, neighbour, "Жайыт талашы")
    both = make_user("both", "Эки жерде", ("specialist", aimak), ("specialist", neighbour))
    actions.add_cause(actor=both, risk=own, cause=foreign)

    def page(user):
        return as_user(user).get(f"/en/risks/{own.pk}/").content.decode()

    assert "Fed by:" in page(elmira)
    assert "Жайыт талашы" in page(elmira)
    assert "Жайыт талашы" not in page(aigul)


def test_both_pages_ask_few_questions(as_user, aigul, bakyt, aimak, django_assert_max_num_queries):
    risk = registered(aigul, aimak)
    judged(aigul, risk, 4, 4)
    for n in range(3):
        judged(aigul, registered(aigul, aimak, f"Риск {n}"), 5, 5)
    client = as_user(aigul)
    client.get("/en/risks/")

    with django_assert_max_num_queries(5):
        client.get("/en/risks/consistency/")
    with django_assert_max_num_queries(8):
        client.get(f"/en/risks/{risk.pk}/")
