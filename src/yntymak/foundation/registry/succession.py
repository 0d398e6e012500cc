"""What a list of reforms says, checked as a whole before anything is written.

One row is one step from an old unit to a new one. A merge has a row for each unit that went into
the new one, also for the unit that kept its code; a split has a row for each new unit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yntymak.foundation.registry.models import CODE_LENGTH, Kind, Place, Succession

if TYPE_CHECKING:
    from yntymak.foundation.registry.tables import Row

REQUIRED = (
    *("old_code", "new_code", "new_name_ky", "new_name_ru", "new_name_en"),
    *("kind", "date"),
)
OPTIONAL = ("parent_code", "new_kind")
SHARED = ("new_name_ky", "new_name_ru", "new_name_en", "parent_code", "new_kind")
_DATE_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True, order=True)
class Fault:
    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Step:
    """One row, understood. `is_done` where the register holds it already."""

    row: int
    old: Place
    new_code: str
    kind: str
    on: dt.date
    is_done: bool


@dataclass
class NewPlace:
    """A version that will begin; its parent is the version in force on that day."""

    row: int
    code: str
    names: tuple[str, str, str]
    kind: str
    parent: Place | None
    on: dt.date
    old: list[Place] = field(default_factory=list)
    is_of_whole_units: bool = True


@dataclass
class Reform:
    """All of a file. Nothing may be written while `faults` is not empty."""

    steps: list[Step] = field(default_factory=list)
    places: list[NewPlace] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def pending(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]


class Checker:
    """Reads the rows against the register; collects every fault instead of ending at the first."""

    def __init__(self, rows: list[Row], *, date: dt.date | None, today: dt.date) -> None:
        self.rows = rows
        self.default_date = date
        self.today = today
        self.reform = Reform()
        codes = {row.cells["old_code"].replace(" ", "") for row in rows}
        self.current = {p.code: p for p in Place.objects.current().select_related("parent")}
        self.done = {
            (s.old.code, s.new.code, s.on): s
            for s in Succession.objects.filter(old__code__in=codes).select_related("old", "new")
        }

    def check(self) -> Reform:
        steps = [step for row in self.rows if (step := self._step(row))]
        self.reform.steps = steps
        if not self.reform.faults:
            self._check_together()
        if not self.reform.faults:
            self._plan_new_places()
        self.reform.faults.sort()
        return self.reform

    def fault(self, row: int, column: str, sentence: str) -> None:
        self.reform.faults.append(Fault(row, column, sentence))

    # Each row by itself

    def _step(self, row: Row) -> Step | None:
        before = len(self.reform.faults)
        codes = [self._code(row, name) for name in ("old_code", "new_code")]
        kind = row.cells["kind"].lower()
        if kind not in Succession.Kind.values:
            allowed = ", ".join(Succession.Kind.values)
            self.fault(row.number, "kind", f"“{row.cells['kind']}” is none of {allowed}.")
        if not row.cells["new_name_ky"]:
            self.fault(row.number, "new_name_ky", "The Kyrgyz name is missing.")
        on = self._date(row)
        old_code, new_code = codes
        if on is None or len(self.reform.faults) > before:
            return None
        known = self.done.get((old_code, new_code, on))
        old = known.old if known else self._old(row, old_code, on)
        if old is None:
            return None
        if known and (known.kind != kind or known.new.name_ky != row.cells["new_name_ky"]):
            self.fault(
                row.number,
                "kind" if known.kind != kind else "new_name_ky",
                f"This step stands in the register as {known.kind} to {known.new.name_ky}.",
            )
        return Step(row.number, old, new_code, kind, on, is_done=known is not None)

    def _code(self, row: Row, column: str) -> str:
        code = row.cells[column].replace(" ", "")
        if "E+" in code.upper():
            sentence = "The spreadsheet has rounded the code: format the column as text."
            self.fault(row.number, column, sentence)
        elif not (len(code) == CODE_LENGTH and code.isascii() and code.isdecimal()):
            self.fault(row.number, column, f"“{code}” is no code of {CODE_LENGTH} digits.")
        return code

    def _date(self, row: Row) -> dt.date | None:
        text = row.cells["date"]
        if not text and self.default_date:
            return self.default_date
        for pattern in _DATE_FORMATS:
            try:
                on = dt.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day, no moment
            except ValueError:
                continue
            if on <= self.today:
                return on
            self.fault(row.number, "date", f"{on} is in the future: import the file on that day.")
            return None
        sentence = f"“{text}” is no date: write 2024-09-01 or 01.09.2024." if text else "No date."
        self.fault(row.number, "date", sentence)
        return None

    def _old(self, row: Row, code: str, on: dt.date) -> Place | None:
        old = self.current.get(code)
        if old is None:
            self.fault(row.number, "old_code", f"No unit with the code {code} is in force.")
        elif on <= old.valid_from:
            sentence = f"{old} is in force only since {old.valid_from}, later than {on}."
            self.fault(row.number, "date", sentence)
            return None
        return old

    # The rows against each other

    def _check_together(self) -> None:
        steps = self.reform.steps
        by_pair = Counter((s.old.code, s.new_code) for s in steps)
        by_old: dict[str, list[Step]] = defaultdict(list)
        by_new: dict[str, list[Step]] = defaultdict(list)
        for step in steps:
            by_old[step.old.code].append(step)
            by_new[step.new_code].append(step)
        for step in steps:
            if by_pair[step.old.code, step.new_code] > 1:
                self.fault(step.row, "old_code", f"The same step of {step.old} stands twice.")
        for group in by_old.values():
            self._check_old(group)
        for group in by_new.values():
            self._check_new(group)

    def _check_old(self, steps: list[Step]) -> None:
        first, *others = steps
        for step in others:
            if step.kind != first.kind or step.kind != Succession.Kind.SPLIT:
                self.fault(
                    step.row,
                    "old_code",
                    f"{step.old} ends in row {first.row} already; only a split has several rows.",
                )
            elif step.on != first.on:
                self.fault(step.row, "date", f"Row {first.row} ends {step.old} on {first.on}.")
        if first.kind == Succession.Kind.SPLIT and not others:
            self.fault(first.row, "kind", f"A split of {first.old} needs at least two rows.")

    def _check_new(self, steps: list[Step]) -> None:
        first, *others = steps
        cells = {row.number: row.cells for row in self.rows}
        for step in others:
            if step.on != first.on:
                self.fault(step.row, "date", f"Row {first.row} begins {step.new_code} another day.")
            for column in SHARED:
                if cells[step.row].get(column, "") != cells[first.row].get(column, ""):
                    sentence = f"Row {first.row} says otherwise of {step.new_code}."
                    self.fault(step.row, column, sentence)
        kinds = {step.kind for step in steps}
        if kinds == {Succession.Kind.MERGE} and not others:
            self.fault(first.row, "kind", f"A merge into {first.new_code} needs at least two rows.")
        if Succession.Kind.RENAME in kinds and others:
            self.fault(first.row, "kind", f"{first.new_code} has several rows: it is no renaming.")

    # What will stand in the register

    def _plan_new_places(self) -> None:
        ended = {step.old.code for step in self.reform.pending}
        cells = {row.number: row.cells for row in self.rows}
        planned: dict[str, NewPlace] = {}
        for step in self.reform.pending:
            if step.new_code not in planned:
                if step.new_code in self.current and step.new_code not in ended:
                    sentence = (
                        f"{self.current[step.new_code]} has this code and does not end: "
                        "add a row for it too, or choose another code."
                    )
                    self.fault(step.row, "new_code", sentence)
                    continue
                place = self._new_place(step, cells[step.row], ended)
                if place is None:
                    continue
                planned[step.new_code] = place
            planned[step.new_code].old.append(step.old)
            planned[step.new_code].is_of_whole_units &= step.kind != Succession.Kind.SPLIT
        self.reform.places = list(planned.values())
        self._check_children(ended)

    def _check_children(self, ended: set[str]) -> None:
        """Units inside an ended one go over to its successor; of a split none is that."""
        inside: dict[int, list[Place]] = defaultdict(list)
        for child in self.current.values():
            if child.parent_id and child.code not in ended:
                inside[child.parent_id].append(child)
        for new in self.reform.places:
            for old in new.old:
                children = inside[old.pk]
                if not children:
                    continue
                if sum(old in other.old for other in self.reform.places) > 1:
                    sentence = f"{old} has {len(children)} units inside: give their new codes too."
                    self.fault(new.row, "old_code", sentence)
                elif not all(Place(code=new.code, kind=new.kind).contains(c) for c in children):
                    sentence = f"{children[0]} inside {old} does not lie within {new.code}."
                    self.fault(new.row, "new_code", sentence)

    def _new_place(self, step: Step, cells: dict[str, str], ended: set[str]) -> NewPlace | None:
        kind = cells.get("new_kind") or step.old.kind
        if kind not in Kind.values:
            self.fault(step.row, "new_kind", f"“{kind}” is none of {', '.join(Kind.values)}.")
            return None
        parent = self._parent(step, cells.get("parent_code", ""), ended)
        names = (cells["new_name_ky"], cells["new_name_ru"], cells["new_name_en"])
        place = NewPlace(step.row, step.new_code, names, kind, parent, step.on)
        if parent and not parent.contains(Place(code=step.new_code)):
            sentence = f"{step.new_code} does not lie within {parent} ({parent.code})."
            self.fault(step.row, "new_code", sentence)
        return place

    def _parent(self, step: Step, code: str, ended: set[str]) -> Place | None:
        parent = self.current.get(code) if code else step.old.parent
        if code and parent is None:
            self.fault(step.row, "parent_code", f"No unit with the code {code} is in force.")
        elif parent and (parent.code in ended or not parent.is_current):
            sentence = f"{parent} is not in force on that day: import its change first."
            self.fault(step.row, "parent_code", sentence)
        return parent
