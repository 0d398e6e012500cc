"""A drafter writes how an article should read; what changes is worked out, kept, published."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from bill_texts import ART_2, ART_3, NEW_ARTICLE, RU, read
from django.core.exceptions import PermissionDenied, ValidationError

from yntymak.apps.laws import actions
from yntymak.apps.laws.bills.checks import findings
from yntymak.apps.laws.bills.consolidation import consolidated
from yntymak.apps.laws.bills.rows import content_hash
from yntymak.apps.laws.bills.wording import operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import Amendment, Bill, BillVersion
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain
from yntymak.methods.lawtext.drafting import same_content
from yntymak.methods.lawtext.operations import Insert, Repeal, WordsBefore

EXPLAINED = {
    "rationale_ky": "Таза суу керек.",
    "rationale_ru": "Нужна чистая вода.",
    "note_ky": "Суу таза болсун.",
    "note_ru": "Вода должна быть чистой.",
}


def save(actor, act, unit, texts, seen=0, **said):
    draft = actions.Draft(texts=texts, **(EXPLAINED | said))
    return actions.save_amendment(actor=actor, act=act, unit=unit, draft=draft, seen=seen)


def proposed(amendment: Amendment, language: str) -> str:
    law = law_text(amendment.act.base, language, [amendment.unit])
    return reading(law, amendment.unit, operations_of(amendment.operations[language])).new_text


def test_the_rows_of_an_act_give_back_the_text_that_was_read(water_law):
    assert same_content(law_text(water_law, "ru"), read(RU, "ru").law)
    few = law_text(water_law, "ru", ["art_3"])
    assert [each.key for each in few.articles] == ["art_1", "art_2", "art_3"]
    assert "art_1__para_1" not in few
    assert "art_3__para_1" in few


def test_it_works_out_which_words_change(elmira, amended):
    saved = save(elmira, amended, "art_2", ART_2)

    assert (
        operations_of(saved.operations["ru"])
        == (WordsBefore(target="art_2__al_1", anchor="питьевая вода", words="чистая"),)
        or proposed(saved, "ru") == ART_2["ru"]
    )
    assert proposed(saved, "ky") == ART_2["ky"]
    assert Event.objects.filter(verb="amendment:saved").count() == 1
    assert verify_chain().broken_at is None


def test_the_same_article_saved_twice_is_one_amendment(elmira, amended):
    first = save(elmira, amended, "art_2", ART_2)
    again = save(elmira, amended, "art_2", ART_2)
    assert (again.pk, again.revision) == (first.pk, 1)
    assert Event.objects.filter(verb="amendment:saved").count() == 1


def test_a_colleagues_change_is_not_overwritten_unseen(elmira, amended):
    save(elmira, amended, "art_2", ART_2)
    other = {language: text.replace("2", "2", 1) + " Баары." for language, text in ART_2.items()}
    with pytest.raises(ValidationError) as refused:
        save(elmira, amended, "art_2", other, seen=0)
    assert refused.value.code == "changed_meanwhile"
    assert save(elmira, amended, "art_2", other, seen=1).revision == 2


def test_an_article_written_back_as_it_is_in_force_is_no_amendment(elmira, amended, water_law):
    save(elmira, amended, "art_2", ART_2)
    in_force = {
        language: reading(law_text(water_law, language), "art_2", ()).old_text
        for language in ("ky", "ru")
    }
    assert save(elmira, amended, "art_2", in_force, seen=1) is None
    assert not amended.amendments.exists()
    assert Event.objects.filter(verb="amendment:dropped").count() == 1


def test_an_article_is_added_and_another_repealed(elmira, amended):
    added = save(elmira, amended, "art_2-1", NEW_ARTICLE)
    gone = save(elmira, amended, "art_1", {"ky": "", "ru": ""})

    assert operations_of(added.operations["ky"]) == (
        Insert("", "article", ("2-1",), NEW_ARTICLE["ky"]),
    )
    assert operations_of(gone.operations["ru"]) == (Repeal("art_1"),)
    assert [each.unit for each in amended.amendments.in_order()] == ["art_1", "art_2-1"]
    articles = [each.key for each in consolidated(amended)["ky"].articles]
    assert articles == ["art_1", "art_2", "art_2-1", "art_3"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Жөн эле сөздөр.", "номери менен"),
        ("5-берене. Башка\nСөз.", "номери өзгөргөн"),
        (f"{ART_2['ky']}\n4-берене. Дагы\nСөз.", "номери өзгөргөн"),
    ],
)
def test_a_text_that_is_no_such_article_is_refused_with_what_to_do(elmira, amended, typed, said):
    with pytest.raises(ValidationError) as refused:
        save(elmira, amended, "art_2", {**ART_2, "ky": typed})
    assert refused.value.code == "ky"
    assert said in refused.value.message
    assert not Amendment.objects.exists()


def test_only_whoever_writes_the_bill_and_the_agency_change_it(daniyar, aigul, describe, water_law):
    with pytest.raises(PermissionDenied):
        actions.create_bill(
            actor=None, client_key=uuid.uuid4(), description=describe(), base=water_law
        )
    bill = actions.create_bill(
        actor=daniyar, client_key=uuid.uuid4(), description=describe(), base=water_law
    )
    act = bill.versions.get().acts.get()
    with pytest.raises(PermissionDenied):
        save(aigul, act, "art_2", ART_2)
    assert save(daniyar, act, "art_2", ART_2)
    assert not Bill.objects.visible_to(aigul).exists()
    assert Bill.objects.visible_to(daniyar).exists()


def test_one_form_sent_twice_is_one_bill(elmira, describe, water_law):
    key = uuid.uuid4()
    bills = {
        actions.create_bill(actor=elmira, client_key=key, description=describe(), base=water_law).pk
        for _ in range(2)
    }
    assert len(bills) == 1


def test_a_bill_is_published_when_nothing_is_wrong_with_it(elmira, amended, visitor):
    version = amended.version
    with pytest.raises(ValidationError) as refused:
        actions.publish_version(actor=elmira, version=version)
    assert refused.value.code == "wrong"  # nothing is changed yet

    save(elmira, amended, "art_2", ART_2, note_ru="")
    assert {each.code for each in findings(version)} == {"no_note"}
    with pytest.raises(ValidationError) as refused:
        actions.publish_version(actor=elmira, version=version)
    assert refused.value.code == "unseen"

    published = actions.publish_version(actor=elmira, version=version, has_seen=True)
    assert published.sha256 == content_hash(published)
    assert BillVersion.objects.visible_to(visitor).get() == published


def test_a_published_version_stays_and_the_next_begins_as_its_copy(elmira, amended, bill):
    save(elmira, amended, "art_2", ART_2)
    version = actions.publish_version(actor=elmira, version=amended.version)
    with pytest.raises(ValidationError, match="жарыяланган"):
        save(elmira, amended, "art_3", ART_3)

    following = actions.begin_version(actor=elmira, bill=bill)
    assert actions.begin_version(actor=elmira, bill=bill) == following
    save(elmira, following.acts.get(), "art_3", ART_3)

    assert [each.unit for each in following.acts.get().amendments.in_order()] == ["art_2", "art_3"]
    assert [each.unit for each in version.acts.get().amendments.all()] == ["art_2"]
    assert version.sha256 == content_hash(version)


def test_an_article_changed_in_one_language_only_blocks(elmira, amended):
    in_force = reading(law_text(amended.base, "ru"), "art_2", ()).old_text
    save(elmira, amended, "art_2", {"ky": ART_2["ky"], "ru": in_force})
    found = findings(amended.version)
    assert "one_language" in {each.code for each in found if each.is_blocking}


def test_an_adopted_bill_becomes_the_next_redaction(elmira, amended, bill):
    save(elmira, amended, "art_3", ART_3)
    save(elmira, amended, "art_2-1", NEW_ARTICLE)
    actions.publish_version(actor=elmira, version=amended.version)
    day = dt.date(2027, 1, 1)
    (redaction,) = actions.enact(actor=elmira, version=amended.version, in_force_from=day)

    assert redaction.number == 2
    assert same_content(law_text(redaction, "ru"), consolidated(amended)["ru"])
    assert redaction.provisions.filter(key="art_3__para_3").exists()
    assert actions.enact(actor=elmira, version=amended.version, in_force_from=day) == [redaction]

    bill.refresh_from_db()
    assert bill.stage == "adopted"
    late = actions.begin_version(actor=elmira, bill=bill)
    assert "newer_redaction" in {each.code for each in findings(late)}


def test_a_bill_on_words_that_hold_no_more_is_not_enacted(elmira, amended, bill, describe):
    save(elmira, amended, "art_3", ART_3)
    actions.publish_version(actor=elmira, version=amended.version)
    other = actions.create_bill(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=describe(title_ky="Экинчи долбоор"),
        base=amended.base,
    )
    save(elmira, other.versions.get().acts.get(), "art_2", ART_2)
    actions.publish_version(actor=elmira, version=other.versions.get())
    actions.enact(actor=elmira, version=other.versions.get(), in_force_from=dt.date(2027, 1, 1))
    with pytest.raises(ValidationError, match="редакция"):
        actions.enact(actor=elmira, version=amended.version, in_force_from=dt.date(2027, 2, 1))
