"""Weekly counts → surges, clusters, silence.

The detectors are checked on disease data, for there are no labelled data on local tension: that
validates the statistics, not a claim that conflict between people can be predicted.

>>> from yntymak.methods.surveillance import bayes
>>> found = bayes([[1, 0, 2, 1, 0, 1, 9]])
>>> found.threshold.tolist(), found.alarm.tolist()
([[3.0]], [[True]])
"""

from yntymak.methods.surveillance.alerts import (
    Alert,
    AlertList,
    Reason,
    alerts,
    benjamini_hochberg,
)
from yntymak.methods.surveillance.bayes import bayes
from yntymak.methods.surveillance.daily import daily
from yntymak.methods.surveillance.delay import (
    Completeness,
    Silence,
    completeness,
    same_age,
    silence,
)
from yntymak.methods.surveillance.detection import Detection, Level, SurveillanceError
from yntymak.methods.surveillance.ears import ears
from yntymak.methods.surveillance.evaluation import Confusion, confusion
from yntymak.methods.surveillance.index import (
    Index,
    composite,
    half_up,
    rescale,
    scaled_geometric_mean,
)
from yntymak.methods.surveillance.ladder import LadderResult, Rung, ladder
from yntymak.methods.surveillance.neighbours import NeighbourModel, fit_neighbours
from yntymak.methods.surveillance.rules import rules
from yntymak.methods.surveillance.scan import Cluster, ScanResult, scan
from yntymak.methods.surveillance.seasonal import farrington, harmonic
from yntymak.methods.surveillance.sustained import sustained
from yntymak.methods.surveillance.window import window

__all__ = [
    "Alert",
    "AlertList",
    "Cluster",
    "Completeness",
    "Confusion",
    "Detection",
    "Index",
    "LadderResult",
    "Level",
    "NeighbourModel",
    "Reason",
    "Rung",
    "ScanResult",
    "Silence",
    "SurveillanceError",
    "alerts",
    "bayes",
    "benjamini_hochberg",
    "completeness",
    "composite",
    "confusion",
    "daily",
    "ears",
    "farrington",
    "fit_neighbours",
    "half_up",
    "harmonic",
    "ladder",
    "rescale",
    "rules",
    "same_age",
    "scaled_geometric_mean",
    "scan",
    "silence",
    "sustained",
    "window",
]
