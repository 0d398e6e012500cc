"""The register of 2023: what the project's own file holds, and that loading it is safe."""

import csv
import datetime as dt
import re
from collections import Counter
from itertools import pairwise
from time import process_time

import pytest
from django.utils import translation

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry.actions import PLACES_2023, Loaded, load_places_2023
from yntymak.foundation.registry.forms import PlaceField, full_label
from yntymak.foundation.registry.models import Place
from yntymak.methods.language.folding import ALPHABET
from yntymak.methods.language.romanisation import romanise


@pytest.fixture(scope="module")
def rows():
    with PLACES_2023.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def register(db):
    load_places_2023()


def test_the_country_of_2023_has_484_municipalities(rows):
    kinds = Counter(row["kind"] for row in rows)
    assert kinds == {
        "country": 1,
        "oblast": 7,
        "republican_city": 2,
        "raion": 40,
        "city": 30,
        "aiyl_aimak": 452,
    }
    municipal = Counter(row["kind"] for row in rows if row["is_municipality"] == "1")
    # Bishkek and Osh are municipalities of oblast level: 32 cities, 9 units of that level.
    assert municipal == {"republican_city": 2, "city": 30, "aiyl_aimak": 452}
    assert sum(municipal.values()) == 484
    assert len({row["code"] for row in rows}) == len(rows) == 532


def test_many_names_have_several_bearers(rows):
    bare = [
        re.sub(r" (шаары|айыл аймагы)$", "", row["name_ky"])
        for row in rows
        if row["is_municipality"] == "1"
    ]
    assert sum(count > 1 for count in Counter(bare).values()) == 40


def test_each_unit_lies_inside_its_parent_and_no_two_municipalities_overlap(register):
    places = {place.code: place for place in Place.objects.select_related("parent")}
    for place in places.values():
        assert place.parent is None or place.parent.contains(place), place
    municipal = sorted(p.code_range for p in places.values() if p.is_municipality)
    for (_first, last), (following, _last) in pairwise(municipal):
        assert last < following


def test_kyrgyz_names_are_written_in_kyrgyz(rows):
    allowed = re.compile(rf"[{ALPHABET}{ALPHABET.upper()} .-]+")
    endings = {
        "oblast": " облусу",
        "raion": " району",
        "aiyl_aimak": " айыл аймагы",
        "city": " шаары",
        "republican_city": " шаары",
    }
    for row in rows:
        assert allowed.fullmatch(row["name_ky"]), row["name_ky"]
        assert row["name_ky"].endswith(endings.get(row["kind"], " Республикасы"))
        # "дж" is how Russian writes Kyrgyz "ж".
        assert "дж" not in row["name_ky"].lower()


def test_english_names_follow_the_romanisation(rows):
    known_abroad = {"Ысык-Көл": "Issyk-Kul", "Өзгөн": "Uzgen"}
    endings = {
        " облусу": " oblast",
        " району": " raion",
        " шаары": " city",
        " айыл аймагы": " aiyl aimak",
    }
    for row in rows[1:]:
        ending = next(e for e in endings if row["name_ky"].endswith(e))
        base = row["name_ky"].removesuffix(ending).replace(" атындагы", "")
        assert row["name_en"] == (known_abroad.get(base) or romanise(base)) + endings[ending]


def test_loading_twice_changes_nothing(db):
    assert load_places_2023() == Loaded(made=532, corrected=0)
    events = Event.objects.count()
    assert load_places_2023() == Loaded(made=0, corrected=0)
    assert Place.objects.count() == 532
    assert Event.objects.count() == events == 1


def test_a_number_of_people_that_the_file_leaves_open_stays_when_loaded_again(db):
    load_places_2023()
    Place.objects.filter(code="41702205805000").update(population=900, population_year=2025)
    Place.objects.filter(code="41702205848000").update(name_ru="Иначе")

    assert load_places_2023() == Loaded(made=0, corrected=1)
    assert Place.objects.get(code="41702205805000").population == 900


def test_loading_takes_less_than_two_seconds_of_work(db):
    before = process_time()
    load_places_2023()
    assert process_time() - before < 2


def test_loading_sets_a_wrong_name_right_but_brings_nothing_back(register):
    wrong = Place.objects.get(code="41702410000010")
    wrong.name_ky = "Каракуль шаары"
    wrong.save()
    ended = Place.objects.get(code="41702420000010")
    ended.valid_to = dt.date(2024, 9, 1)
    ended.save()
    assert load_places_2023() == Loaded(made=0, corrected=1)
    wrong.refresh_from_db()
    assert wrong.name_ky == "Каракол шаары"
    assert not Place.objects.current().filter(code=ended.code).exists()


def test_search_finds_a_place_from_any_keyboard(register):
    for words in ("Өзгөн", "озгон", "Узген", "uzgen", "УЗГЕН"):
        names = [place.name_ky for place in Place.objects.current().named_like(words)]
        assert names == ["Өзгөн району", "Өзгөн шаары"]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_each_municipality_is_found_again_by_the_name_the_field_shows(register, language):
    field = PlaceField()
    with translation.override(language):
        for place in Place.objects.municipalities().select_related("parent__parent"):
            assert field.clean(full_label(place)) == place


@pytest.mark.shared_data
def test_codes_and_russian_names_agree_with_the_state_classifier(shared_data, rows):
    path = shared_data / "territory" / "soate_lsg_prereform.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        classifier = {r["code"]: r for r in csv.DictReader(file) if r["in_484_2023"] == "1"}
    ours = {row["code"]: row for row in rows if row["is_municipality"] == "1"}
    assert ours.keys() == classifier.keys()
    differing = {
        code
        for code, row in ours.items()
        if re.sub(r"^город |[ .]", "", row["name_ru"])
        != re.sub(r"[ .]", "", classifier[code]["name_ru"])
    }
    assert differing == {
        "41703410000010",  # the classifier's remark on the later renaming is left out
        "41705236610010",  # Исфана became Раззаков in 2022
        "41706207804000",  # имени, К.
        "41706242845000",  # a letter was missing
    }
