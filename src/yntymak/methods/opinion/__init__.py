"""Votes on statements → who thinks alike, what divides, what unites.

>>> from yntymak.methods.opinion import Votes, analyse
>>> votes = Votes.from_arrays(["a", "a", "b", "b"], [1, 2, 1, 2], [1, -1, -1, 1])
>>> analyse(votes).group.tolist()
[0, 1]
"""

from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.executors import Cluster, Threads
from yntymak.methods.opinion.figure import map_svg
from yntymak.methods.opinion.findings import About, Findings, find
from yntymak.methods.opinion.findings_report import findings_html
from yntymak.methods.opinion.findings_writing import (
    findings_json,
    findings_tables,
    write_findings,
)
from yntymak.methods.opinion.participants import (
    Participants,
    read_participants,
    read_population,
)
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
    "About",
    "Cluster",
    "Findings",
    "InputError",
    "MapState",
    "OpinionMap",
    "OpinionState",
    "Participants",
    "Threads",
    "Votes",
    "analyse",
    "find",
    "findings_html",
    "findings_json",
    "findings_tables",
    "load_state",
    "map_svg",
    "read_labels",
    "read_participants",
    "read_population",
    "read_statements",
    "read_votes",
    "report_html",
    "save_state",
    "tables",
    "to_json",
    "write_findings",
    "write_results",
]
