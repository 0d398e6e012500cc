"""Votes on statements → who thinks alike, what divides, what unites.

>>> from yntymak.methods.opinion import Votes, analyse
>>> votes = Votes.from_arrays(["a", "a", "b", "b"], [1, 2, 1, 2], [1, -1, -1, 1])
>>> analyse(votes).group.tolist()
[0, 1]
"""

from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.executors import Cluster, Threads
from yntymak.methods.opinion.figure import map_svg
from yntymak.methods.opinion.reading import (
    InputError,
    read_labels,
    read_statements,
    read_votes,
)
from yntymak.methods.opinion.report import report_html
from yntymak.methods.opinion.state import OpinionState
from yntymak.methods.opinion.state_file import load_state, save_state
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.writing import tables, to_json, write_results

__all__ = [
    "Cluster",
    "InputError",
    "MapState",
    "OpinionMap",
    "OpinionState",
    "Threads",
    "Votes",
    "analyse",
    "load_state",
    "map_svg",
    "read_labels",
    "read_statements",
    "read_votes",
    "report_html",
    "save_state",
    "tables",
    "to_json",
    "write_results",
]
