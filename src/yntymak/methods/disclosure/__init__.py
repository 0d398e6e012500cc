"""Counts by group that may be published: no small cell, and none that can be worked out.

>>> from yntymak.methods.disclosure import Table, protect
>>> table = Table(("sex",), {("f",): 3, ("m",): 20, ("unknown",): 7})
>>> protect([table]).value(sex="f") is None
True
>>> protect([table]).total
30
"""

from yntymak.methods.disclosure.columns import withheld_in_columns
from yntymak.methods.disclosure.suppression import (
    LEAST_CELL,
    LEAST_FOR_RATE,
    DisclosureError,
    Protected,
    Sum,
    feasible_intervals,
    rate,
    suppress,
)
from yntymak.methods.disclosure.tables import ProtectedTables, Table, protect

__all__ = [
    "LEAST_CELL",
    "LEAST_FOR_RATE",
    "DisclosureError",
    "Protected",
    "ProtectedTables",
    "Sum",
    "Table",
    "feasible_intervals",
    "protect",
    "rate",
    "suppress",
    "withheld_in_columns",
]
