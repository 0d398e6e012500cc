"""What a clumsy or hostile person sends to a bill: refused with a sentence, never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from bill_texts import ART_2, ART_3
from django.core.exceptions import ValidationError
from test_laws_bills import EXPLAINED, save
from test_laws_editor import address, typed, url

from yntymak.apps.laws import actions
from yntymak.apps.laws.models import Bill
from yntymak.methods.lawtext.comparison import NOT_COMPARED

DAY = dt.date(2027, 1, 1)


@pytest.fixture
def office(as_user, elmira):
    return as_user(elmira)


def publish(actor, act, unit="art_2", texts=ART_2):
    save(actor, act, unit, texts)
    return actions.publish_version(actor=actor, version=act.version)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("close", {"closing_ky": "Күчүнө\0 кирет.", "closing_ru": "Вступает."}),
        ("begin", {"note": "а\0б"}),
        ("enact", {"in_force_from": "99.99.9999"}),
        ("stage", {"stage": "adopted"}),
        ("stage", {"stage": "\0"}),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(office, elmira, amended, bill, name, sent):
    publish(elmira, amended)
    if name == "close":
        actions.begin_version(actor=elmira, bill=bill)
    answer = office.post(url(name, bill.code), sent, follow=True)
    (said,) = answer.context["messages"]
    assert said.level_tag == "error"
    assert str(said).strip()


def test_an_act_by_an_impossible_name_is_not_there(office, bill):
    assert office.post(url("join", bill.code), {"act": "а\0б"}).status_code == 404


@pytest.mark.parametrize("empty", ["\r\n\r\n", " \t ", "\u2028", "\xa0"])
def test_lines_without_a_word_repeal_nothing(office, amended, bill, empty):
    sent = typed(dict.fromkeys(("ky", "ru"), empty)) | EXPLAINED
    answer = office.post(address(bill, "art_2"), sent)
    assert set(answer.context["form"].errors) == {"text_ky", "text_ru"}
    assert not amended.amendments.exists()


def test_what_is_no_law_is_not_offered_and_not_found(office, bill, amended):
    pages = amended.base.provisions.filter(kind__in=NOT_COMPARED)
    assert pages
    (desk,) = office.get(url("work", bill.code)).context["desk"].acts
    assert {each.kind for each in desk.found} == {"article"}
    for each in pages:
        assert office.get(address(bill, each.key)).status_code == 404


def test_digits_of_another_script_are_no_article(office, bill):
    assert office.get(address(bill, "art_٢")).status_code == 404


@pytest.mark.parametrize("stage", [Bill.Stage.WITHDRAWN, Bill.Stage.REJECTED])
def test_a_bill_that_failed_does_not_become_law(elmira, amended, bill, stage):
    version = publish(elmira, amended)
    actions.set_stage(actor=elmira, bill=bill, stage=stage)
    with pytest.raises(ValidationError):
        actions.enact(actor=elmira, version=version, in_force_from=DAY)
    assert amended.base.act.versions.count() == 1
    actions.set_stage(actor=elmira, bill=bill, stage=Bill.Stage.PARLIAMENT)
    assert actions.enact(actor=elmira, version=version, in_force_from=DAY)


def test_an_adopted_bill_stays_adopted(elmira, amended, bill):
    version = publish(elmira, amended)
    actions.enact(actor=elmira, version=version, in_force_from=DAY)
    for stage in (Bill.Stage.DRAFTING, Bill.Stage.WITHDRAWN):
        with pytest.raises(ValidationError):
            actions.set_stage(actor=elmira, bill=bill, stage=stage)
    bill.refresh_from_db()
    assert bill.stage == Bill.Stage.ADOPTED


def test_only_the_newest_published_version_becomes_law(elmira, amended, bill):
    first = publish(elmira, amended)
    second = actions.begin_version(actor=elmira, bill=bill)
    publish(elmira, second.acts.get(), "art_3", ART_3)
    with pytest.raises(ValidationError):
        actions.enact(actor=elmira, version=first, in_force_from=DAY)
    assert actions.enact(actor=elmira, version=second, in_force_from=DAY)
