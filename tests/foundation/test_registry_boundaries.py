"""Borders are matched by code; what is no use is named."""

import json

import pytest
from typer.testing import CliRunner

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry import boundaries
from yntymak.foundation.registry.actions import import_boundaries, load_places_2023
from yntymak.foundation.registry.boundaries import BoundaryError, read_boundaries
from yntymak.foundation.registry.command import app
from yntymak.foundation.registry.models import Place

SQUARE = [[[78.0, 42.0], [79.0, 42.0], [79.0, 43.0], [78.0, 42.0]]]


@pytest.fixture
def geojson(tmp_path):
    def write(*features: dict) -> object:
        path = tmp_path / "borders.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def feature(code: str, coordinates=SQUARE, kind: str = "Polygon", name: str = "soate") -> dict:
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {name: code}, "geometry": shape}


def test_borders_come_to_the_unit_of_the_code(raion, geojson):
    found = read_boundaries(geojson(feature("KG02205000000", name="adm2_pcode")))
    assert import_boundaries(found).changed == 1
    raion.refresh_from_db()
    assert raion.boundary.geometry == {"type": "Polygon", "coordinates": SQUARE}
    assert Event.objects.get().data["codes"] == [raion.code]


def test_the_same_borders_twice_write_nothing(raion, geojson):
    found = read_boundaries(geojson(feature(raion.code)))
    import_boundaries(found)
    assert import_boundaries(found).changed == 0
    assert Event.objects.count() == 1


def test_a_dry_run_writes_nothing(raion, geojson):
    path = geojson(feature(raion.code), feature("41799000000000"))
    found = CliRunner().invoke(app, ["geometry", str(path), "--dry-run"])
    assert found.exit_code == 0
    assert "1 borders would change out of 2" in found.output
    assert "No unit in force has the code 41799000000000." in found.output
    assert not Place.objects.filter(boundary__isnull=False).exists()


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (feature("41702205000000", kind="Point"), "its shape is Point, not a polygon"),
        (feature("", name="soate"), "no code in any of"),
        (feature("41702205000000", [[[1, 2], [3, 4], [1, 2]]]), "a ring is not closed"),
        (feature("41702205000000", [[[900, 2], [3, 4], [5, 6], [900, 2]]]), "no longitude"),
        (feature("41702205000000", [[["a", 2], [3, 4], [5, 6], ["a", 2]]]), "no longitude"),
        (feature("41702205000000", [[[1, 2]] * 20_001]), "more than 20000 points"),
        (feature("41702205000000", []), "it is empty"),
        ({"type": "Feature", "properties": None, "geometry": None}, "no feature of GeoJSON"),
    ],
)
def test_a_feature_that_is_no_use_is_named_and_the_others_are_taken(geojson, broken, words):
    found = read_boundaries(geojson(broken, feature("41702210000000")))
    assert list(found.geometries) == ["41702210000000"]
    (reason,) = found.refused
    assert reason.startswith("Feature 1: ")
    assert words in reason


def test_a_code_that_stands_twice_is_named(geojson):
    found = read_boundaries(geojson(feature("41702205000000"), feature("41702205000000")))
    assert found.refused == ["Feature 2: the code 41702205000000 stands twice."]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"features": []}', "[" * 100_000])
def test_a_file_that_is_no_geojson_is_refused(tmp_path, content):
    path = tmp_path / "borders.geojson"
    path.write_text(content)
    with pytest.raises(BoundaryError, match=r"is no GeoJSON|holds no features"):
        read_boundaries(path)


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "borders.geojson"
    with path.open("wb") as file:
        file.truncate(boundaries.LARGEST_FILE + 1)
    with pytest.raises(BoundaryError, match="larger than 50 MB: simplify"):
        read_boundaries(path)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "count", "kinds"),
    [
        ("kgz_adm1_moes2018_simplified.geojson", 7, {"oblast"}),
        ("kgz_adm2_moes2018_simplified.geojson", 53, {"raion", "city"}),
    ],
)
def test_real_borders_find_every_unit_of_the_register(shared_data, db, name, count, kinds):
    load_places_2023()
    found = read_boundaries(shared_data / "territory" / name)
    assert found.refused == []
    drawn = import_boundaries(found)
    assert (drawn.changed, drawn.unmatched) == (count, [])
    bounded = Place.objects.filter(boundary__isnull=False)
    assert {place.kind for place in bounded} == kinds
