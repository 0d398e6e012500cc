"""Weights that let the participants count as the population is composed.

Raking (Deming & Stephan 1940, doi 10.1214/aoms/1177731829): the weights are brought to the margins
of one axis after the other until all hold. They correct who came, not what those who stayed away
think; the effective number of participants says what the correction costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.participants import Axis, Participants

MOST_WEIGHT = 5.0  # times the mean: nobody speaks for more
_ROUNDS = 200
_HELD = 1e-9


@dataclass(frozen=True, slots=True)
class Weights:
    """``of_person`` (m,) of mean 1. ``effective`` is Kish's number of participants, (Σw)² / Σw².

    ``unheard`` are (axis, group) with people but no participant: nothing can stand for them.
    ``furthest`` is the greatest difference left between a group's share and the population's.
    """

    of_person: NDArray[np.float64]
    effective: float
    furthest: float
    unheard: tuple[tuple[str, str], ...] = ()


def rake(people: Participants, margins: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights to the ``margins`` {axis: {group: people}}, from the weights that were given.

    Who is in no known group of an axis keeps his share there. Weights beyond five times the mean
    are cut, so that the margins may then hold only nearly: see ``furthest``.
    """
    known = {name: people.axes[name] for name in margins if name in people.axes}
    m = len(next(iter(people.axes.values())).code) if people.axes else 0
    weight = np.ones(m) if people.weight is None else people.weight / people.weight.mean()
    targets = {name: _target(axis, margins[name]) for name, axis in known.items()}
    for _ in range(_ROUNDS):
        before = weight
        for name, axis in known.items():
            weight = _to_margin(weight, axis, targets[name])
        weight = _cut(weight)
        if np.abs(weight - before).max(initial=0.0) <= _HELD:
            break
    return Weights(
        of_person=weight,
        effective=effective_number(weight),
        furthest=max((_distance(weight, axis, targets[n]) for n, axis in known.items()), default=0),
        unheard=tuple(
            (name, group)
            for name in margins
            for group, number in margins[name].items()
            if number > 0 and (name not in known or not _has(known[name], group))
        ),
    )


def effective_number(weight: NDArray[np.float64]) -> float:
    squares = float(np.sum(weight**2))
    return float(np.sum(weight)) ** 2 / squares if squares > 0 else 0.0


def _target(axis: Axis, people: Mapping[str, float]) -> NDArray[np.float64]:
    """Shares of the groups that have both people and participants; nan for the others."""
    number = np.array([people.get(name, np.nan) for name in axis.names], dtype=np.float64)
    heard = np.bincount(axis.code[axis.code >= 0], minlength=len(axis.names)) > 0
    number[~heard | ~(number > 0)] = np.nan
    share: NDArray[np.float64] = number / np.nansum(number)
    return share


def _to_margin(
    weight: NDArray[np.float64], axis: Axis, target: NDArray[np.float64]
) -> NDArray[np.float64]:
    inside = axis.code >= 0
    total = np.bincount(axis.code[inside], weight[inside], len(axis.names))
    counted = ~np.isnan(target) & (total > 0)
    whole = total[counted].sum() / target[counted].sum() if counted.any() else 0.0
    factor = np.ones(len(axis.names))
    factor[counted] = target[counted] * whole / total[counted]
    raked = weight.copy()
    raked[inside] *= factor[axis.code[inside]]
    return raked


def _cut(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    if not weight.sum() > 0:
        return np.ones(len(weight))
    for _ in range(_ROUNDS):  # each cut lowers the mean a little
        before = weight
        weight = np.minimum(weight, MOST_WEIGHT * weight.mean())
        if np.abs(weight - before).max() <= _HELD * weight.mean():
            break
    return np.asarray(weight / weight.mean(), dtype=np.float64)


def _distance(weight: NDArray[np.float64], axis: Axis, target: NDArray[np.float64]) -> float:
    inside = axis.code >= 0
    total = np.bincount(axis.code[inside], weight[inside], len(axis.names))
    counted = ~np.isnan(target)
    share = total[counted] / total[counted].sum()
    return float(np.abs(share - target[counted]).max(initial=0.0))


def _has(axis: Axis, group: str) -> bool:
    return group in axis.names
