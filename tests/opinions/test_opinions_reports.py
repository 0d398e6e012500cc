"""What people think: the report, its page, its downloads, and who asks for it."""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import random

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from yntymak.apps.opinions.actions import (
    cast_vote,
    moderate_statement,
    request_report,
    set_dates,
    take_in_sheet,
    withdraw_sheet,
)
from yntymak.apps.opinions.actions import (
    make_report as make_report_of_profile,
)
from yntymak.apps.opinions.jobs import make_report_of
from yntymak.apps.opinions.models import Report, ReportFile, Vote
from yntymak.apps.opinions.tally import read_tally
from yntymak.foundation.jobs.worker import run_worker
from yntymak.foundation.ledger.models import Event
from yntymak.methods.opinion import analyse, read_votes

make_report = functools.partial(make_report_of_profile, profile="polis")


@pytest.fixture
def voted(open_poll, aigul, as_file, two_camps):
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    return open_poll


@pytest.fixture
def report(voted) -> Report:
    return make_report(poll=voted)


def report_page(poll, client: Client | None = None, language: str = "ky") -> str:
    url = f"/{language}/" + reverse("opinions:report", args=[poll.code]).split("/", 2)[2]
    return (client or Client()).get(url).content.decode()


def contents(report: Report, name: str) -> str:
    return gzip.decompress(bytes(report.files.get(name=name).gzipped)).decode()


def test_the_two_camps_and_their_common_ground_are_found(report):
    result = report.result
    assert (report.participants, report.votes) == (40, 200)
    assert [group["people"] for group in result["groups"]] == [24, 16]
    assert {one["number"] for one in result["common"]} == {1, 2}
    assert {one["number"] for one in result["divided"]} == {3, 4, 5}
    assert {t["number"] for t in result["groups"][0]["typical"]} <= {3, 4, 5}
    water = next(one for one in result["statements"] if one["number"] == 1)
    assert (water["agree"], water["disagree"], water["pass"]) == (40, 0, 0)


def test_the_latest_vote_counts(open_poll):
    for value in (1, -1, 0, -1):
        cast_vote(poll=open_poll, token="abc", statement=1, value=value)
    votes = read_tally(open_poll).votes
    assert Vote.objects.count() == 4
    assert votes.values.tolist() == [-1]


def test_a_report_is_made_once_for_each_state_of_the_votes(voted, report):
    assert make_report(poll=voted) == report
    assert Report.objects.count() == 1
    assert Event.objects.filter(verb="opinion_report:made").count() == 1
    cast_vote(poll=voted, token="abc", statement=1, value=1)
    newer = make_report(poll=voted)
    assert newer != report
    assert newer.input_version != report.input_version
    voted.refresh_from_db()
    assert voted.report == newer


def test_a_statement_taken_out_and_back_leads_back_to_the_first_report(voted, report, aigul):
    water = voted.statements.get(number=1)
    moderate_statement(actor=aigul, statement=water, moderation=-1, reason="Кайталоо")
    without = make_report(poll=voted)
    assert 1 not in {one["number"] for one in without.result["common"]}
    moderate_statement(actor=aigul, statement=water, moderation=1)
    assert make_report(poll=voted) == report
    voted.refresh_from_db()
    assert voted.report == report


def test_the_page_says_first_what_people_agree_on(voted, report):
    html = report_page(voted)
    assert "2 пикир" in html.split("</h1>")[0]
    assert html.index("Сугат суу кезек менен берилсин.") < html.index("<svg class=")
    assert "А тобу" in html
    assert report.input_version[:8] in html
    assert "@title@" not in html
    assert "@description@" not in html


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_page_speaks_the_language_of_the_reader(voted, report, language):
    words = {"ky": "Эмне бөлөт", "ru": "Что разделяет", "en": "What divides"}
    html = report_page(voted, language=language)
    assert words[language] in html
    others = [w for code, w in words.items() if code != language]
    assert not any(w in html for w in others)


def test_the_kept_page_costs_few_queries(voted, report, django_assert_max_num_queries):
    first = report_page(voted)
    with django_assert_max_num_queries(3):
        assert report_page(voted) == first


def test_few_people_get_no_map_no_groups_and_no_shares(open_poll):
    for person in range(4):
        for number in range(1, 6):
            cast_vote(poll=open_poll, token=f"t{person}", statement=number, value=1 - person % 3)
    report = make_report(poll=open_poll)
    assert report.map_svg == ""
    assert report.result["groups"] == report.result["common"] == []
    assert not report.files.exists()
    html = report_page(open_poll)
    assert "Карта үчүн адам аз" in html
    assert "<svg class=" not in html
    assert "%" not in html.split("<main")[1].split("</main>")[0]


