"""A worry is sent without an account, followed by its number, and triaged by the right people."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Risk, Signal
from yntymak.foundation.ledger.models import Event

WORDS = "Сугат суу кезегинен улам төмөнкү айыл менен чыр чыкты."


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def filled(where, **changes):
    return {
        "key": str(uuid.uuid4()),
        "text": WORDS,
        "category": "infrastructural",
        "place": where.code,
        "occurred_on": "",
        "lane": "officials",
        **changes,
    }


def told(place, lane="officials", **changes) -> Signal:
    fields = {"text": WORDS, "category": "social", "place": place, "lane": lane, **changes}
    return actions.report(key=uuid.uuid4(), **fields)


def test_a_visitor_reports_and_gets_a_number(visitor, aimak):
    answer = visitor.post(reverse("risks:report"), filled(aimak, occurred_on="01.11.2026"))

    signal = Signal.objects.get()
    assert answer.url == reverse("risks:sent", args=[signal.receipt])
    assert (signal.text, signal.place, signal.state) == (WORDS, aimak, "new")
    assert signal.occurred_on == dt.date(2026, 11, 1)
    page = visitor.get(answer.url).content.decode()
    assert signal.receipt in page
    assert "Keep it: nobody can find it for you." in page


def test_a_second_click_writes_nothing(visitor, aimak):
    data = filled(aimak)

    first, second = (visitor.post(reverse("risks:report"), data) for _ in range(2))

    assert first.url == second.url
    assert Signal.objects.count() == 1
    assert Event.objects.filter(verb="signal:received").count() == 1


def test_the_sender_is_not_recorded_even_when_signed_in(as_user, aigul, aimak):
    as_user(aigul).post(reverse("risks:report"), filled(aimak))

    assert Event.objects.get(verb="signal:received").actor is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", " ", "Write what worries you"),
        ("category", "", "Choose what it is about"),
        ("category", "religion", "not one of the available choices"),
        ("lane", "", "Choose who may read it"),
        ("place", "", '<p class="error">'),
        ("place", "99999999999999", '<p class="error">'),
        ("occurred_on", "31.02.2026", "Write the date as day.month.year"),
    ],
)
def test_a_refused_form_comes_back_filled_and_says_what_to_do(
    visitor, aimak, field, value, sentence
):
    answer = visitor.post(reverse("risks:report"), filled(aimak, **{field: value}))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert field == "text" or WORDS in page
    assert not Signal.objects.exists()


def test_a_day_in_the_future_is_refused(visitor, aimak):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    answer = visitor.post(
        reverse("risks:report"), filled(aimak, occurred_on=tomorrow.strftime("%d.%m.%Y"))
    )

    assert "This day has not come yet" in answer.content.decode()
    assert not Signal.objects.exists()


def test_the_place_is_filled_in_from_its_own_page(visitor, aimak):
    page = visitor.get(reverse("risks:report") + f"?place={aimak.code}").content.decode()

    assert f'value="{aimak.name_en}, ' in page


def test_an_unknown_place_in_the_address_is_no_mistake(visitor, db):
    assert visitor.get(reverse("risks:report") + "?place=x").status_code == 200


def test_today_is_not_in_the_future(visitor, aimak):
    today = timezone.localdate().strftime("%d.%m.%Y")

    visitor.post(reverse("risks:report"), filled(aimak, occurred_on=today))

    assert Signal.objects.get().occurred_on == timezone.localdate()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_each_lane_and_category_is_explained_in_each_language(visitor, language):
    with translation.override(language):
        page = visitor.get(reverse("risks:report")).content.decode()

    assert page.count('name="lane"') == 3
    assert page.count('name="category"') == 7
    assert ("stored locked" in page) == (language == "en")


def test_the_number_opens_however_it_is_typed(visitor, aimak):
    signal = told(aimak)

    answer = visitor.get(reverse("risks:receipt", args=[signal.receipt.lower().replace("-", "")]))

    assert "It has arrived" in answer.content.decode()


def test_an_unknown_number_is_404(visitor, db):
    assert visitor.get(reverse("risks:receipt", args=["2222-2222-22"])).status_code == 404


def test_the_receipt_never_repeats_the_words(visitor, aimak):
    for lane in Signal.Lane.values:
        page = visitor.get(reverse("risks:receipt", args=[told(aimak, lane).receipt]))
        assert WORDS not in page.content.decode()


def test_the_receipt_of_a_protected_voice_does_not_name_the_place(visitor, aimak):
    def page_of(lane):
        return visitor.get(reverse("risks:receipt", args=[told(aimak, lane).receipt]))

    assert aimak.name_en in page_of("officials").content.decode()
    assert aimak.name_en not in page_of("protected").content.decode()


def test_the_receipt_follows_what_becomes_of_the_worry(visitor, as_user, aigul, aimak):
    signal = told(aimak)
    staff, page = as_user(aigul), reverse("risks:receipt", args=[signal.receipt])

    staff.post(reverse("risks:signal_check", args=[signal.receipt]))
    assert "read and checked" in visitor.get(page).content.decode()

    staff.post(
        reverse("risks:signal_set_aside", args=[signal.receipt]),
        {"aside-reason": "The canal was repaired in May."},
    )
    assert "The canal was repaired in May." in visitor.get(page).content.decode()


def test_setting_aside_without_a_reason_is_refused(as_user, aigul, aimak):
    signal = told(aimak)

    answer = as_user(aigul).post(
        reverse("risks:signal_set_aside", args=[signal.receipt]), {"aside-reason": " "}
    )

    assert "the sender will read it" in answer.content.decode()
    signal.refresh_from_db()
    assert signal.state == "new"


def test_a_worry_that_was_set_aside_is_not_linked_afterwards(as_user, aigul, aimak, water):
    signal = told(aimak)
    actions.set_aside(actor=aigul, signal=signal, reason="Solved.")

    answer = as_user(aigul).post(
        reverse("risks:signal_link", args=[signal.receipt]), {"link-risk": water.pk}
    )

    assert "already decided on this worry: set aside" in answer.content.decode()


def test_checking_twice_is_one_event(as_user, aigul, aimak):
    signal = told(aimak)

    for _ in range(2):
        as_user(aigul).post(reverse("risks:signal_check", args=[signal.receipt]))

    assert Event.objects.filter(verb="signal:checked").count() == 1


@pytest.fixture
def water(aigul, aimak) -> Risk:
    return actions.register(
        actor=aigul,
        key=uuid.uuid4(),
        place=aimak,
        category="infrastructural",
        title="Сугат суу боюнча талаш",
        cause="Арык бузулган",
        event="Суу тосулат",
        consequence="Эки айыл чырдашат",
    )


def test_a_worry_is_linked_to_a_risk_of_the_place(as_user, visitor, aigul, aimak, water):
    signal = told(aimak)

    as_user(aigul).post(
        reverse("risks:signal_link", args=[signal.receipt]), {"link-risk": water.pk}
    )

    signal.refresh_from_db()
    assert (signal.state, signal.risk) == ("linked", water)
    page = visitor.get(reverse("risks:receipt", args=[signal.receipt])).content.decode()
    assert "part of the risk register" in page
    assert water.title not in page


def test_a_worry_is_not_linked_to_a_risk_of_another_place(
    as_user, aigul, chynara, aimak, neighbour
):
    signal = told(aimak)
    foreign = actions.register(
        actor=chynara,
        key=uuid.uuid4(),
        place=neighbour,
        category="social",
        title="Жайыт талашы",
        cause="к",
        event="о",
        consequence="н",
    )

    answer = as_user(aigul).post(
        reverse("risks:signal_link", args=[signal.receipt]), {"link-risk": foreign.pk}
    )

    assert "Choose an open risk of this place." in answer.content.decode()
    signal.refresh_from_db()
    assert signal.risk is None


def test_a_worry_may_point_to_a_risk_of_the_oblast_around(as_user, aigul, daniyar, oblast, aimak):
    wide = actions.register(
        actor=daniyar,
        key=uuid.uuid4(),
        place=oblast,
        category="environmental",
        title="Мөңгү суусу",
        cause="к",
        event="о",
        consequence="н",
    )

    near = Risk.objects.near(aimak)

    assert list(near) == [wide]
    assert (
        wide.title
        not in as_user(aigul)
        .get(reverse("risks:signal", args=[told(aimak).receipt]))
        .content.decode()
    )


def test_a_risk_is_registered_from_a_worry(as_user, aigul, aimak):
    signal = told(aimak)

    as_user(aigul).post(
        reverse("risks:create") + f"?signal={signal.receipt}",
        {
            "key": str(uuid.uuid4()),
            "title": "Сугат суу",
            "cause": "Арык бузулган",
            "event": "Суу тосулат",
            "consequence": "Чыр чыгат",
            "category": "infrastructural",
            "place": aimak.code,
        },
    )

    signal.refresh_from_db()
    assert signal.state == "linked"
    assert signal.risk.number == 1


def test_staff_enter_what_was_spoken(as_user, aigul, aimak):
    data = filled(aimak, channel="spoken")

    answer = as_user(aigul).post(reverse("risks:enter"), data)

    signal = Signal.objects.get()
    assert signal.channel == "spoken"
    assert answer.url == reverse("risks:sent", args=[signal.receipt])
    assert Event.objects.get(verb="signal:entered").actor == aigul


def test_the_counter_form_knows_the_place_and_the_usual_lane(as_user, aigul, aimak):
    form = as_user(aigul).get(reverse("risks:enter")).context["form"]

    assert form.fields["place"].initial == aimak
    assert aimak.name_en in form["place"].value()
    assert (form["lane"].value(), form["channel"].value()) == ("officials", "spoken")


def test_staff_enter_nothing_for_another_municipality(as_user, aigul, neighbour):
    answer = as_user(aigul).post(reverse("risks:enter"), filled(neighbour, channel="spoken"))

    assert answer.status_code == 200
    assert not Signal.objects.exists()


@pytest.mark.parametrize("name", ["risks:signals", "risks:enter", "risks:list", "risks:create"])
def test_a_visitor_is_asked_to_sign_in(visitor, name):
    assert visitor.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", ["risks:signals", "risks:enter", "risks:list", "risks:create"])
def test_a_member_of_a_council_has_no_such_page(as_user, saikal, name):
    assert as_user(saikal).get(reverse(name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("aigul", 200),
        ("bakyt", 200),
        ("daniyar", 200),
        ("elmira", 200),
        ("chynara", 404),
        ("gulzat", 404),
        ("nurbek", 404),
        ("saikal", 404),
    ],
)
def test_worries_are_seen_by_their_own_people_only(as_user, request, aimak, name, status):
    page = reverse("risks:signal", args=[told(aimak).receipt])

    assert as_user(request.getfixturevalue(name)).get(page).status_code == status


@pytest.mark.parametrize("name", ["signal_check", "signal_link", "signal_set_aside", "signal_open"])
def test_a_neighbour_cannot_decide_on_a_worry(as_user, chynara, aimak, name):
    page = reverse(f"risks:{name}", args=[told(aimak).receipt])

    assert as_user(chynara).post(page).status_code == 404


def test_the_list_is_filtered_by_state_and_category(as_user, aigul, aimak):
    actions.check(actor=aigul, signal=told(aimak, category="economic"))
    told(aimak, category="social")
    staff = as_user(aigul)

    def shown(query):
        page = staff.get(reverse("risks:signals") + query).context["page_obj"]
        return [signal.category for signal in page]

    assert shown("") == ["social", "economic"]
    assert shown("?state=checked") == ["economic"]
    assert shown("?category=social") == ["social"]
    assert shown("?state=nonsense") == ["social", "economic"]
