"""Votes from a Parquet file, some rows at a time; needs the extra ``parquet``."""

import importlib
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.cells import InputError, places_of, quoted
from yntymak.methods.opinion.event_tables import OPTIONAL, PRODUCTION, WANTED, Progress
from yntymak.methods.opinion.gathering import Gathering, Naming, OutOfOrder
from yntymak.methods.opinion.names import Codes, canonical_names, codes_of_met
from yntymak.methods.opinion.runs import Part
from yntymak.methods.opinion.votes import Votes

_MAGIC = b"PAR1"
_ROWS_AT_A_TIME = 1 << 20
_HALF = np.uint64(1 << 63)
_THREADS = 2


def is_parquet(source: Path | BinaryIO) -> bool:
    if isinstance(source, Path):
        if not source.is_file():
            return False
        with source.open("rb") as file:
            return file.read(4) == _MAGIC
    source.seek(0)
    return source.read(4) == _MAGIC


def read_parquet(
    source: Path | BinaryIO, all_statements: Sequence[str] = (), progress: Progress | None = None
) -> Votes:
    """Raises InputError; of the rows that are bad the first is named by its number, counted from 1.

    Unlike a cell of a CSV file no moment may be empty: a column of Parquet has one type.
    """
    try:
        parquet = importlib.import_module("pyarrow.parquet")
        arrow = importlib.import_module("pyarrow")
    except ModuleNotFoundError:
        raise InputError(
            "Parquet files need the package pyarrow: pip install 'yntymak[parquet]'."
        ) from None
    try:
        with ThreadPoolExecutor(_THREADS) as pool:
            votes = _read(parquet.ParquetFile, source, all_statements, progress, pool)
    except (arrow.ArrowException, OSError):
        raise InputError("The Parquet file is damaged.") from None
    if votes is None:
        raise InputError("The table has a first line but no votes under it.")
    return votes


def _read(
    opened: Any,
    source: Path | BinaryIO,
    all_statements: Sequence[str],
    progress: Progress | None,
    pool: Executor,
) -> Votes | None:
    keep_moments = False
    while True:
        if not isinstance(source, Path):
            source.seek(0)
        try:
            with opened(source) as file:
                gathering = Gathering(pool, keep_moments=keep_moments)
                return _gathered(file, gathering, all_statements, progress)
        except OutOfOrder:
            keep_moments = True


def _gathered(
    file: Any, gathering: Gathering, all_statements: Sequence[str], progress: Progress | None
) -> Votes | None:
    header = [name.strip().lower() for name in file.schema_arrow.names]
    places = places_of(header, WANTED, OPTIONAL)
    names = [file.schema_arrow.names[place] for place in places if place >= 0]
    people, statements = _Column("participant"), _Column("statement")
    done, total = 0, max(file.metadata.num_rows, 1)
    for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=names):
        columns = [batch.column(name) for name in names]
        gathering.add(_part(columns, people, statements, done))
        done += batch.num_rows
        if progress is not None:
            progress(done / total)
    turned = (header[places[0]], header[places[1]]) == PRODUCTION
    return gathering.votes(people.naming(()), statements.naming(all_statements), turned=turned)


class _BadRowError(InputError):
    def __init__(self, row: int, fault: str) -> None:
        super().__init__(f"Row {row}: {fault}")
        self.row = row


def _part(columns: list[Any], people: "_Column", statements: "_Column", before: int) -> Part:
    """Each column is looked through at once, yet the first bad row of all is named; of several
    faults in one row that of the vote, as in a table of text.
    """
    readers = [
        (_values, columns[2]),
        (people.numbers, columns[0]),
        (statements.numbers, columns[1]),
        *((_moments, column) for column in columns[3:]),
    ]
    found, faults = [], []
    for read, column in readers:
        try:
            found.append(read(column, before))
        except _BadRowError as fault:
            faults.append(fault)
    if faults:
        raise min(faults, key=lambda fault: fault.row)
    values, who, what, *moments = found
    return Part(who, what, values, moments[0] if moments else None)


class _Column:
    """Names, as numbers or as text: a column has one type throughout.

    Numbers above those that 64 bits with a sign hold are moved down by half of what 64 bits hold.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._met: dict[str, int] = {}
        self._is_moved = False

    def numbers(self, column: Any, before: int) -> NDArray[Any]:
        _refuse_nulls(column, self._name, before)
        whole: NDArray[Any] = column.to_numpy(zero_copy_only=False)
        if whole.dtype == np.uint64:
            self._is_moved = True
            return (whole ^ _HALF).view(np.int64)
        if whole.dtype.kind in "iu":
            return whole
        encoded = column.dictionary_encode() if hasattr(column, "dictionary_encode") else column
        words = [str(word).strip() for word in encoded.dictionary.to_pylist()]
        place = np.array([self._met.setdefault(w, len(self._met)) for w in words], dtype=np.int32)
        codes: NDArray[Any] = place[encoded.indices.to_numpy(zero_copy_only=False)]
        if "" in words:
            row = int(np.argmax(codes == self._met[""]))
            raise _BadRowError(before + row + 1, f"the {self._name} is empty.")
        return codes

    def naming(self, more: Sequence[str]) -> Naming:
        def named(numbers: NDArray[Any]) -> Codes:
            if self._met:
                return codes_of_met(self._met, numbers, more=more)
            if self._is_moved:
                numbers = numbers.astype(np.int64).view(np.uint64) ^ _HALF
            return canonical_names(numbers, more=more)

        return named


def _values(column: Any, before: int) -> NDArray[np.int8]:
    given = column.to_numpy(zero_copy_only=False)  # an empty vote is NaN now
    if given.dtype.kind not in "iuf":
        _refuse_nulls(column, "vote", before)
        raise InputError("The column “vote” must hold numbers: 1 (agree), 0 (pass), -1 (disagree).")
    bad = np.flatnonzero((given != 1) & (given != 0) & (given != -1))
    if len(bad):
        _refuse_nulls(column.slice(bad[0], 1), "vote", before + int(bad[0]))
        raise _BadRowError(
            before + int(bad[0]) + 1,
            f"the vote is {quoted(str(given[bad[0]]))}; "
            "it must be 1 (agree), 0 (pass) or -1 (disagree).",
        )
    values: NDArray[np.int8] = given.astype(np.int8)
    return values


def _moments(column: Any, before: int) -> NDArray[Any]:
    _refuse_nulls(column, "timestamp", before)
    given: NDArray[Any] = column.to_numpy(zero_copy_only=False)
    if given.dtype.kind in "mM":
        return given.astype(np.int64)
    if given.dtype.kind not in "iuf":
        raise InputError("The column “timestamp” must hold numbers or moments.")
    bad = np.flatnonzero(~np.isfinite(given))
    if len(bad):
        raise _BadRowError(
            before + int(bad[0]) + 1,
            f"the timestamp {quoted(str(given[bad[0]]))} is no number and no date.",
        )
    return given


def _refuse_nulls(column: Any, name: str, before: int) -> None:
    if column.null_count:
        row = int(np.argmax(column.is_null().to_numpy(zero_copy_only=False)))
        raise _BadRowError(before + row + 1, f"the {name} is empty.")
