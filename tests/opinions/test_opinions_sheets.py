"""Votes given on paper: a table is taken in whole, once, or refused with one sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yntymak.apps.opinions.actions import (
    create_poll,
    publish_poll,
    take_in_sheet,
    withdraw_sheet,
)
from yntymak.apps.opinions.models import Participant, Statement, Vote, VoteSheet
from yntymak.apps.opinions.tally import read_tally
from yntymak.foundation.ledger.models import Event

HEAD = "participant,statement,vote\n"


def test_a_sheet_is_taken_in(open_poll, aigul, as_file, two_camps):
    sheet = take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    assert (sheet.participants, sheet.votes) == (40, 200)
    assert Vote.objects.count() == 200
    assert set(Participant.objects.values_list("channel", flat=True)) == {"paper"}
    event = Event.objects.about(sheet).get()
    assert (event.verb, event.data["votes"]) == ("vote_sheet:taken_in", 200)


def test_the_same_file_twice_counts_once(open_poll, aigul, elmira, as_file, two_camps):
    first = take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    second = take_in_sheet(actor=elmira, poll=open_poll, file=as_file(two_camps, "башка.csv"))
    assert first == second
    assert Vote.objects.count() == 200
    assert Event.objects.filter(verb="vote_sheet:taken_in").count() == 1


def test_number_one_of_two_sheets_is_two_people(open_poll, aigul, as_file):
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(HEAD + "1,1,1\n"))
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(HEAD + "1,1,-1\n"))
    assert read_tally(open_poll).votes.n_participants == 2


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffparticipant;statement;vote\r\nА-1;1;1\r\n\r\nА-2;2;-1\r\n",
        "vote\tstatement\tparticipant\n+1\t1\tА-1\n\N{MINUS SIGN}1\t2\tА-2\n",
        "participant,statement,vote,timestamp\nА-1,1,1,1403054214196\nА-2,2,-1,1403054218592",
    ],
)
def test_tables_as_offices_write_them_are_read(open_poll, aigul, as_file, text):
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text))
    votes = Vote.objects.order_by("statement__number").values_list("statement__number", "value")
    assert list(votes) == [(1, 1), (2, -1)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "1,1,1\n2,77,1\n", "3"),
        (HEAD + "1,1,1\n2,1,2\n", "3"),
        (HEAD + "1,1,1\n2,1,\n", "3"),
        (HEAD + "1,1,1\n2,1\n", "3"),
        (HEAD + "1,1,1\n,1,1\n", "3"),
        (HEAD + "1,1,1\n2,x,1\n", "3"),
        (HEAD + "1,1,1\n2,-1,1\n", "3"),
        (HEAD + "1,1,1\n2,99999999999999999999999,1\n", "3"),
        (HEAD + "1,1,1\n1,1,1\n", "3"),
        (HEAD + "1,1,1\n1,2,1\n1,1,-1\n", "4"),
        (HEAD + "1,1,1\n2,1,%(x)s\n", "3"),
        ("participant,vote\n1,1\n", "1"),
        ("participant,statement,vote,vote\n1,1,1,1\n", "1"),
        (HEAD.encode() + b"1,1,1\n\xe0,1,1\n", "3"),
        ((HEAD + "1,1,1\n").encode("utf-16"), "1"),
        (b"PK\x03\x04 a spreadsheet", "1"),
        (HEAD + "1,1,1\n" + "9" * 200_000 + ",1,1\n", "3"),
        (HEAD + "1,1,1\n" + "9" * 2000 + ",1,1\n", "3"),
    ],
)
def test_a_mistake_is_named_by_its_line_and_nothing_is_taken_in(
    open_poll, aigul, as_file, text, line
):
    with pytest.raises(ValidationError) as refused:
        take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text))
    (sentence,) = refused.value.messages
    assert f" {line}" in sentence or f"{line}-" in sentence
    assert len(sentence) < 300
    assert not Vote.objects.exists()
    assert not Participant.objects.exists()
    assert not VoteSheet.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n", HEAD, HEAD + "\n\n"])
def test_an_empty_table_is_refused(open_poll, aigul, as_file, text):
    with pytest.raises(ValidationError):
        take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text))


def test_too_many_votes_are_refused_by_the_line(open_poll, aigul, as_file, monkeypatch):
    monkeypatch.setattr("yntymak.apps.opinions.sheet_reading.MOST_VOTES", 3)
    text = HEAD + "".join(f"{n},1,1\n" for n in range(5))
    with pytest.raises(ValidationError) as refused:
        take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text))
    assert "5" in refused.value.messages[0]


def test_missing_statements_are_added_as_numbers_only_when_asked_for(open_poll, aigul, as_file):
    text = HEAD + "1,1,1\n1,17,-1\n2,0,1\n"
    with pytest.raises(ValidationError):
        take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text))
    sheet = take_in_sheet(actor=aigul, poll=open_poll, file=as_file(text), make_missing=True)
    assert Event.objects.about(sheet).get().data["statements_added"] == [0, 17]
    added = Statement.objects.filter(poll=open_poll, number__in=(0, 17))
    assert {s.moderation for s in added} == {Statement.Moderation.UNSEEN}
    assert str(added.get(number=17)) == "№ 17"
    votes = read_tally(open_poll).votes
    assert votes.counts().disagree[votes.statements.tolist().index("17")] == 1


def test_a_withdrawn_sheet_counts_no_more_and_may_be_brought_again(open_poll, aigul, as_file):
    file = HEAD + "1,1,1\n"
    sheet = take_in_sheet(actor=aigul, poll=open_poll, file=as_file(file))
    before = read_tally(open_poll).version
    with pytest.raises(ValidationError):
        withdraw_sheet(actor=aigul, sheet=sheet, reason=" ")
    withdraw_sheet(actor=aigul, sheet=sheet, reason="Эки жолу терилди")
    withdraw_sheet(actor=aigul, sheet=sheet, reason="Эки жолу терилди")
    after = read_tally(open_poll)
    assert after.votes.n_participants == 0
    assert after.version != before
    assert Event.objects.about(sheet).filter(verb="vote_sheet:withdrawn").count() == 1
    assert take_in_sheet(actor=aigul, poll=open_poll, file=as_file(file)) != sheet
    assert read_tally(open_poll).votes.n_participants == 1


def test_the_neighbour_and_the_visitor_bring_nothing(open_poll, chynara, as_file, visitor):
    with pytest.raises(PermissionDenied):
        take_in_sheet(actor=chynara, poll=open_poll, file=as_file(HEAD + "1,1,1\n"))
    assert visitor.get(reverse("opinions:sheet", args=[open_poll.code])).status_code == 404


def test_the_page_takes_in_a_sheet_and_says_so(open_poll, aigul, as_user, two_camps):
    client, url = as_user(aigul), reverse("opinions:sheet", args=[open_poll.code])
    for said in ("200", "бир"):
        file = SimpleUploadedFile("добуштар.csv", two_camps.encode(), "text/csv")
        page = client.post(url, {"file": file, "channel": "paper"}, follow=True)
        assert page.status_code == 200
        assert said in page.content.decode()
    assert VoteSheet.objects.count() == 1


def test_a_refused_file_is_explained_on_the_page(open_poll, aigul, as_user):
    url = reverse("opinions:sheet", args=[open_poll.code])
    file = SimpleUploadedFile("добуштар.csv", (HEAD + "1,99,1\n").encode(), "text/csv")
    page = as_user(aigul).post(url, {"file": file, "channel": "meeting"})
    html = page.content.decode()
    assert page.status_code == 400
    assert "99" in html
    assert 'value="meeting" checked' in html.replace('checked=""', "checked") or "meeting" in html


def test_a_file_over_the_limit_is_explained_on_the_page(open_poll, aigul, as_user, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    url = reverse("opinions:sheet", args=[open_poll.code])
    file = SimpleUploadedFile("добуштар.csv", HEAD.encode() + b"1,1,1\n" * 1000, "text/csv")
    page = as_user(aigul).post(url, {"channel": "paper", "file": file})
    assert page.status_code == 400
    assert "50" in page.content.decode()
    assert not VoteSheet.objects.exists()


@pytest.mark.shared_data
def test_a_real_table_of_votes_is_taken_in_whole(open_poll, aigul, shared_data):
    path = shared_data / "polis" / "scoop-hivemind.biodiversity" / "votes-last.csv"
    rows = len(path.read_text(encoding="utf-8").splitlines()) - 1
    with path.open("rb") as file:
        sheet = take_in_sheet(actor=aigul, poll=open_poll, file=file, make_missing=True)
    assert sheet.votes == rows == Vote.objects.count()


def test_to_a_national_poll_each_municipality_brings_its_own_sheet(
    elmira, aigul, chynara, as_file, as_user
):
    poll = create_poll(
        actor=elmira, code="ulut", title_ky="Мыйзам", statements=[{"text_ky": "Макул."}]
    )
    publish_poll(actor=elmira, poll=poll)
    take_in_sheet(actor=aigul, poll=poll, file=as_file(HEAD + "1,1,1\n", "Ак-Суу.csv"))
    take_in_sheet(actor=chynara, poll=poll, file=as_file(HEAD + "1,1,-1\n", "Теплоключенка.csv"))
    assert read_tally(poll).votes.n_participants == 2
    page = as_user(chynara).get(reverse("opinions:sheet", args=["ulut"])).content.decode()
    assert "Теплоключенка.csv" in page
    assert "Ак-Суу.csv" not in page
    both = as_user(elmira).get(reverse("opinions:sheet", args=["ulut"])).content.decode()
    assert "Теплоключенка.csv" in both
    assert "Ак-Суу.csv" in both


def test_a_sheet_says_how_it_was_voted_and_roughly_where(open_poll, aigul, aimak, as_file):
    for faulty in ({"channel": "online"}, {"channel": "post"}, {"place": aimak}):
        with pytest.raises(ValidationError):
            take_in_sheet(actor=aigul, poll=open_poll, file=as_file(HEAD + "1,1,1\n"), **faulty)
    assert not VoteSheet.objects.exists()


def test_who_may_bring_a_sheet_may_not_withdraw_that_of_another(elmira, aigul, chynara, as_file):
    poll = create_poll(
        actor=elmira, code="ulut", title_ky="Мыйзам", statements=[{"text_ky": "Макул."}]
    )
    sheet = take_in_sheet(actor=aigul, poll=poll, file=as_file(HEAD + "1,1,1\n"))
    with pytest.raises(PermissionDenied):
        withdraw_sheet(actor=chynara, sheet=sheet, reason="Башка айылдыкы")
    assert withdraw_sheet(actor=aigul, sheet=sheet, reason="Ката").withdrawn_at
    other = take_in_sheet(actor=chynara, poll=poll, file=as_file(HEAD + "2,1,1\n"))
    assert withdraw_sheet(actor=elmira, sheet=other, reason="Ката").withdrawn_at
