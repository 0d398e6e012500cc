"""Units merge, split and are renamed: by a file, as a whole, and only once.

fixtures/reform_example.csv was made for these tests. It is no official list.
"""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain
from yntymak.foundation.registry import tables
from yntymak.foundation.registry.actions import import_reform, load_places_2023
from yntymak.foundation.registry.command import app
from yntymak.foundation.registry.lineage import predecessors, successors
from yntymak.foundation.registry.models import Place, Succession
from yntymak.foundation.registry.succession import OPTIONAL, REQUIRED
from yntymak.foundation.registry.tables import TableError, read_table

EXAMPLE = Path(__file__).parent / "fixtures" / "reform_example.csv"
HEADER = ";".join(REQUIRED)
REFORM = dt.date(2024, 9, 1)
AK_BULUNG, BORU_BASH, KARA_JAL = "41702205805000", "41702205807000", "41702205812000"
CHELPEK = "41702205850000"


@pytest.fixture
def register(db):
    load_places_2023()


@pytest.fixture
def command(register):
    def run(*arguments: object):
        return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})

    return run


@pytest.fixture
def table(tmp_path):
    """Writes rows under the usual header and gives back the path."""

    def write(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "reform.csv"
        path.write_bytes("\n".join([header, *lines]).encode(encoding))
        return path

    return write


def rows_of(path: Path):
    return read_table(path, REQUIRED, OPTIONAL)


def state() -> list[tuple]:
    return list(Place.objects.order_by("pk").values_list("code", "name_ky", "valid_to", "parent"))


def test_the_example_merges_renames_and_splits(register):
    reform = import_reform(rows_of(EXAMPLE))
    assert reform.faults == []
    current = Place.objects.current()
    assert current.municipalities().count() == 484 - 5 + 4
    assert not current.filter(code__in=[BORU_BASH, KARA_JAL, CHELPEK]).exists()
    united = current.get(code=AK_BULUNG)
    assert united.valid_from == REFORM
    assert united.parent.name_ky == "Ак-Суу району"
    assert current.get(code="41702205848000").name_ky == "Жаңы-Суу айыл аймагы"
    assert Succession.objects.count() == 6
    assert Event.objects.filter(verb="place:succeeded").count() == 4
    assert verify_chain().broken_at is None


def test_the_old_units_remain_for_what_was_made_under_them(register):
    old = Place.objects.get(code=BORU_BASH)
    import_reform(rows_of(EXAMPLE))
    old.refresh_from_db()
    assert (old.name_ky, old.valid_to) == ("Бөрү-Баш айыл аймагы", REFORM)
    assert old in Place.objects.on(REFORM - dt.timedelta(days=1))
    assert old not in Place.objects.on(REFORM)


def test_figures_of_before_and_after_can_be_added_up_by_succession(register):
    import_reform(rows_of(EXAMPLE))
    old = {place.code: place for place in Place.objects.filter(valid_to=REFORM)}
    united = Place.objects.current().get(code=AK_BULUNG)
    for code in (AK_BULUNG, BORU_BASH, KARA_JAL):
        assert successors(old[code], REFORM) == [united]
        assert successors(old[code], REFORM - dt.timedelta(days=1)) == [old[code]]
    before = predecessors(united, REFORM - dt.timedelta(days=1))
    assert {place.code for place in before} == {AK_BULUNG, BORU_BASH, KARA_JAL}
    assert predecessors(united, REFORM) == [united]
    assert [place.code for place in successors(old[CHELPEK], REFORM)] == [
        "41702205851000",
        "41702205853000",
    ]


def test_the_same_file_twice_changes_nothing(command):
    assert command("import", EXAMPLE).exit_code == 0
    before, events = state(), Event.objects.count()
    again = command("import", EXAMPLE)
    assert again.exit_code == 0
    assert "nothing changes" in again.output
    assert (state(), Event.objects.count()) == (before, events)


def test_a_dry_run_reports_and_writes_nothing(command):
    before = state()
    found = command("import", EXAMPLE, "--dry-run")
    assert found.exit_code == 0
    assert "5 units would end, 4 would begin" in found.output
    assert "Бөрү-Баш" in found.output
    assert state() == before


def test_all_errors_are_named_at_once_with_row_and_column_and_nothing_is_written(command, table):
    before = state()
    path = table(
        f"{AK_BULUNG};{AK_BULUNG};Ак-Булуң;;;merge;2024-09-01",
        f"{BORU_BASH};{AK_BULUNG};Ак-Булуң;;;join;2024-09-01",
        "41799999999999;41702205805000;Ак-Булуң;;;merge;2024-09-01",
        f"{KARA_JAL};123;Кара-Жал;;;rename;2024-13-01",
        f"{CHELPEK};{CHELPEK};;;;rename;2022-09-01",
        "41702205852000;4,17022E+13;Эңилчек;;;rename;2024-09-01",
    )
    found = command("import", path)
    assert found.exit_code == 1
    expected = [
        "Row 3, kind: “join” is none of merge, split, rename.",
        "Row 4, old_code: No unit with the code 41799999999999 is in force.",
        "Row 5, date: “2024-13-01” is no date",
        "Row 5, new_code: “123” is no code of 14 digits.",
        "Row 6, new_name_ky: The Kyrgyz name is missing.",
        "Row 7, new_code: The spreadsheet has rounded the code",
        "Nothing was written.",
    ]
    lines = found.output.splitlines()
    assert len(lines) == len(expected)
    for line, beginning in zip(lines, expected, strict=True):
        assert line.startswith(beginning)
    assert state() == before


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        (
            [
                f"{AK_BULUNG};{AK_BULUNG};А;;;merge;2024-09-01",
                f"{BORU_BASH};{AK_BULUNG};А;;;merge;2024-09-01",
                f"{BORU_BASH};{KARA_JAL};Б;;;merge;2024-09-01",
                f"{KARA_JAL};{KARA_JAL};Б;;;merge;2024-09-01",
            ],
            "old_code",
            "ends in row 3 already",
        ),
        ([f"{AK_BULUNG};{AK_BULUNG};А;;;merge;2024-09-01"], "kind", "needs at least two rows"),
        ([f"{CHELPEK};{CHELPEK};А;;;split;2024-09-01"], "kind", "needs at least two rows"),
        ([f"{CHELPEK};{CHELPEK};А;;;rename;2022-12-31"], "date", "in force only since 2023-01-01"),
        ([f"{CHELPEK};{CHELPEK};А;;;rename;2999-01-01"], "date", "in the future"),
        ([f"{CHELPEK};{CHELPEK};А;;;rename;"], "date", "No date."),
        (
            [f"{CHELPEK};41703205850000;А;;;rename;2024-09-01"],
            "new_code",
            "does not lie within Ак-Суу району",
        ),
        (
            [f"{CHELPEK};{AK_BULUNG};А;;;rename;2024-09-01"],
            "new_code",
            "has this code and does not end",
        ),
        (
            [
                f"{AK_BULUNG};{AK_BULUNG};А;;;merge;2024-09-01",
                f"{BORU_BASH};{AK_BULUNG};Б;;;merge;2024-09-01",
            ],
            "new_name_ky",
            "Row 2 says otherwise",
        ),
        (
            [
                f"{AK_BULUNG};{AK_BULUNG};А;;;merge;2024-09-01",
                f"{AK_BULUNG};{AK_BULUNG};А;;;merge;2024-09-01",
            ],
            "old_code",
            "stands twice",
        ),
        (
            [
                "41702205000000;41702206000000;А району;;;split;2024-09-01",
                "41702205000000;41702207000000;Б району;;;split;2024-09-01",
            ],
            "old_code",
            "units inside: give their new codes too",
        ),
    ],
)
def test_rows_that_contradict_are_refused_with_a_sentence(register, table, lines, column, words):
    before = state()
    reform = import_reform(rows_of(table(*lines)))
    assert any(fault.column == column and words in fault.sentence for fault in reform.faults), (
        reform.faults
    )
    assert state() == before


