"""Tables in and out: a dry run that names each bad row, tagged CSV, published worries as JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from yntymak.apps.risks import actions
from yntymak.apps.risks.exports import COLUMNS, safe
from yntymak.apps.risks.incidents import OPTIONAL, REQUIRED, Reader
from yntymak.apps.risks.models import Case, Risk, Signal, WeeklyCount
from yntymak.foundation.registry.actions import load_places_2023
from yntymak.foundation.registry.tables import read_table

HEAD = "date,date_precision,oblast,raion_or_city,place,risk_category,subtype,summary_ru,source_url"
GOOD = "2019-06-05,day,Ысык-Көл,Ак-Суу,Арал (Ак-Суу),inter-cultural,youth,Драка,https://kg.kg/1"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def table(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("events.csv", "\n".join([HEAD, *rows]).encode())


def shown(client, file) -> str:
    answer = client.post(reverse("risks:import_cases"), {"file": file})
    assert answer.status_code == 200
    return answer.content.decode()


def packed(page: str) -> str:
    return page.split('name="rows" value="')[1].split('"', maxsplit=1)[0]


def test_a_dry_run_writes_nothing_and_names_each_bad_row(as_user, daniyar, aimak):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    bad = [
        GOOD.replace("2019-06-05", "31.02.2019"),
        GOOD.replace("2019-06-05", tomorrow.isoformat()),
        GOOD.replace("inter-cultural", "horoscope"),
        GOOD.replace("Ысык-Көл,Ак-Суу,Арал (Ак-Суу)", "Атлантида,,Посейдон"),
        GOOD.replace("https://kg.kg/1", "javascript:alert(1)"),
    ]

    page = shown(as_user(daniyar), table(GOOD, *bad))

    assert not Case.objects.exists()
    assert "1 new, 0 known already, 5 cannot be read." in page
    for sentence in (
        *("is no date", "has not come yet", "is none of the categories"),
        *("We know neither the place", "The source is no web address"),
    ):
        assert sentence in page
    assert '<th scope="row" class="n">7</th>' in page


def test_the_good_rows_are_taken_in_once_as_closed_cases(as_user, daniyar, aimak):
    client = as_user(daniyar)
    rows = packed(shown(client, table(GOOD, GOOD.replace("2019-06-05", "2014-08"))))

    for _ in range(2):
        client.post(reverse("risks:import_cases"), {"rows": rows})

    found = list(Case.objects.order_by("occurred_on"))
    assert [(c.status, c.outcome, c.holder, c.date_precision) for c in found] == [
        ("closed", "past", aimak, "month"),
        ("closed", "past", aimak, "day"),
    ]
    assert found[1].category == "intercultural"
    assert found[1].subtype.code == "youth"
    assert "2 known already" in shown(client, table(GOOD, GOOD.replace("2019-06-05", "2014-08")))
    assert not WeeklyCount.objects.exists()


def test_rows_that_somebody_changed_on_the_way_are_not_taken_in(as_user, daniyar, aimak):
    client = as_user(daniyar)
    rows = packed(shown(client, table(GOOD)))

    client.post(reverse("risks:import_cases"), {"rows": f"x{rows}"})

    assert not Case.objects.exists()


def test_a_spreadsheet_is_read_too(as_user, daniyar, aimak):
    book = Workbook()
    book.active.append(HEAD.split(","))
    row = GOOD.split(",")
    book.active.append([dt.datetime(2019, 6, 5), *row[1:]])  # noqa: DTZ001 - as Excel keeps a day
    out = io.BytesIO()
    book.save(out)

    page = shown(as_user(daniyar), SimpleUploadedFile("events.xlsx", out.getvalue()))

    assert "1 new, 0 known already, 0 cannot be read." in page


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"a,b\n1,2", b"PK\3\4 broken"])
def test_a_file_that_is_no_table_comes_back_with_a_sentence(as_user, daniyar, content):
    page = shown(as_user(daniyar), SimpleUploadedFile("events.csv", content))

    assert 'class="error"' in page


def test_a_place_outside_ones_area_is_refused(as_user, daniyar, aimak, country):
    from cast import make_place

    make_place("41706000000000", "oblast", ("Ош облусу", "Ошская область", "Osh oblast"), country)

    page = shown(as_user(daniyar), table(GOOD.replace("Ысык-Көл,Ак-Суу,Арал (Ак-Суу)", "Ош,,Арал")))

    assert "lies outside your area" in page


def test_staff_of_a_village_do_not_import(as_user, aigul):
    assert as_user(aigul).get(reverse("risks:import_cases")).status_code == 404


@pytest.mark.shared_data
def test_the_real_incidents_are_all_understood(db, shared_data):
    load_places_2023()
    file = next((shared_data / "incidents").glob("*.csv"))

    lines = Reader(None).read(read_table(file, REQUIRED, OPTIONAL))

    assert len(lines) == 21
    assert [(line.number, line.faults) for line in lines if line.faults] == []
    assert sum(line.place.is_municipality for line in lines) >= 5
    assert len(actions.import_cases(actor=None, lines=lines)) == 21
    assert actions.import_cases(actor=None, lines=lines) == []


# The register as tagged CSV


def registered(actor, place, title) -> Risk:
    words = {"title": title, "cause": "=1+1", "event": "@x", "consequence": "-2"}
    fields = {"key": uuid.uuid4(), "place": place, "category": "social", **words}
    return actions.register(actor=actor, **fields)


def test_the_register_is_tagged_and_runs_no_formula(as_user, aigul, chynara, aimak, neighbour):
    registered(aigul, aimak, "+суу; «кезек»")
    registered(chynara, neighbour, "Кошуна")

    answer = as_user(aigul).get(reverse("risks:register_csv"))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 3
    assert rows[1] == [tag for _name, tag in COLUMNS]
    assert all(cell.startswith("#") for cell in rows[1])
    row = dict(zip(rows[0], rows[2], strict=True))
    assert row["title"] == "'+суу; «кезек»"
    assert (row["cause"], row["event"], row["consequence"]) == ("'=1+1", "'@x", "'-2")
    assert row["place_code"] == aimak.code


@given(st.text(max_size=20))
def test_no_text_becomes_a_formula(text):
    kept = safe(text)

    assert kept.removeprefix("'") == text or kept == text
    assert not kept.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


# Published worries


def test_everybody_reads_what_was_published_and_nothing_else(visitor, aigul, aimak):
    fields = {"category": "social", "place": aimak}
    for lane in ("public", "officials", "protected"):
        actions.report(key=uuid.uuid4(), text=f"Сыр {lane}", lane=lane, **fields)
    signal = Signal.objects.get(lane="public")
    actions.check(actor=aigul, signal=signal)
    actions.publish_signal(actor=aigul, signal=signal, text="Кезек боюнча сүйлөшүү жүрүүдө")

    answer = visitor.get(reverse("risks:open311_requests"))

    (found,) = answer.json()
    assert found["description"] == "Кезек боюнча сүйлөшүү жүрүүдө"
    assert found["address_id"] == aimak.code
    raw = answer.content.decode()
    assert "Кезек" in raw  # not escaped to double the size
    assert "Сыр" not in raw
    assert signal.receipt not in raw
    codes = {s["service_code"] for s in visitor.get(reverse("risks:open311_services")).json()}
    assert found["service_code"] in codes
    elsewhere = visitor.get(reverse("risks:open311_requests"), {"jurisdiction_id": "1"})
    assert elsewhere.json() == []
