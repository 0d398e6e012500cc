"""Who said what under seal: no page, no paper, no log, no dump tells it."""

from __future__ import annotations

import io
import logging
import uuid
import zipfile

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from whole.addresses import addresses

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Contribution, Paper
from yntymak.apps.consultations.papers.open_data import data_csv
from yntymak.foundation.ledger.models import Event

WORDS = "Башчынын тууганы сууну сатат, айтсам үйүмдү өрттөйт"
MARK = "үйүмдү өрттөйт"


@pytest.fixture
def sealed(say, aimak) -> Contribution:
    return say(WORDS, "art_1", lane="protected", place=aimak, email="aida@example.kg")


def test_the_words_are_sealed_before_they_reach_the_database(sealed):
    assert sealed.text == ""
    assert sealed.sealed
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM consultations_contribution")
        assert MARK not in str(cursor.fetchall())
    event = Event.objects.latest("seq")
    assert (event.verb, event.data) == ("contribution:received", {"lane": "protected"})


def test_neither_hour_nor_meeting_nor_who_typed_it_in_is_kept(asked, aigul, aimak):
    meeting = actions.hold_meeting(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        place=aimak,
        held_on=timezone.localdate(),
    )
    made = actions.enter_contribution(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        voice=actions.Voice(
            WORDS, place=aimak, lane="protected", channel="meeting", meeting=meeting
        ),
    )
    assert (made.meeting, made.entered_by, made.channel) == (None, None, "online")
    assert timezone.localtime(made.received_at).hour == 0
    assert Event.objects.latest("seq").actor is None


def test_without_a_place_nobody_could_open_it(visitor, asked):
    url = reverse("consultations:comment", args=[asked.code])
    page = visitor.post(url, {"text": WORDS, "lane": "protected"})
    assert Contribution.objects.count() == 0
    assert WORDS in page.content.decode()


def test_the_same_words_again_are_one_and_other_words_another(asked, aimak):
    key = uuid.uuid4()
    said = [
        actions.contribute(
            client_key=key,
            consultation=asked,
            voice=actions.Voice(text, place=aimak, lane="protected"),
        )
        for text in (WORDS, WORDS, WORDS + "!", WORDS + "!")
    ]
    assert [each.pk == said[0].pk for each in said] == [True, True, False, False]
    assert said[2].pk == said[3].pk


def test_the_focal_point_opens_it_and_each_opening_is_written_down(sealed, focal, as_user):
    client = as_user(focal)
    listed = client.get(reverse("consultations:sealed")).content.decode()
    assert sealed.receipt in listed
    shut = client.get(reverse("consultations:sealed_answer", args=[sealed.receipt]))
    assert MARK not in shut.content.decode()
    page = client.post(reverse("consultations:open_sealed", args=[sealed.receipt]))
    assert MARK in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    event = Event.objects.latest("seq")
    assert (event.verb, event.actor, event.subject_id) == (
        "contribution:opened",
        focal,
        str(sealed.pk),
    )


def test_the_focal_point_answers_and_only_the_receipt_shows_it(sealed, focal, as_user, visitor):
    address = reverse("consultations:sealed_answer", args=[sealed.receipt])
    as_user(focal).post(address, {"outcome": "covered", "reason": "Прокуратурага берилди."})
    page = visitor.get(reverse("consultations:receipt", args=[sealed.receipt])).content.decode()
    assert "Прокуратурага берилди." in page
    assert MARK not in page
    assert "Прокуратурага" not in str(Event.objects.latest("seq").data)