def test_a_step_that_stands_otherwise_in_the_register_is_refused(register, table):
    import_reform(rows_of(EXAMPLE))
    path = table("41702205848000;41702205848000;Башка ат;;;rename;2024-09-01")
    (fault,) = import_reform(rows_of(path)).faults
    assert (fault.row, fault.column) == (2, "new_name_ky")
    assert "Жаңы-Суу айыл аймагы" in fault.sentence


def test_a_date_on_the_command_line_holds_for_rows_without_one(command, table):
    path = table(f"{CHELPEK};{CHELPEK};Челпек-2 айыл аймагы;;;rename;")
    assert command("import", path, "--date", "2024-09-01").exit_code == 0
    assert Place.objects.current().get(code=CHELPEK).valid_from == REFORM


def test_units_inside_a_renamed_raion_go_over_to_it(register, table):
    path = table("41702205000000;41702205000000;Каракол району;;;rename;2024-09-01")
    assert import_reform(rows_of(path)).faults == []
    raion = Place.objects.current().get(code="41702205000000")
    assert raion.children.count() == 14
    assert {child.parent.name_ky for child in raion.children.all()} == {"Каракол району"}


def test_population_is_summed_in_a_merge_and_left_open_in_a_split(register, table):
    for code, count in ((AK_BULUNG, 4000), (BORU_BASH, 5000), (KARA_JAL, 1000), (CHELPEK, 9000)):
        Place.objects.filter(code=code).update(population=count, population_year=2022)
    import_reform(rows_of(EXAMPLE))
    united = Place.objects.current().get(code=AK_BULUNG)
    assert (united.population, united.population_year) == (10_000, 2022)
    for part in Place.objects.current().filter(code__in=["41702205851000", "41702205853000"]):
        assert part.population is None


