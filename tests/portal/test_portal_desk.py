"""The desk: what waits stands in cards, the rest in one line."""

import re
import uuid

from cast import make_user

from yntymak.apps.risks import actions
from yntymak.foundation.people.models import User


def desk(as_user, user) -> str:
    page: str = as_user(user).get("/en/desk/").content.decode()
    return page


def test_what_waits_has_a_card_and_what_does_not_has_a_link(as_user, aigul, aimak):
    actions.report(
        key=uuid.uuid4(),
        actor=None,
        text="The pasture road is blocked.",
        category="environmental",
        place=aimak,
        lane="public",
    )
    page = desk(as_user, aigul)
    cards = re.findall(r'<h2 class="h3">(.+?)</h2>', page)
    assert cards == ["Worries"]
    assert "Nothing waits in:" in page
    assert re.search(r'<a href="/en/risks/cases/">Cases</a>', page)


def test_an_empty_desk_says_so_and_shows_the_doors(as_user, aigul):
    page = desk(as_user, aigul)
    assert '<h2 class="h3">' not in page
    assert "Nothing waits for you today." in page
    assert '<a href="/en/plans/">Plans</a>' in page


def test_who_has_a_role_without_work_is_not_sent_to_the_administrator(as_user, aimak):
    page = desk(as_user, make_user("azat", "Азат Кадыров", ("facilitator", aimak)))
    assert "Nothing waits for you today." in page
    assert "No work is assigned to you yet" not in page


def test_who_has_no_role_is_told_what_to_do(as_user, db):
    page = desk(as_user, User.objects.create(username="newcomer", full_name="Newcomer"))
    assert "No work is assigned to you yet" in page
