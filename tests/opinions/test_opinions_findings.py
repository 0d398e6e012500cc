"""The profile yntymak: how sure a report is, where it holds, whom a short list speaks for."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import os
import struct
import subprocess
import sys

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from yntymak.apps.opinions.actions import cast_vote, make_report, take_in_sheet
from yntymak.apps.opinions.models import Channel, Participant, Report, Vote
from yntymak.apps.opinions.routing import next_statement
from yntymak.methods.opinion import read_votes

PEOPLE, STATEMENTS = 160, 12


def crowd(people: int = PEOPLE, statements: int = STATEMENTS) -> np.ndarray:
    """Two camps of 5 to 3: statements 1 to 4 unite, 5 to 12 part them. One in eight strays."""
    draw = np.random.default_rng(7)
    camp = np.where(np.arange(people) % 8 < 5, 1, -1)
    side = np.where(np.arange(statements) % 2 == 0, 1, -1)
    votes = camp[:, None] * side[None, :]
    votes[:, :4] = 1
    strays = draw.random(votes.shape) < 0.125
    return np.where(strays, -votes, votes)


def sheet_of(votes: np.ndarray) -> str:
    cells = (f"{i + 1},{j + 1},{votes[i, j]}" for i, j in np.ndindex(*votes.shape))
    return "\n".join(["participant,statement,vote", *cells])


@pytest.fixture
def take(open_poll, aigul, as_file):
    def taken(votes: np.ndarray):
        take_in_sheet(actor=aigul, poll=open_poll, file=as_file(sheet_of(votes)), make_missing=True)
        return open_poll

    return taken


@pytest.fixture
def voted(take):
    return take(crowd())


@pytest.fixture
def report(voted) -> Report:
    return make_report(poll=voted)


def page(poll, language: str = "ky") -> str:
    url = f"/{language}/" + reverse("opinions:report", args=[poll.code]).split("/", 2)[2]
    return Client().get(url).content.decode()


def rows_of(report: Report, name: str) -> list[dict[str, str]]:
    text = gzip.decompress(bytes(report.files.get(name=name).gzipped)).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def printed(report: Report) -> str:
    return gzip.decompress(bytes(report.files.get(name="report-ky.html").gzipped)).decode()


def test_common_ground_comes_with_the_group_that_agrees_least_and_its_bounds(report):
    result = report.result
    assert report.profile == "yntymak"
    assert [group["people"] for group in result["groups"]] == [100, 60]
    assert {one["number"] for one in result["common"]} == {1, 2, 3, 4}
    for number, least in result["findings"]["bridging"].items():
        assert number in {"1", "2", "3", "4"}
        assert 0.5 < least["low"] < least["share"] < least["high"] <= 1
    assert result["findings"]["confidence"] == "high"
    assert {t["number"] for t in result["groups"][0]["typical"]} <= set(range(5, 13))


def test_the_page_goes_from_common_ground_to_the_doubts(voted, report):
    html = page(voted)
    heads = ["common", "map", "groups", "divided", "across", "slate", "integrity", "downloads"]
    places = [html.index(f'id="{head}"') for head in heads]
    assert places == sorted(places)
    assert "Топторго ишеним: жогору" in html
    assert report.input_version[:8] in html


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_language_names_the_confidence(voted, report, language):
    words = {"ky": "Топторго ишеним", "ru": "Доверие к группам", "en": "Confidence in the groups"}
    html = page(voted, language)
    assert words.pop(language) in html
    assert not any(other in html for other in words.values())


def test_fewer_than_a_hundred_get_their_common_ground_and_no_map(take):
    poll = take(crowd(60))
    report = make_report(poll=poll)
    assert report.map_svg == ""
    assert report.result["groups"] == []
    assert {1, 2, 3, 4} <= {one["number"] for one in report.result["common"]}
    assert report.result["findings"]["confidence"] is None
    assert "100" in page(poll).split('id="map"')[1].split("</section>")[0]
    assert not report.files.filter(name="map.svg").exists()


def test_four_people_get_no_share(take):
    report = make_report(poll=take(crowd(4)))
    assert report.result["findings"]["slate"] is None
    assert report.result["findings"]["bridging"] == {}
    assert not report.files.exists()


def test_the_same_votes_make_the_same_report_once(voted, report):
    assert make_report(poll=voted) == report
    again = report.result
    report.files.all().delete()
    report.delete()
    assert make_report(poll=voted).result == again


def test_a_report_of_the_older_profile_is_shown_as_it_was_and_kept(voted):
    older = make_report(poll=voted, profile="polis")
    assert "findings" not in older.result
    html = page(voted)
    assert 'id="common"' in html
    assert 'id="slate"' not in html
    newer = make_report(poll=voted)
    assert newer.pk != older.pk
    assert newer.input_version == older.input_version
    assert 'id="slate"' in page(voted)
    before = older.result
    older.refresh_from_db()
    assert older.result == before


def test_agreement_is_compared_by_the_way_of_voting(voted, oblast):
    people = {p.pk: p for p in Participant.objects.filter(poll=voted)}
    against = Vote.objects.filter(statement__poll=voted, statement__number=5, value=-1)
    for pk in against.values_list("participant", flat=True):
        people[pk].channel, people[pk].place = Channel.MEETING, oblast
    Participant.objects.bulk_update(people.values(), ["channel", "place"])
    (across,) = make_report(poll=voted).result["findings"]["across"]
    reach = {row["number"]: row["reach"] for row in across["rows"]}
    assert across["axis"] == "channel"
    assert reach[1] == "holds_everywhere"
    assert reach[5] == "divides"
    html = page(voted)
    assert "бардык жерде макул" in html


def test_nine_people_of_an_oblast_are_named_nowhere(voted, oblast, aimak):
    people = Participant.objects.filter(poll=voted).order_by("pk")
    people.filter(pk__in=[p.pk for p in people[:9]]).update(place=oblast)
    report = make_report(poll=voted)
    assert report.result["findings"]["across"] == []
    assert "Ысык-Көл облусу" not in page(voted).split('id="across"')[1].split("</section>")[0]


def test_a_small_way_of_voting_does_not_follow_from_the_totals(voted, oblast):
    """Three sent their ballot from home; the totals less the others would say what they think."""
    people = list(Participant.objects.filter(poll=voted).order_by("pk"))
    for number, person in enumerate(people):
        person.channel = (
            Channel.ONLINE if number < 3 else Channel.MEETING if number < 60 else Channel.PAPER
        )
        person.place = oblast if number % 2 else None
    Participant.objects.bulk_update(people, ["channel", "place"])
    report = make_report(poll=voted)
    told = {(row["axis"], row["group"]) for row in rows_of(report, "across.csv")}
    assert told == {("channel", "paper")}
    (across,) = report.result["findings"]["across"]
    assert [group["key"] for group in across["groups"]] == ["paper"]
    assert {row["reach"] for row in across["rows"]} == {"not_enough_data"}
    verdicts = page(voted).split('id="across"')[1].split("</section>")[0]
    assert "маалымат аз" in verdicts
    assert "маалымат аз" in printed(report)


def test_copies_of_one_ballot_are_told_and_what_they_change(take):
    votes = crowd(statements=40)
    ballot = np.random.default_rng(3).choice([-1, 1], 40)
    report = make_report(poll=take(np.vstack([votes, np.tile(ballot, (12, 1))])))
    integrity = report.result["findings"]["integrity"]
    assert integrity["is_clean"] is False
    assert integrity["suspect"] == 11  # the first may be the one who was copied
    change = integrity["change"]
    assert abs(change["after"] - change["before"]) > 0.01
    assert "11 адамдын добуштары башканын көчүрмөсүнө окшойт" in page(report.poll)


def test_a_few_suspect_ballots_are_not_counted_out(take):
    ballot = np.random.default_rng(3).choice([-1, 1], 40)
    report = make_report(poll=take(np.vstack([crowd(statements=40), np.tile(ballot, (4, 1))])))
    integrity = report.result["findings"]["integrity"]
    assert (integrity["is_clean"], integrity["suspect"], integrity["change"]) == (False, None, None)
    printed = gzip.decompress(bytes(report.files.get(name="report-ky.html").gzipped)).decode()
    assert "адамдын добуштары башканыкын" not in printed
    assert "10 адамга жетпегендин добуштары" in printed
    assert "Баарынын үнү угулган тизме" in printed
    assert "туруктуулук боюнча" in printed
    assert "Он адамга жетпегендин" in page(report.poll)


def test_the_downloads_in_the_form_of_polis_are_read_back_to_the_same_votes(
    voted, report, tmp_path
):
    for name in ("votes.csv", "participants-votes.csv", "comments.csv"):
        content = gzip.decompress(bytes(report.files.get(name=name).gzipped))
        (tmp_path / name).write_bytes(content)
    both = read_votes(tmp_path), read_votes(tmp_path / "votes.csv")
    for votes in both:
        assert len(votes.values) == PEOPLE * STATEMENTS
        assert int((votes.values == 1).sum()) == int((crowd() == 1).sum())
    numbers = [int(row["participant"]) for row in rows_of(report, "participants-votes.csv")]
    assert numbers == list(range(1, PEOPLE + 1))
    first = [int(rows_of(report, "participants-votes.csv")[i]["5"]) for i in range(PEOPLE)]
    assert first != crowd()[:, 4].tolist()
    assert {"timestamp", "datetime"}.isdisjoint(rows_of(report, "votes.csv")[0])
    assert len(rows_of(report, "comments.csv")) == STATEMENTS


def test_the_drawing_and_the_findings_may_be_fetched(voted, report, visitor):
    for language, title in (
        ("ky", "Көз караштар картасы"),
        ("ru", "Карта мнений"),
        ("en", "Map of opinions"),
    ):
        name = f"map-{language}.svg"
        answer = visitor.get(reverse("opinions:download", args=[voted.code, report.pk, name]))
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert title in answer.content.decode()
        assert name in page(voted, language)
        others = {"map-ky.svg", "map-ru.svg", "map-en.svg"} - {name}
        assert not any(other in page(voted, language) for other in others)
    answer = visitor.get(reverse("opinions:download", args=[voted.code, report.pk, "map.png"]))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", answer.content[16:24])
    assert (width, height) == (1280, 880)
    url = reverse("opinions:download", args=[voted.code, report.pk, "report.json"])
    assert json.loads(visitor.get(url).content)["findings"]["slate"]["numbers"]


def test_on_a_firm_map_the_answers_of_a_person_choose_the_next_statement(voted, report):
    """Statements 1 to 4 unite: they tell nothing of where somebody stands."""
    voted.refresh_from_db()
    assert report.result["findings"]["confidence"] == "high"
    statements = list(voted.statements.shown())
    if len(statements) < STATEMENTS:  # numbers without words are put to nobody
        voted.statements.filter(text_ky=None).update(text_ky="Пикир")
        voted.statements.filter(text_ky="").update(text_ky="Пикир")
        statements = list(voted.statements.shown())
    drawn = [next_statement(voted, statements, {}, f"t{i}").number for i in range(60)]
    assert sum(number > 4 for number in drawn) >= 50
    assert drawn == [next_statement(voted, statements, {}, f"t{i}").number for i in range(60)]
    answered = {s.pk: 1 for s in statements[:11]}
    assert next_statement(voted, statements, answered, "abc").number == 12
    assert "топтор туруктуу" in page(voted)
    assert "place_model" not in json.loads(
        gzip.decompress(bytes(report.files.get(name="report.json").gzipped))
    )


def test_while_the_map_is_not_firm_the_priority_chooses(take):
    poll = take(crowd(people=60))
    report = make_report(poll=poll)
    assert report.result["place_model"] is None
    assert "элди бөлгөн жана жаңы пикирлер" in page(poll)


def test_many_who_began_online_at_one_time_are_named(voted):
    """Ballots on paper are typed in at one time and tell nothing."""
    assert make_report(poll=voted).result["findings"]["integrity"]["bursts"] == []
    moment = dt.datetime(2026, 3, 2, 9, 5, tzinfo=dt.UTC)
    people = list(Participant.objects.filter(poll=voted))
    for number, person in enumerate(people):
        hours = 0 if number < 40 else number
        person.channel = Channel.ONLINE
        Vote.objects.filter(participant=person).update(at=moment + dt.timedelta(hours=hours))
        person.save()
    cast_vote(poll=voted, token="one-more", statement=1, value=1)
    (burst,) = make_report(poll=voted).result["findings"]["integrity"]["bursts"]
    assert burst["people"] == 40
    assert "он мүнөттүн ичинде" in page(voted)
    assert "40" in page(voted)


def test_a_command_starts_without_the_analysis():
    code = (
        "import django, sys; django.setup(); import yntymak.apps.opinions.views.reports; "
        "import yntymak.apps.opinions.jobs; sys.exit('scipy.linalg' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["DJANGO_SETTINGS_MODULE"] = "yntymak.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]


def test_the_kept_page_costs_few_queries(voted, report, django_assert_max_num_queries):
    first = page(voted)
    with django_assert_max_num_queries(3):
        assert page(voted) == first
