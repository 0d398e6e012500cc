"""After a worry: terms, answers by the number, additions, erasing, what is published, floods."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from cast import make_place
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.apps.risks import actions
from yntymak.apps.risks.forms.languages import CODES, words_in
from yntymak.apps.risks.forms.signals import ReportForm
from yntymak.apps.risks.models import Holiday, Signal, SignalNote, Term
from yntymak.apps.risks.similar import similar_to
from yntymak.apps.risks.working_days import after, due
from yntymak.foundation.ledger.models import Event

WORDS = "Сугат суу кезегинен улам төмөнкү айыл менен чыр чыкты."
PUBLIC = "Сугат суунун кезеги тууралуу кабар: аксакалдар сүйлөшүп жатат."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def told(place, lane="public", **changes) -> Signal:
    fields = {"text": WORDS, "category": "infrastructural", "place": place, "lane": lane}
    return actions.report(key=uuid.uuid4(), **{**fields, **changes})


def filled(where, **changes):
    said = {"key": str(uuid.uuid4()), "text": WORDS, "category": "infrastructural"}
    return {**said, "place": where.code, "lane": "public", **changes}


# Working days


def test_weekends_and_holidays_are_no_working_days(db):
    Holiday.objects.all().delete()
    friday = dt.date(2026, 3, 20)
    Holiday.objects.create(day=dt.date(2026, 3, 23), name="Нооруз")
    Holiday.objects.create(day=dt.date(2026, 3, 28), name="ordered", is_working=True)
    Term.objects.create(kind="answer", working_days=5, in_force_from=dt.date(2026, 3, 1))

    # Tuesday to Friday are four, the Saturday that is worked is the fifth.
    assert due(["answer"], friday) == {"answer": dt.date(2026, 3, 28)}


def test_the_term_in_force_on_the_day_counts(db):
    assert due(["answer"], dt.date(2025, 6, 2))["answer"] == dt.date(2025, 6, 20)
    assert due(["answer"], dt.date(2026, 6, 1))["answer"] == dt.date(2026, 6, 15)


def test_a_database_without_terms_gets_the_first_ones_again(db):
    Term.objects.all().delete()

    assert due(["answer", "handover"], dt.date(2026, 6, 1))["answer"] == dt.date(2026, 6, 15)
    assert due(["answer"], dt.date(2019, 6, 3)) == {}


@settings(deadline=None)
@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)),
    st.integers(0, 60),
    st.dictionaries(st.integers(1, 40), st.booleans(), max_size=10),
)
def test_as_many_days_are_worked_as_the_term_has(since, number, differing):
    table = {since + dt.timedelta(days=n): worked for n, worked in differing.items()}

    last = after(since, number, table)

    span = [since + dt.timedelta(days=n) for n in range(1, (last - since).days + 1)]
    assert sum(table.get(day, day.weekday() < 5) for day in span) == number
    assert not span or table.get(last, last.weekday() < 5)


def test_a_worry_knows_by_when_it_is_answered(aimak):
    signal = told(aimak)

    today = timezone.localdate()
    assert signal.acknowledge_by == due(["acknowledge"], today)["acknowledge"]
    assert signal.answer_by == due(["answer"], today)["answer"]
    assert not signal.is_late
    Signal.objects.update(acknowledge_by=today - dt.timedelta(days=1))
    assert Signal.objects.get().is_late
    assert Signal.objects.late(today).exists()


def test_reading_it_stops_the_first_clock_and_deciding_the_second(aimak, aigul):
    signal = told(aimak)

    actions.acknowledge_signal(actor=aigul, signal=signal)
    read = Signal.objects.get()
    assert read.acknowledged_at
    assert not read.answered_at
    actions.set_aside(actor=aigul, signal=signal, reason="We spoke with both sides.")
    assert Signal.objects.get().answered_at


# Answers and additions


@pytest.mark.parametrize("lane", ["public", "officials"])
def test_the_sender_adds_and_reads_the_answer_by_the_number(visitor, as_user, aigul, aimak, lane):
    signal = told(aimak, lane)
    page = reverse("risks:receipt", args=[signal.receipt])

    visitor.post(reverse("risks:add", args=[signal.receipt]), {"text": "Эми жол да тосулду."})
    office = as_user(aigul)
    shown = office.get(reverse("risks:signal", args=[signal.receipt])).content.decode()
    assert "Эми жол да тосулду." in shown
    office.post(
        reverse("risks:signal_answer", args=[signal.receipt]),
        {"answer-text": "Эртең комиссия барат."},
    )

    followed = visitor.get(page).content.decode()
    assert "Эртең комиссия барат." in followed
    assert "Эми жол да тосулду." not in followed
    assert SignalNote.objects.get(side="sender").by is None


def test_what_is_added_twice_is_written_once(visitor, aimak):
    signal = told(aimak)
    data = {"key": str(uuid.uuid4()), "text": "Эми жол да тосулду."}

    for _ in range(2):
        visitor.post(reverse("risks:add", args=[signal.receipt]), data)

    assert SignalNote.objects.count() == 1


@pytest.mark.parametrize("lane", ["officials", "protected"])
def test_other_words_under_the_same_key_are_another_addition(aimak, lane):
    signal, key = told(aimak, lane), uuid.uuid4()

    for text in ("Жол тосулду.", "Жол тосулду.", "Жол ачылды.", "Жол ачылды."):
        actions.add_words(key=key, signal=signal, text=text)

    assert SignalNote.objects.count() == 2


def test_an_empty_addition_comes_back_with_a_sentence(visitor, aimak):
    signal = told(aimak)

    answer = visitor.post(reverse("risks:add", args=[signal.receipt]), {"text": " "})

    assert "Write at least one sentence." in answer.content.decode()


def test_answers_of_the_protected_lane_are_sealed_and_opened_on_demand(
    visitor, as_user, nurbek, aimak
):
    signal = told(aimak, "protected")
    visitor.post(reverse("risks:add", args=[signal.receipt]), {"text": "Кечээ дагы келишти."})
    focal = as_user(nurbek)
    focal.post(
        reverse("risks:signal_answer", args=[signal.receipt]), {"answer-text": "Биз сак болобуз."}
    )

    assert not SignalNote.objects.exclude(text="").exists()
    page = reverse("risks:receipt", args=[signal.receipt])
    assert "Биз сак болобуз." not in visitor.get(page).content.decode()
    opened = visitor.post(reverse("risks:answers", args=[signal.receipt]))
    assert "Биз сак болобуз." in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert "Кечээ дагы келишти." not in opened.content.decode()
    closed = focal.get(reverse("risks:signal", args=[signal.receipt])).content.decode()
    assert "Кечээ дагы келишти." not in closed
    read = focal.post(reverse("risks:signal_open", args=[signal.receipt])).content.decode()
    assert "Кечээ дагы келишти." in read


def test_an_official_of_the_place_cannot_answer_a_protected_voice(aimak, aigul):
    with pytest.raises(PermissionDenied):
        actions.answer(actor=aigul, key=uuid.uuid4(), signal=told(aimak, "protected"), text="Х")


def test_new_keys_take_the_notes_along(visitor, aimak, settings):
    signal = told(aimak, "protected")
    actions.add_words(key=uuid.uuid4(), signal=signal, text="Кечээ дагы келишти.")
    old, new = settings.PROTECTED_LANE_KEYS[0], Fernet.generate_key().decode()
    settings.PROTECTED_LANE_KEYS = [new, old]
    actions.reseal_all()
    settings.PROTECTED_LANE_KEYS = [new]

    assert Fernet(new).decrypt(bytes(SignalNote.objects.get().sealed))


# Harm


def test_with_a_lost_key_the_page_says_so_and_the_rest_works(
    visitor, as_user, nurbek, aimak, settings
):
    key = uuid.uuid4()
    signal = told(aimak, "protected")
    actions.answer(actor=nurbek, key=uuid.uuid4(), signal=signal, text="Биз сак болобуз.")
    settings.PROTECTED_LANE_KEYS = [Fernet.generate_key().decode()]
    focal = as_user(nurbek)

    opened = focal.post(reverse("risks:signal_open", args=[signal.receipt]))
    assert opened.status_code == 200
    assert "can no longer be opened" in opened.content.decode()
    assert not Event.objects.filter(verb="signal:opened").exists()
    assert focal.get(reverse("risks:signals")).status_code == 200
    answers = visitor.post(reverse("risks:answers", args=[signal.receipt]))
    assert "can no longer be opened" in answers.content.decode()
    again = filled(aimak, lane="protected", key=str(key))
    assert visitor.post(reverse("risks:report"), again).status_code == 302
    settings.PROTECTED_LANE_KEYS = [Fernet.generate_key().decode()]
    assert visitor.post(reverse("risks:report"), again).status_code == 302


@pytest.mark.parametrize("lane", ["public", "protected"])
def test_the_sender_erases_the_words_and_the_count_stays(visitor, aimak, lane):
    from yntymak.apps.risks.models import WeeklyCount

    signal = told(aimak, lane)
    actions.add_words(key=uuid.uuid4(), signal=signal, text="Эми жол да тосулду.")
    page = reverse("risks:erase", args=[signal.receipt])
    assert visitor.get(page).status_code == 200

    visitor.post(page)
    visitor.post(page)

    erased = Signal.objects.get()
    assert (erased.text, erased.sealed, erased.is_erased) == ("", None, True)
    note = SignalNote.objects.get()
    assert (note.text, note.sealed) == ("", None)
    assert WeeklyCount.objects.get().count == 1
    assert Event.objects.filter(verb="signal:erased").count() == 1
    assert visitor.get(reverse("risks:receipt", args=[signal.receipt])).status_code == 200
    with pytest.raises(ValidationError):
        actions.add_words(key=uuid.uuid4(), signal=signal, text="x")


def test_a_neighbour_cannot_erase(aimak, chynara):
    with pytest.raises(PermissionDenied):
        actions.erase(actor=chynara, signal=told(aimak))


def test_a_curious_official_gets_404_and_the_ledger_a_line(as_user, chynara, saikal, aimak):
    signal = told(aimak, "officials")
    page = reverse("risks:signal", args=[signal.receipt])

    for _ in range(2):
        assert as_user(chynara).get(page).status_code == 404
    assert as_user(saikal).get(page).status_code == 404

    event = Event.objects.get(verb="risks:refused")
    assert (event.actor, event.place) == (chynara, None)


def test_a_flood_is_refused_kindly_and_nothing_is_lost(visitor, aimak, settings):
    settings.VOICES_PER_ADDRESS = 1
    visitor.post(reverse("risks:report"), filled(aimak))

    second = visitor.post(reverse("risks:report"), filled(aimak, text=f"{WORDS} 2"))

    page = second.content.decode()
    assert "send it again in ten minutes" in page
    assert f"{WORDS} 2" in page
    assert Signal.objects.count() == 1


# Where, in which language, from which phone


def test_only_the_raion_is_stored_where_the_sender_wishes_it(visitor, as_user, aigul, raion, aimak):
    visitor.post(
        reverse("risks:report"), filled(aimak, lane="officials", precision="raion", spot="Арал")
    )

    signal = Signal.objects.get()
    assert (signal.place, signal.spot) == (raion, "")
    assert not Signal.objects.visible_to(aigul).exists()


def test_of_a_city_without_a_raion_only_the_oblast_is_stored(oblast, country):
    town = make_place("41702410000000", "city", ("Каракол", "Каракол", "Karakol"), oblast)
    capital = make_place("41711000000000", "republican_city", ("Бишкек",) * 3, country)

    assert told(town, precision="raion").place == oblast
    assert told(capital, precision="raion").place == capital
    assert told(town, precision="municipality").place == town


def test_the_spot_of_a_protected_voice_is_sealed(visitor, as_user, nurbek, aimak):
    data = filled(aimak, lane="protected", precision="exact", spot="Мектептин артында")
    visitor.post(reverse("risks:report"), data)
    visitor.post(reverse("risks:report"), data)

    signal = Signal.objects.get()
    assert signal.spot == ""
    opened = as_user(nurbek).post(reverse("risks:signal_open", args=[signal.receipt]))
    assert "Мектептин артында" in opened.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_each_question_is_asked_in_the_language(visitor, aimak, code):
    """Every label, choice and error of the form: none is left in a language of the site."""
    said, form = words_in(code), ReportForm(language=code)
    for name, field in form.fields.items():
        if name == "key":
            continue
        assert field.label == said[name]["label"]
        if hasattr(field, "choices"):
            assert [text for _v, text in field.choices] == [
                said[name]["choices"][value] for value, _t in field.choices
            ]
    page = f"{reverse('risks:report')}?language={code}"
    refused = visitor.post(page, filled(aimak, lane="", occurred_on="01.01.2199"))
    shown = refused.content.decode()
    assert said["lane"]["required"] in shown
    assert said["occurred_on"]["future"] in shown

    sent = visitor.post(page, filled(aimak))
    assert Signal.objects.get().language == code
    assert said["arrived"] in visitor.get(sent.url).content.decode()


def test_a_phone_sends_what_waited_and_hears_the_number(visitor, aimak):
    data = filled(aimak)

    first, second = (
        visitor.post(reverse("risks:report"), data, headers={"Accept": "application/json"})
        for _ in range(2)
    )

    signal = Signal.objects.get()
    assert first.json() == second.json()
    assert first.json()["state"] == "stored"
    assert signal.receipt in first.json()["said"]
    wrong = {**data, "lane": ""}
    refused = visitor.post(reverse("risks:report"), wrong, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    assert refused.json()["errors"]


# Similar and published


@pytest.fixture
def published(aimak, aigul) -> Signal:
    signal = told(aimak)
    actions.check(actor=aigul, signal=signal)
    return actions.publish_signal(actor=aigul, signal=signal, text=PUBLIC)


def test_a_similar_published_worry_is_shown_once_before_sending(visitor, aimak, published):
    data = filled(aimak)

    first = visitor.post(reverse("risks:report"), data).content.decode()
    assert PUBLIC in first
    assert "Send it all the same" in first
    assert Signal.objects.count() == 1
    second = visitor.post(reverse("risks:report"), {**data, "seen": "1"})

    assert second.status_code == 302
    assert Signal.objects.count() == 2


def test_nothing_that_was_not_published_is_shown(aimak, neighbour):
    told(aimak)
    told(aimak, "officials")
    told(aimak, "protected")

    assert similar_to(WORDS, place=aimak, category="infrastructural") == []


def test_only_of_this_place_and_these_weeks(aimak, neighbour, published):
    assert similar_to(WORDS, place=aimak, category="social") == [published]
    assert similar_to("Мектепте суук", place=aimak, category="social") == []
    assert similar_to(WORDS, place=neighbour, category="infrastructural") == []
    Signal.objects.update(received_at=timezone.now() - dt.timedelta(weeks=9))
    assert similar_to(WORDS, place=aimak, category="infrastructural") == []


def test_a_protected_or_an_officials_text_is_compared_with_nothing(visitor, aimak, published):
    for lane in ("officials", "protected"):
        answer = visitor.post(reverse("risks:report"), filled(aimak, lane=lane))
        assert answer.status_code == 302


@pytest.mark.parametrize("lane", ["officials", "protected"])
def test_only_the_public_lane_can_be_published(aimak, aigul, nurbek, lane):
    signal = told(aimak, lane)
    actor = nurbek if lane == "protected" else aigul
    actions.check(actor=actor, signal=signal)

    with pytest.raises(PermissionDenied):
        actions.publish_signal(actor=actor, signal=signal, text=PUBLIC)


def test_the_senders_own_words_are_not_published_nor_an_unchecked_worry(aimak, aigul):
    signal = told(aimak)
    with pytest.raises(ValidationError, match="Check the worry first"):
        actions.publish_signal(actor=aigul, signal=signal, text=PUBLIC)
    actions.check(actor=aigul, signal=signal)
    with pytest.raises(ValidationError, match="words of the office"):
        actions.publish_signal(actor=aigul, signal=signal, text=WORDS)


def test_staff_enter_one_after_the_other_in_the_same_place(as_user, aigul, aimak):
    client = as_user(aigul)
    data = {**filled(aimak, lane="officials"), "channel": "paper", "next": "1"}

    answer = client.post(reverse("risks:enter"), data, follow=True)

    signal = Signal.objects.get()
    page = answer.content.decode()
    assert signal.receipt in page
    assert 'value="paper"' in page.split("checked")[0].rsplit("<input", 1)[-1]
