"""Who shares a border, water or a market: by a file, as a whole, and on to the heirs of a unit."""

import pytest
from typer.testing import CliRunner

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry.actions import import_neighbours, import_reform, load_places_2023
from yntymak.foundation.registry.command import app
from yntymak.foundation.registry.models import Neighbourhood, Place
from yntymak.foundation.registry.succession import REQUIRED as REFORM_COLUMNS
from yntymak.foundation.registry.tables import Row

AK_BULUNG, BORU_BASH, KARA_JAL = "41702205805000", "41702205807000", "41702205812000"
CHELPEK = "41702205850000"


@pytest.fixture
def register(db):
    load_places_2023()


@pytest.fixture
def command(register, tmp_path):
    def run(text: str, *options: str):
        path = tmp_path / "neighbours.csv"
        path.write_text(text, encoding="utf-8")
        return CliRunner().invoke(app, ["neighbours", str(path), *options])

    return run


def rows(*pairs: tuple[str, str, str]) -> list[Row]:
    names = ("code", "neighbour", "kind")
    return [Row(n, dict(zip(names, pair, strict=True))) for n, pair in enumerate(pairs, start=2)]


def pairs() -> set[tuple[frozenset[str], str]]:
    return {
        (frozenset((each.a.code, each.b.code)), each.kind)
        for each in Neighbourhood.objects.select_related("a", "b")
        if each.a.is_current and each.b.is_current
    }


def test_a_pair_is_kept_once_whichever_unit_stands_first(register):
    told = rows((BORU_BASH, AK_BULUNG, "water"), (AK_BULUNG, BORU_BASH, "Water"))
    assert len(import_neighbours(told).new) == 1
    assert pairs() == {(frozenset((AK_BULUNG, BORU_BASH)), "water")}
    before = Event.objects.count()
    assert import_neighbours(told).new == set()
    assert Event.objects.count() == before


def test_one_wrong_row_and_nothing_is_written(command):
    found = command(
        f"code;neighbour;kind\n{AK_BULUNG};{BORU_BASH};border\n{AK_BULUNG};41799000000000;border\n"
        f"{AK_BULUNG};{AK_BULUNG};border\n{AK_BULUNG};{KARA_JAL};river\n"
    )
    assert found.exit_code == 1
    assert "Row 3, neighbour: no municipality in force has the code “41799000000000”." in (
        found.output
    )
    assert "Row 4, neighbour: a unit is no neighbour of itself." in found.output
    assert "Row 5, kind: “river” is none of border, water" in found.output
    assert pairs() == set()


def test_an_oblast_is_no_neighbour(register):
    told = import_neighbours(rows((AK_BULUNG, "41702000000000", "border")))
    assert [fault.column for fault in told.faults] == ["neighbour"]


def test_a_list_takes_pairs_out_only_where_it_says_that_it_is_complete(command):
    command(f"code,neighbour,kind\n{AK_BULUNG},{BORU_BASH},border\n")
    newer = f"code,neighbour,kind\n{AK_BULUNG},{KARA_JAL},pasture\n"
    assert (
        "1 would be added, 1 would be taken out" in command(newer, "--complete", "--dry-run").output
    )
    assert len(pairs()) == 1
    assert "1 were added." in command(newer).output
    assert len(pairs()) == 2
    assert "0 were added, 1 were taken out" in command(newer, "--complete").output
    assert pairs() == {(frozenset((AK_BULUNG, KARA_JAL)), "pasture")}


def test_a_file_of_another_shape_is_refused(command):
    found = command("code,kind\n1,2\n")
    assert found.exit_code == 1
    assert "lacks the column neighbour" in found.output


def test_heirs_take_the_neighbours_over(register):
    """Two neighbours become one unit: the pair of both ends, the pair with a third passes on."""
    import_neighbours(
        rows(
            (AK_BULUNG, BORU_BASH, "border"),
            (BORU_BASH, KARA_JAL, "water"),
            (KARA_JAL, CHELPEK, "road"),
        )
    )
    heir = Place.objects.current().get(code=AK_BULUNG)
    new = (AK_BULUNG, "Жаңы Ак-Булуң", "Новый Ак-Булун", "New Ak-Bulung", "merge", "2024-09-01")
    merged = [(old, *new) for old in (AK_BULUNG, BORU_BASH)]
    reform = import_reform(
        [
            Row(n, dict(zip(REFORM_COLUMNS, cells, strict=True)))
            for n, cells in enumerate(merged, start=2)
        ]
    )
    assert reform.faults == []
    assert Place.objects.current().get(code=AK_BULUNG) != heir
    assert pairs() == {
        (frozenset((AK_BULUNG, KARA_JAL)), "water"),
        (frozenset((KARA_JAL, CHELPEK)), "road"),
    }
