"""What is taken away: each file holds what is published, no cell runs, the bundle is whole."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from docx import Document

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Paper, Results
from yntymak.apps.consultations.papers import word_table
from yntymak.apps.consultations.papers.open_data import safe
from yntymak.apps.opinions.models import Participant, Vote
from yntymak.foundation.jobs.worker import run_worker
from yntymak.methods.evidence import verify

HIDDEN = "Муну эч ким окубасын."


def paper(actor, asked, kind, language="ky") -> bytes:
    asked_for = actions.request_paper(actor=actor, consultation=asked, kind=kind, language=language)
    return bytes(actions.make_paper(paper=asked_for).content)


def streamed(client, url) -> bytes:
    return b"".join(client.get(url).streaming_content)


@pytest.fixture
def said(asked, say, answer, aigul, aimak):
    """One accepted with changed words, one rejected, one letter; one hidden, one unchecked."""
    first = say("=1+1 Апта сайын текшерилсин.", "art_1", published=aigul, place=aimak)
    second = say("Тариф төмөндөсүн.", "art_2", published=aigul)
    letter = say(
        "Тариф көлөмгө жараша болсун.",
        "art_2",
        published=aigul,
        kind="position",
        letterhead=actions.Letterhead("Бирикме", "Төрага", timezone.localdate()),
    )
    hidden = say(HIDDEN, "art_2", published=aigul)
    actions.hide_contribution(actor=aigul, contribution=hidden, reason="Адамдын аты бар.")
    say("Текшериле элек.", "art_2")
    effect = {"unit": "art_1", "words": "апта сайын текшерет", "decision": answer(aigul, first)}
    actions.state_effect(actor=aigul, client_key=uuid.uuid4(), consultation=asked, **effect)
    answer(aigul, second, "rejected", "Каражат жок.")
    return first, second, letter


def test_the_spreadsheet_has_citizens_and_organisations_apart_and_runs_no_formula(
    asked, said, aigul
):
    book = openpyxl.load_workbook(io.BytesIO(paper(aigul, asked, "table_xlsx", "ru")))
    citizens, organisations = book.worksheets
    rows = list(citizens.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [1, 2]
    assert rows[1][2] == "=1+1 Апта сайын текшерилсин."
    assert citizens["C2"].data_type == "s"
    assert "апта сайын текшерет" in rows[1]
    assert "Каражат жок." in rows[2]
    assert [row[2] for row in organisations.iter_rows(min_row=2, values_only=True)] == [
        "Тариф көлөмгө жараша болсун."
    ]


def test_open_data_are_complete_for_what_is_published_and_safe_to_open(asked, said, aigul):
    content = paper(aigul, asked, "data_csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["number"], row["kind"], row["outcome"]) for row in rows] == [
        ("1", "comment", "accepted"),
        ("2", "comment", "rejected"),
        ("3", "position", ""),
    ]
    assert rows[0]["text"] == "'=1+1 Апта сайын текшерилсин."
    assert rows[0]["changed_words"] == "апта сайын текшерет"
    assert HIDDEN not in content
    assert "Текшериле элек." not in content


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "  =1"])
def test_a_cell_that_could_run_begins_with_an_apostrophe(text):
    assert safe(text) == f"'{text}"
    assert safe("1-берене") == "1-берене"
    assert safe(-1) == -1


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_word_table_and_the_note(asked, said, aigul, language):
    table = Document(io.BytesIO(paper(aigul, asked, "table_docx", language)))
    cells = [[cell.text for cell in row.cells] for each in table.tables for row in each.rows]
    assert [row[0] for row in cells if row[0].isdigit()] == ["1", "2", "3"]
    assert any("апта сайын текшерет" in row[5] for row in cells)
    note = Document(io.BytesIO(paper(aigul, asked, "note_docx", language)))
    text = [cell.text for each in note.tables for row in each.rows for cell in row.cells]
    assert "апта сайын текшерет" in text
    assert "Каражат жок." in text
    assert "Бирикме" in " ".join(text)
    for document in (table, note):
        assert HIDDEN not in document.element.xml


def test_near_identical_texts_are_one_row_of_the_word_table(asked, say, aigul):
    for _each in range(3):
        say("Тариф төмөндөсүн, суу ар бир үйгө жетсин.", "art_2", published=aigul)
    actions.fold(consultation=asked)
    table = Document(io.BytesIO(paper(aigul, asked, "table_docx"))).tables[0]
    assert len(table.rows) == 2


def test_what_was_answered_otherwise_has_a_row_of_its_own(asked, say, answer, aigul, aimak):
    text = "Тариф төмөндөсүн, суу ар бир үйгө жетсин."
    rows = [say(text, "art_2", published=aigul, place=aimak) for _each in range(4)]
    actions.fold(consultation=asked)
    answer(aigul, rows[3], "rejected", "Каражат жок.")
    table = Document(io.BytesIO(paper(aigul, asked, "table_docx"))).tables[0]
    _head, waiting, refused = [[cell.text for cell in row.cells] for row in table.rows]
    assert (waiting[0], refused[0]) == ("1", "4")
    assert "3 текст" in waiting[3]
    assert f"{aimak}: 3" in waiting[3]
    assert "Каражат жок." in refused[5]


def test_many_rows_are_several_files_and_the_first_says_which_holds_what(
    asked, say, aigul, visitor, monkeypatch
):
    monkeypatch.setattr(word_table, "MOST_ROWS", 2)
    unlike = ("Суу", "Мектеп жолу", "Жайыт", "Көпүрө оңдолсун", "Китепкана ачылсын")
    for text in unlike:
        say(text, "art_2", published=aigul)
    letterhead = actions.Letterhead("Бирикме", "Төрага", timezone.localdate())
    say("Кат", "art_2", published=aigul, kind="position", letterhead=letterhead)
    content = paper(aigul, asked, "table_docx", "ru")
    made = Paper.objects.get()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        files = [Document(io.BytesIO(archive.read(name))) for name in names]
    assert made.files == len(names) == 5
    tables = [[[c.text for c in row.cells] for row in each.tables[0].rows] for each in files]
    listing, *others = tables
    assert [row[0] for table in others for row in table[1:]] == ["1", "2", "3", "4", "5", "6"]
    assert [row[2] for row in listing[1:]] == names[1:]
    assert [row[3] for row in listing[1:]] == ["2", "2", "1", "1"]
    assert "№ 3" in listing[2][1]
    assert "№ 4" in listing[2][1]
    link = reverse("consultations:paper", args=[asked.code, made.pk])
    assert visitor.get(link)["Content-Type"] == "application/zip"
    assert "ZIP" in visitor.get(reverse("consultations:papers", args=[asked.code])).content.decode()


def test_a_control_character_breaks_no_word_file(asked, say, aigul):
    say("Тариф\x0b төмөндөсүн\x1f.", "art_2", published=aigul)
    assert paper(aigul, asked, "table_docx").startswith(b"PK")


def test_the_bundle_is_whole_and_readable_without_the_system(asked, said, aigul):
    content = paper(aigul, asked, "bundle_zip")
    verdict = verify(io.BytesIO(content))
    assert verdict.faults == ()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert "Апта сайын текшерилсин." in told["proposals/page-0001.html"]
    assert "proposals/page-0001.html" in told["index.html"]
    assert "Айыл өкмөтү суунун сапатын ай сайын" in told["texts/suu-1-1-ky.txt"]
    assert json.loads(told["changes.json"])["effects"][0]["proposal"] == 1
    events = [json.loads(line) for line in told["ledger/events.jsonl"].splitlines()]
    assert {"consultation:published", "contribution:decided", "effect:stated"} <= {
        each["verb"] for each in events
    }
    for text in told.values():
        assert HIDDEN not in text
        assert "Текшериле элек." not in text
        assert "<script" not in text


def test_answers_given_together_to_officials_voices_stay_out_of_the_bundle(asked, say, aigul):
    rows = [say("Тариф төмөн.", "art_2", published=aigul), say("Купуя.", lane="officials")]
    actions.decide_together(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        chosen=[each.pk for each in rows],
        answer=actions.Answer("covered", "Эске алынды."),
    )
    with zipfile.ZipFile(io.BytesIO(paper(aigul, asked, "bundle_zip"))) as archive:
        events = archive.read("ledger/events.jsonl").decode().splitlines()
    told = [json.loads(each)["data"] for each in events]
    assert [each["numbers"] for each in told if "numbers" in each] == [[1]]


def test_the_same_state_is_the_same_paper_and_a_new_answer_another(asked, said, answer, aigul):
    one, again = (
        actions.request_paper(actor=aigul, consultation=asked, kind="data_csv", language="ky")
        for _press in range(2)
    )
    assert one == again
    actions.make_paper(paper=one)
    answer(aigul, said[2])
    newer = actions.request_paper(actor=aigul, consultation=asked, kind="data_csv", language="ky")
    assert newer != one
    actions.make_paper(paper=newer)
    assert list(Paper.objects.values_list("pk", flat=True)) == [newer.pk]


@pytest.mark.django_db(transaction=True)
def test_papers_by_the_pages_in_the_background(asked, said, aigul, as_user, visitor):
    url = reverse("consultations:papers", args=[asked.code])
    make = reverse("consultations:make_paper", args=[asked.code])
    client = as_user(aigul)
    kinds = [kind for kind in Paper.Kind.values if kind != Paper.Kind.BILL_NOTE]  # no bill here
    for kind in kinds:
        client.post(make, {"kind": kind, "language": "ky"})
    assert 'role="status"' in visitor.get(url).content.decode()
    run_worker(interval=0, batch=True)
    page = visitor.get(url).content.decode()
    for made in Paper.objects.all():
        link = reverse("consultations:paper", args=[asked.code, made.pk])
        assert link in page
        assert streamed(visitor, link) == bytes(made.content)
    client.post(make, {"kind": "other", "language": "ky"})
    assert Paper.objects.count() == len(kinds)


def test_the_neighbour_has_nothing_made(asked, said, chynara, as_user):
    make = reverse("consultations:make_paper", args=[asked.code])
    assert as_user(chynara).post(make, {"kind": "data_csv", "language": "ky"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.request_paper(actor=chynara, consultation=asked, kind="data_csv", language="ky")


def test_what_a_moderator_hides_is_in_no_paper_any_more(asked, said, aigul):
    paper(aigul, asked, "data_csv")
    actions.hide_contribution(actor=aigul, contribution=said[1], reason="Адамдын аты бар.")
    assert not Paper.objects.exists()


# Results


@pytest.mark.django_db(transaction=True)
def test_the_results_tell_what_was_asked_said_changed_and_refused(asked, said, visitor):
    url = reverse("consultations:results", args=[asked.code])
    visitor.get(url)
    run_worker(interval=0, batch=True)
    page = visitor.get(url).content.decode()
    for told in ("Мыйзам өзгөрөт.", "апта сайын текшерет", "Каражат жок."):
        assert told in page
    assert HIDDEN not in page
    (content,) = Results.objects.values_list("content", flat=True)
    assert content["outcomes"] == {"accepted": 1, "rejected": 1}
    assert sum(cell["said"] for cell in content["cells"]) == 2
    assert content["positions"] == 1


def test_for_the_deputy_by_article_and_oblast(asked, said, visitor, oblast):
    actions.make_results(consultation=asked)
    page = visitor.get(reverse("consultations:by_article", args=[asked.code])).content.decode()
    assert "Ысык-Көл облусу" in page
    assert "2-берене" in page


def test_the_sums_are_made_once_for_each_state(asked, said, say, aigul):
    first = actions.make_results(consultation=asked)
    assert actions.make_results(consultation=asked) == first
    say("Мектеп керек.", "art_2", published=aigul)
    assert actions.make_results(consultation=asked) != first
    assert Results.objects.count() == 1


@pytest.mark.parametrize(("count", "is_told"), [(9, False), (10, True)])
def test_agreement_by_oblast_is_told_only_where_ten_have_voted(asked, aigul, aimak, count, is_told):
    from yntymak.apps.opinions.actions import create_poll

    poll = create_poll(
        actor=aigul,
        code="suu-poll",
        title_ky="Суу",
        title_ru="Вода",
        statements=[{"text_ky": "Тариф төмөн болсун."}],
        place=aimak,
    )
    asked.poll = poll
    asked.save()
    statement = poll.statements.get()
    statement.moderation = 1
    statement.save()
    for number in range(count):
        voter = Participant.objects.create(
            poll=poll, token_hash=str(number), channel="online", place=aimak
        )
        for value in (1, -1 if number < 3 else 1):
            Vote.objects.create(participant=voter, statement=statement, value=value)
    (told,) = actions.make_results(consultation=asked).content["agreement"]
    expected = {"41702000000000": {"n": 10, "agree": 0.7}} if is_told else {}
    assert told["oblasts"] == expected
    assert told["n"] == (10 if is_told else None)


@pytest.mark.parametrize(("officials", "told"), [(3, None), (5, None)])
def test_how_many_spoke_under_seal_follows_from_no_number(
    asked, say, aigul, aimak, officials, told
):
    for number in range(officials):
        say(f"Купуя {number}", lane="officials")
    for number in range(2):
        say(f"Мөөр {number}", lane="protected", place=aimak)
    for number in range(12):
        say(f"Ачык сунуш {number}", published=aigul)
    lanes = actions.make_results(consultation=asked).content["lanes"]
    assert lanes["protected"] is told
    withheld = [lane for lane, count in lanes.items() if count is None]
    assert len(withheld) >= 2  # one alone would follow from the number of the last contribution