# The file itself


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_is_read_in_each_common_make(tmp_path, delimiter, encoding):
    path = tmp_path / "reform.csv"
    line = [CHELPEK, CHELPEK, "Челпек аймагы", "Челпекский", "Chelpek", "rename", "2024-09-01"]
    text = "\r\n".join(delimiter.join(cells) for cells in (REQUIRED, line))
    path.write_bytes(text.encode(encoding))
    (row,) = rows_of(path)
    assert row.number == 2
    assert row.cells["new_name_ky"] == "Челпек аймагы"


def test_a_spreadsheet_gives_the_same_rows_as_text(tmp_path, register):
    book = Workbook()
    book.active.append(["Old_code", *REQUIRED[1:]])
    book.active.append([])
    book.active.append([int(CHELPEK), float(CHELPEK), "Челпек-2", None, None, "rename", REFORM])
    path = tmp_path / "reform.xlsx"
    book.save(path)
    (row,) = rows_of(path)
    assert row.number == 3
    assert row.cells["new_code"] == CHELPEK
    assert row.cells["date"] == "2024-09-01"
    assert import_reform([row]).faults == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEADER.encode(), "has a header and no rows"),
        (b"old_code;kind\n1;merge\n", "lacks the column new_code, new_name_ky"),
        (HEADER.encode() + b";colour\n1;2;3;4;5;6;7;8\n", "has the unknown column colour"),
        (HEADER.encode() + b";date\n1;2;3;4;5;6;7;8\n", "has the column date twice"),
        (HEADER.encode() + b"\n1;2;3;4;5;6;7;8\n", "Row 2 has more cells"),
        (b"\x89PNG\0\0\0", "is neither a CSV nor an XLSX file"),
        (HEADER.encode() + b'\n"1;2', "line 2: unexpected end of data"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(tmp_path, content, words):
    path = tmp_path / "reform.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=words):
        rows_of(path)


def test_a_huge_file_is_not_even_read(tmp_path):
    path = tmp_path / "reform.csv"
    with path.open("wb") as file:
        file.truncate(tables.LARGEST_FILE + 1)
    with pytest.raises(TableError, match="larger than 10 MB"):
        rows_of(path)


def test_too_many_rows_are_refused(table):
    path = table(*["1;2;3;4;5;6;7"] * (tables.MOST_ROWS + 1))
    with pytest.raises(TableError, match="more than 5000 rows"):
        rows_of(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "reform.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (tables.LARGEST_UNPACKED + 1))
    assert path.stat().st_size < tables.LARGEST_FILE
    with pytest.raises(TableError, match="would unpack to 100 MB"):
        rows_of(path)


def test_another_archive_called_xlsx_is_refused(tmp_path):
    path = tmp_path / "reform.xlsx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("notes.txt", "x")
    for content in (buffer.getvalue(), b"PK\x03\x04 broken", b"text"):
        path.write_bytes(content)
        with pytest.raises(TableError, match="is no XLSX file"):
            rows_of(path)


def test_a_missing_file_is_named(command, tmp_path):
    found = command("import", tmp_path / "nowhere.csv")
    assert found.exit_code == 1
    assert "nowhere.csv cannot be read: No such file or directory." in found.output