def test_a_group_of_fewer_than_five_is_not_described(open_poll, aigul, as_file):
    draw = random.Random(5)
    camps = [[1, 1, 1, 1, 1, 1, 1, 1], [-1, -1, -1, -1, 1, 1, 1, 1], [1, -1, 1, -1, -1, -1, -1, -1]]
    people = [camps[0]] * 40 + [camps[1]] * 30 + [camps[2]] * 4
    lines = ["participant,statement,vote"] + [
        f"{person},{number},{camp[(number - 1) // 3] if draw.random() < 0.9 else 0}"
        for person, camp in enumerate(people)
        for number in range(1, 25)
    ]
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file("\n".join(lines)), make_missing=True)
    report = make_report(poll=open_poll)
    assert [group["people"] for group in report.result["groups"]] == [40, 30, None]
    assert report.result["groups"][2]["typical"] == []
    rows = csv.DictReader(io.StringIO(contents(report, "groups.csv")))
    assert {row["group"] for row in rows} == {"А", "Б"}
    # The large groups agree with 13 to 24; the small one does not, so it is no common ground.
    assert report.result["common"] == []
    assert "Беш адамга жетпейт" in report_page(open_poll)
    assert not report.files.filter(name__endswith=".html").exists()


def test_one_group_of_five_is_not_set_against_nobody(open_poll, aigul, as_file):
    lines = ["participant,statement,vote"]
    for person in range(1, 31):
        value = -1 if person <= 3 else 1
        lines += [f"{person},{number},{value}" for number in range(1, 6)]
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file("\n".join(lines)))
    report = make_report(poll=open_poll)
    assert report.result["groups"] == []
    assert not report.files.filter(name="groups.csv").exists()
    assert len(report.result["common"]) == 5


def test_the_downloads_hold_the_votes_and_no_participant(voted, report, visitor):
    rows = list(csv.DictReader(io.StringIO(contents(report, "votes.csv"))))
    assert len(rows) == 200
    numbers = [int(row["participant"]) for row in rows]
    assert set(numbers) == set(range(1, 41))
    assert numbers == sorted(numbers)
    sums = [
        int(row["agree"]) for row in csv.DictReader(io.StringIO(contents(report, "statements.csv")))
    ]
    by_statement = [
        sum(r["vote"] == "1" and r["statement"] == str(n) for r in rows) for n in range(1, 6)
    ]
    assert sums == by_statement
    # On the sheet persons 1 to 24 stand first; in the file the camps are mixed.
    first_24 = [row["vote"] for row in rows if row["statement"] == "3"][:24]
    assert set(first_24) == {"1", "-1"}
    url = reverse("opinions:download", args=[voted.code, report.pk, "report.json"])
    answer = visitor.get(url)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    published = json.loads(answer.content)
    assert published["participants"] == 40
    assert "priority" not in published
    assert "Сугат суу кезек менен берилсин." in contents(report, "report-ky.html")
    # A sheet of paper says whose votes it prints, and which.
    assert f"{report.poll.title}. Добуштардын версиясы: {report.input_version[:16]}" in contents(
        report, "report-ky.html"
    )


def test_participants_have_other_numbers_in_the_next_report(voted, report):
    cast_vote(poll=voted, token="abc", statement=1, value=1)
    newer = make_report(poll=voted)
    assert (
        contents(report, "votes.csv")
        != contents(newer, "votes.csv")[: len(contents(report, "votes.csv"))]
    )


def test_a_formula_in_a_statement_stays_text(open_poll, aigul, as_file, two_camps):
    from yntymak.apps.opinions.actions import StatementDraft, add_statement

    add_statement(actor=aigul, poll=open_poll, draft=StatementDraft(text_ky="=1+1"))
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    assert "'=1+1" in contents(make_report(poll=open_poll), "statements.csv")


def test_a_report_of_an_unpublished_poll_is_not_found(voted, report, visitor):
    voted.is_published = False
    voted.save()
    assert visitor.get(reverse("opinions:report", args=[voted.code])).status_code == 404
    url = reverse("opinions:download", args=[voted.code, report.pk, "report.json"])
    assert visitor.get(url).status_code == 404
    assert ReportFile.objects.filter(report=report).exists()


def test_the_first_visitor_asks_for_the_report_and_the_worker_makes_it(voted):
    html = report_page(voted)
    assert DBTaskResult.objects.count() == 1
    assert "жаңы отчет" in html.casefold()
    report_page(voted)
    assert DBTaskResult.objects.count() == 1
    make_report_of.func(poll_id=voted.pk)
    make_report_of.func(poll_id=voted.pk)
    assert Report.objects.get().profile == "yntymak"
    assert "2 пикир" in report_page(voted)


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_the_job(voted):
    job = request_report(poll=voted)
    run_worker(batch=True)
    job.refresh_from_db()
    assert job.state == job.State.DONE
    voted.refresh_from_db()
    assert voted.report.participants == 40