@pytest.mark.parametrize("name", ["aigul", "bakyt", "chynara", "elmira", "nurbek", "saikal", ""])
def test_nobody_else_reaches_it(name, request, sealed, as_user, visitor, focal):
    """Нурбек is the focal point of the oblast, and therefore of this place too."""
    client = as_user(request.getfixturevalue(name)) if name else visitor
    for each in ("answer", "show", "hide", "sealed_answer", "open_sealed", "translate", "letter"):
        url = reverse(f"consultations:{each}", args=[sealed.receipt])
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            is_opened = MARK in answer.content.decode()
            assert is_opened == (name == "nurbek" and (each, method) == ("open_sealed", "post"))
            if name != "nurbek":
                assert answer.status_code in (302, 404, 405)


@pytest.mark.django_db
def test_no_page_no_paper_no_log_and_no_dump_tells_it(
    sealed, asked, bill, say, aigul, elmira, focal, answer, as_user, visitor, caplog
):
    """Everything that anybody but the focal point can ask for is searched for the words."""
    shown = say("Тариф төмөндөсүн.", "art_2", published=aigul)
    answer(aigul, shown)
    answer(focal, sealed, "covered", "Каралды.")
    actions.fold(consultation=asked)
    made = [
        actions.make_paper(
            paper=actions.request_paper(actor=aigul, consultation=asked, kind=kind, language="ky")
        )
        for kind in Paper.Kind.values
    ]
    with caplog.at_level(logging.DEBUG):
        found = "".join(
            _everything_about(asked, sealed, [visitor, as_user(aigul), as_user(elmira)])
        )
    assert "Тариф төмөндөсүн." in found
    papers = "".join(_text_of(paper) for paper in made)
    assert "Тариф төмөндөсүн." in papers
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump, verbosity=0)
    for told in (found, papers, caplog.text, dump.getvalue(), "".join(map(str, _parts(asked)))):
        assert MARK not in told
        assert "aida@example.kg" not in told
    assert f"№ {sealed.number}" not in found.replace(f"№ {shown.number}", "")


def _parts(asked):
    return (part.decode() for part in data_csv(asked, "ky"))


def _everything_about(asked, sealed, clients):
    for client in clients:
        for address in addresses():
            if not address.name.startswith(("consultations:", "portal:", "jobs:")):
                continue
            values = [
                {"code": asked.code, "receipt": sealed.receipt, "key": "art_1"}.get(each, 1)
                for each in address.converters
            ]
            answer = client.get(address.url(*values))
            if not answer.streaming and answer["Content-Type"].startswith("text/"):
                yield answer.content.decode()


def _text_of(paper: Paper) -> str:
    content = bytes(paper.content)
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_an_error_report_shows_no_words(sealed, asked, aimak):
    voice = actions.Voice(WORDS, place=aimak, lane="protected", email="aida@example.kg")
    assert MARK not in repr(voice)
    assert "aida" not in repr(voice)
    assert MARK not in repr(Contribution.objects.get(pk=sealed.pk).__dict__)


def test_the_database_refuses_words_in_the_clear(sealed, aigul):
    for changed in ({"text": "Ачык"}, {"sealed": None}, {"entered_by": aigul}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.filter(pk=sealed.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=sealed.pk).update(state="published")


def test_it_stands_in_no_sum(sealed, asked, aigul, say):
    assert asked.tallies.count() == 0
    say("Тариф төмөндөсүн.", published=aigul)
    assert sum(each.received for each in asked.tallies.all()) == 1
    lanes = actions.make_results(consultation=asked).content["lanes"]
    assert lanes["protected"] is None


def test_officials_only_stays_with_officials(asked, say, aigul, visitor, as_user):
    said = say("Кеңешке гана айтам.", "art_2", lane="officials")
    as_user(aigul).post(reverse("consultations:show", args=[said.receipt]))
    said.refresh_from_db()
    assert said.state == "received"
    assert (
        "Кеңешке гана"
        in as_user(aigul).get(reverse("consultations:queue", args=[asked.code])).content.decode()
    )
    for name in ("voices", "detail", "results", "institutions", "by_article"):
        page = visitor.get(reverse(f"consultations:{name}", args=[asked.code]))
        assert "Кеңешке гана" not in page.content.decode()