def _finish(job) -> None:
    DBTaskResult.objects.filter(pk=job.task_id).update(status="SUCCESSFUL")


def test_the_votes_of_few_people_ask_for_no_new_report_and_those_of_ten_do(voted, aigul):
    """The difference of two reports would be the ballot of a neighbour."""
    _finish(request_report(poll=voted))
    make_report(poll=voted)
    for person in range(9):
        for number in range(1, 6):
            cast_vote(poll=voted, token=f"t{person}", statement=number, value=1)
    assert not request_report(poll=voted).is_pending
    assert not request_report(poll=voted, actor=aigul).is_pending
    cast_vote(poll=voted, token="t9", statement=1, value=1)
    pending = request_report(poll=voted)
    assert pending.is_pending
    cast_vote(poll=voted, token="t10", statement=1, value=1)
    assert request_report(poll=voted) == pending


def test_closing_the_poll_asks_for_the_last_report(voted, aigul):
    _finish(request_report(poll=voted))
    make_report(poll=voted)
    cast_vote(poll=voted, token="abc", statement=1, value=1)
    assert not request_report(poll=voted).is_pending
    set_dates(actor=aigul, poll=voted, opens_at=None, closes_at=voted.opens_at)
    assert request_report(poll=voted).is_pending


def test_a_withdrawn_sheet_asks_for_a_new_report(voted, aigul):
    _finish(request_report(poll=voted))
    make_report(poll=voted)
    withdraw_sheet(actor=aigul, sheet=voted.sheets.get(), reason="Башка айылдыкы")
    job = request_report(poll=voted)
    assert job.is_pending
    assert make_report(poll=voted).participants == 0
    _finish(job)
    _finish(request_report(poll=voted))
    assert not request_report(poll=voted).is_pending


def test_a_failed_report_is_not_asked_for_again_by_visitors_but_by_an_officer(voted, aigul):
    job = request_report(poll=voted)
    DBTaskResult.objects.filter(pk=job.task_id).update(status="FAILED")
    assert request_report(poll=voted).has_failed
    cache.clear()
    assert "жасалган жок" in report_page(voted)
    assert request_report(poll=voted, actor=aigul).is_pending


def test_an_officer_refreshes_and_others_may_not(voted, aigul, chynara, as_user, visitor):
    with pytest.raises(PermissionDenied):
        request_report(poll=voted, actor=chynara)
    url = reverse("opinions:refresh", args=[voted.code])
    assert as_user(chynara).post(url).status_code == 403
    assert as_user(aigul).post(url).status_code == 302
    assert DBTaskResult.objects.count() == 1
    assert "/refresh/" in report_page(voted, as_user(aigul))
    assert "/refresh/" not in report_page(voted)


def test_nobody_has_voted(open_poll):
    html = report_page(open_poll)
    assert DBTaskResult.objects.count() == 0
    assert "добуш бере элек" in html


@pytest.mark.shared_data
def test_a_real_table_says_the_same_by_sheet_as_read_directly(open_poll, aigul, shared_data):
    path = shared_data / "polis" / "austria-climate.7z7ejpbmv5.2022-08-08" / "votes-last.csv"
    with path.open("rb") as file:
        take_in_sheet(actor=aigul, poll=open_poll, file=file, make_missing=True)
    report = make_report(poll=open_poll)
    direct = analyse(read_votes(path))
    described = {str(one["number"]): one for one in report.result["statements"]}
    for j, number in enumerate(direct.statements.tolist()):
        counts = direct.counts
        assert described[number]["agree"] == counts.agree[j]
        assert described[number]["disagree"] == counts.disagree[j]
        assert described[number]["pass"] == counts.passed[j]
    assert report.participants == len(direct.participants)
    assert report.result["in_conversation"] == int(direct.in_conversation.sum())
    assert [g["people"] for g in report.result["groups"]] == direct.group_sizes.tolist()


def test_all_common_ground_is_counted_and_the_strongest_shown(open_poll, aigul, as_file):
    # Eight statements unite, four divide; statement 9 has a majority but not the smaller camp.
    lines = ["participant,statement,vote"]
    for person in range(60):
        side = 1 if person < 40 else -1
        lines += [f"{person},{n},{1 if (person + n) % 9 else 0}" for n in range(1, 9)]
        lines += [f"{person},{n},{side if (person + n) % 7 else 0}" for n in range(9, 13)]
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file("\n".join(lines)), make_missing=True)
    result = make_report(poll=open_poll).result
    assert result["n_common"] == 8
    assert len(result["common"]) == 5
    assert not {one["number"] for one in result["majority"]} & set(range(1, 9))
    assert "8 пикирге макул" in report_page(open_poll)
