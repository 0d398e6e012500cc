"""Which rule of showing statements tells most, replayed on real polls.

    python bench/routing.py [--data FOLDER] [--only NAME …]

FOLDER holds polls as <name>/votes-last.csv. Of each the densest block of participants by statements
is taken (80 % of its cells are votes); a simulated participant is asked in the order of a rule,
only what the real one has answered, and gives that answer. A quarter of everybody's votes, the same
for all rules, is kept back and never asked.

Standing map: four folds; the map is of the other three quarters of the people. After m answers:
is the nearest group that of all the votes, how far is the place from that of all the votes (1 is
the usual distance from the middle), log-loss of the votes kept back, all three outcomes, in nats.

Growing poll: people come one after the other into an empty poll and answer ten statements on
average; a report is made after every 20. At the end: do the groups of those who gave seven answers
agree with the groups that all votes would give them (adjusted Rand), how far are the shares of
agreement from the real ones, how evenly are the answers spread (Gini; least answered / mean), and
the log-loss of the votes kept back.

Saves bench/results/routing.{json,md}.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from yntymak.methods.opinion import MapState, OpinionMap, Votes, analyse, read_votes
from yntymak.methods.opinion import routing as draws
from yntymak.methods.opinion.adaptive import PlaceModel, adaptive_weights

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RESULTS = Path(__file__).parent / "results"
POLLS = (
    "austria-climate.2vkxcncppn.2022-07-07",
    "austria-climate.7z7ejpbmv5.2022-08-08",
    "canadian-electoral-reform",
    "football-concussions",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.freshwater",
    "scoop-hivemind.taxes",
    "scoop-hivemind.ubi",
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01",
    "vtaiwan.uberx",
)
ASKED = (5, 7, 10, 15)
DENSITY, NO_VOTE, FOLDS, MOST_PEOPLE, REPORT_EVERY = 0.8, 9, 4, 300, 20
ORDERS = 4  # in which people come to a growing poll
LEAST_ANSWERS = 30  # of a participant who is simulated, so that fifteen are a choice


@dataclass(frozen=True)
class Known:
    """What the newest report gives to a rule; before the first, nothing."""

    found: OpinionMap
    model: PlaceModel
    rates: NDArray[np.float64]
    """(groups, statements, 3): smoothed shares of disagree, pass, agree"""
    prior: NDArray[np.float64]

    @classmethod
    def of(cls, grid: NDArray[np.int8]) -> Known:
        found = analyse(as_votes(grid))
        rates, prior = rates_of_groups(found)
        return cls(found, PlaceModel.of(found), rates, prior)


@dataclass(frozen=True)
class Moment:
    """Where one participant stands: what is known, what was asked, what may be asked."""

    known: Known
    asked: list[int]
    votes: NDArray[np.int8]
    may: NDArray[np.bool_]
    arrival: NDArray[np.float64]
    seen: NDArray[np.int64]


def by_chance(now: Moment) -> int:
    return draws.drawn(np.ones(len(now.may)), now.may, now.arrival)


def by_fewest(now: Moment) -> int:
    return draws.least_seen(now.seen, now.may, now.arrival)


def by_priority(now: Moment) -> int:
    return draws.drawn(now.known.found.priority, now.may, now.arrival)


def by_groups(now: Moment) -> int:
    """As the adaptive rule, with the information about the group in place of that about the place:
    the mutual information of group and answer given the answers so far.
    """
    weight = probabilities(now.known, now.asked, now.votes)
    mixed = np.einsum("g,gjv->jv", weight, now.known.rates)
    told = entropy(mixed) - np.einsum("g,gj->j", weight, entropy(now.known.rates))
    learnt = 1 / (now.known.model.n_seen + 1)
    chosen = np.where(now.may, np.maximum(told, 0) + learnt, 0) ** 6
    spread = np.where(now.may, learnt, 0)
    weights = 0.9 * chosen / chosen.sum() + 0.1 * spread / spread.sum()
    return draws.drawn(weights, now.may, now.arrival)


def adaptively(now: Moment) -> int:
    weights = adaptive_weights(now.known.model, np.array(now.asked, dtype=np.int64), now.may)
    return draws.drawn(weights, now.may, now.arrival)


RULES: dict[str, Callable[[Moment], int]] = {
    "random": by_chance,
    "least seen": by_fewest,
    "priority": by_priority,
    "groups": by_groups,
    "adaptive": adaptively,
}


def rates_of_groups(found: OpinionMap) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each group, with four answers of everybody mixed in; of everybody without groups."""
    everybody, groups = found.counts, found.group_votes
    shares = np.stack([everybody.disagree, everybody.passed, everybody.agree], axis=-1)
    usual = (shares.sum(axis=0) + 1) / (shares.sum() + 3)
    shared = (shares + 4 * usual) / (shares.sum(axis=-1, keepdims=True) + 4)
    if not len(groups.seen):
        return shared[None], np.ones(1)
    own = np.stack([groups.disagree, groups.passed, groups.agree], axis=-1)
    size = found.group_sizes + 1.0
    return (own + 4 * shared) / (own.sum(axis=-1, keepdims=True) + 4), size / size.sum()


def probabilities(known: Known, asked: list[int], votes: NDArray[np.int8]) -> NDArray[np.float64]:
    """Of each group. Answers count half: a group has reasons of its own."""
    told = np.log(known.rates[:, asked, votes[asked].astype(np.int64) + 1]).sum(axis=1)
    log_weight = np.log(known.prior) + 0.5 * told
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum()


def entropy(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    return -np.einsum("...v,...v->...", rates, np.log(rates))


def log_losses(
    known: Known, asked: list[int], votes: NDArray[np.int8], kept_back: NDArray[np.int64]
) -> NDArray[np.float64]:
    weight = probabilities(known, asked, votes)
    expected = np.einsum("g,gjv->jv", weight, known.rates[:, kept_back])
    return -np.log(expected[np.arange(len(kept_back)), votes[kept_back].astype(np.int64) + 1])


def as_votes(grid: NDArray[np.int8]) -> Votes:
    row, column = np.nonzero(grid != NO_VOTE)
    return Votes.from_arrays(row, column, grid[row, column], all_statements=range(grid.shape[1]))


def densest_block(votes: Votes) -> NDArray[np.int8]:
    """Rows and columns with fewest votes are left out in turn until DENSITY is reached."""
    grid = np.full((votes.n_participants, votes.n_statements), NO_VOTE, dtype=np.int8)
    grid[votes.rows(), votes.columns] = votes.values
    while (grid != NO_VOTE).mean() < DENSITY:
        by_row, by_column = (grid != NO_VOTE).mean(axis=1), (grid != NO_VOTE).mean(axis=0)
        of_rows = by_row.min() <= by_column.min()
        filled = by_row if of_rows else by_column
        kept = np.sort(np.argsort(filled, kind="stable")[max(1, len(filled) // 50) :])
        grid = grid[kept] if of_rows else grid[:, kept]
    people = np.random.default_rng(1).permutation(len(grid))[:MOST_PEOPLE]
    return grid[np.sort(people)]


def split(votes: NDArray[np.int8], seed: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """→ (the statements kept back, whether each may be asked), of one participant."""
    given = np.random.default_rng(seed).permutation(np.flatnonzero(votes != NO_VOTE))
    may = np.zeros(len(votes), dtype=bool)
    may[given[len(given) // 4 :]] = True
    return given[: len(given) // 4], may


def place_of(
    known: Known, asked: NDArray[np.int64], votes: NDArray[np.int8]
) -> NDArray[np.float64]:
    """As the map places a participant who gave these answers and no others."""
    centre, directions = known.found.components.centre, known.found.components.directions
    offset = votes[asked] - centre[asked]
    return np.sqrt(len(votes) / len(asked)) * (directions[:, asked] @ offset)


def standing_map(grid: NDArray[np.int8], rule: Callable[[Moment], int]) -> dict[int, list[float]]:
    """m → (share of right groups, distance, log-loss) over all simulated participants."""
    order = np.random.default_rng(2).permutation(len(grid))
    measured: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    numbers = np.arange(grid.shape[1])
    for fold in range(FOLDS):
        asked_people = order[fold::FOLDS]
        known = Known.of(np.delete(grid, asked_people, axis=0))
        middles = np.array(
            [known.found.places[known.found.group == g].mean(0) for g in range(len(known.prior))]
        )
        radius = np.sqrt((known.found.places**2).sum(axis=1).mean())
        for i in asked_people:
            votes = grid[i]
            given = np.flatnonzero(votes != NO_VOTE)
            if len(given) < LEAST_ANSWERS:
                continue
            kept_back, may = split(votes, int(i))
            whole = place_of(known, given, votes)
            seen, asked = known.found.counts.seen, []
            for step in range(max(ASKED)):
                arrival = draws.arrivals(f"{i}:{step}", numbers)
                asked.append(rule(Moment(known, asked, votes, may, arrival, seen)))
                may[asked[-1]] = False
                if step + 1 not in ASKED:
                    continue
                here = place_of(known, np.array(asked), votes)
                nearest = [int(np.argmin(((middles - p) ** 2).sum(1))) for p in (here, whole)]
                distance = float(np.sqrt(((here - whole) ** 2).sum()) / radius)
                loss = float(log_losses(known, asked, votes, kept_back).mean())
                measured[step + 1].append((nearest[0] == nearest[1], distance, loss))
    return {m: np.mean(figures, axis=0).tolist() for m, figures in measured.items()}


def growing_poll(grid: NDArray[np.int8], rule: Callable[[Moment], int], seed: int) -> list[float]:
    """Figures in the order of GROWING."""
    n = grid.shape[1]
    rng = np.random.default_rng([3, seed])
    order, wanted = rng.permutation(len(grid)), rng.geometric(0.1, len(grid))
    collected = np.full_like(grid, NO_VOTE)
    known: Known | None = None
    for turn, i in enumerate(order):
        if turn and turn % REPORT_EVERY == 0:
            known = Known.of(collected[order[:turn]])
        _, may = split(grid[i], int(i))
        asked: list[int] = []
        seen = (collected != NO_VOTE).sum(axis=0)
        for step in range(min(int(wanted[i]), int(may.sum()))):
            arrival = draws.arrivals(f"{i}:{step}", np.arange(n))
            if known is None and rule is not by_chance:
                column = draws.least_seen(seen, may, arrival)
            elif known is None:
                column = draws.drawn(np.ones(n), may, arrival)
            else:
                column = rule(Moment(known, asked, grid[i], may, arrival, seen))
            asked.append(column)
            may[column] = False
            collected[i, column] = grid[i, column]
    return end_of_growth(grid, collected)


def end_of_growth(grid: NDArray[np.int8], collected: NDArray[np.int8]) -> list[float]:
    known, whole = Known.of(collected), analyse(as_votes(grid))
    seen = (collected != NO_VOTE).sum(axis=0)
    losses = []
    for i, votes in enumerate(grid):
        kept_back, _ = split(votes, i)
        asked = np.flatnonzero(collected[i] != NO_VOTE).tolist()
        losses.append(log_losses(known, asked, votes, kept_back))
    enough = (collected != NO_VOTE).sum(axis=1) >= 7
    drawn = known.found.state is MapState.DRAWN
    share = (collected == 1).sum(axis=0) / np.maximum(seen, 1)
    real = (grid == 1).sum(axis=0) / (grid != NO_VOTE).sum(axis=0)
    ascending = np.sort(seen)
    rank = 2 * np.arange(1, len(seen) + 1) - len(seen) - 1
    return [
        explained(whole.places[enough], known.found.places[enough]),
        adjusted_rand(known.found.group[enough], whole.group[enough]) if drawn else 0.0,
        float(np.abs(share - real).mean()),
        float((rank * ascending).sum() / (len(seen) * ascending.sum())),
        float(seen.min() / seen.mean()),
        float(np.concatenate(losses).mean()),
    ]


def explained(real: NDArray[np.float64], found: NDArray[np.float64]) -> float:
    """Share of the variance of the real places that the found ones tell, turned as fits best."""
    real, found = real - real.mean(axis=0), found - found.mean(axis=0)
    fit = np.linalg.lstsq(found, real, rcond=None)[0]
    return float(1 - ((real - found @ fit) ** 2).sum() / (real**2).sum())


def adjusted_rand(first: NDArray[np.int64], second: NDArray[np.int64]) -> float:
    """Hubert & Arabie 1985."""
    table = np.zeros((first.max() + 2, second.max() + 2))
    np.add.at(table, (first + 1, second + 1), 1)

    def pairs(count: NDArray[np.float64]) -> float:
        return float((count * (count - 1) / 2).sum())

    rows, columns, total = pairs(table.sum(1)), pairs(table.sum(0)), pairs(table.sum())
    expected = rows * columns / total
    return (pairs(table) - expected) / ((rows + columns) / 2 - expected)


def cost_microseconds(n: int = 1000) -> float:
    """CPU time of one call, statement to statement, for n statements; the median of 200."""
    rng = np.random.default_rng(4)
    grid = rng.integers(-1, 2, (60, n)).astype(np.int8)
    model, numbers, spent = PlaceModel.of(analyse(as_votes(grid))), np.arange(n), []
    for i in range(200):
        asked, may = rng.permutation(n)[:20], np.ones(n, dtype=bool)
        may[asked] = False
        start = time.perf_counter()
        draws.drawn(adaptive_weights(model, asked, may), may, draws.arrivals(str(i), numbers))
        spent.append(time.perf_counter() - start)
    return float(np.median(spent) * 1e6)


STANDING = {"right group": max, "distance": min, "log-loss": min}
GROWING = {
    "places (R²)": max,
    "groups (Rand)": max,
    "error of shares": min,
    "Gini": min,
    "least / mean": max,
    "log-loss": min,
}


def compare(grids: dict[str, NDArray[np.int8]]) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Measure → rule → one figure per poll."""
    found: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(dict))
    for name, rule in RULES.items():
        for grid in grids.values():
            for m, figures in standing_map(grid, rule).items():
                for measure, figure in zip(STANDING, figures, strict=True):
                    found[f"{measure} after {m}"].setdefault(name, []).append(figure)
            grown = np.mean([growing_poll(grid, rule, seed) for seed in range(ORDERS)], axis=0)
            for measure, figure in zip(GROWING, grown.tolist(), strict=True):
                found[f"growing: {measure}"].setdefault(name, []).append(figure)
        print(f"{name}: done", flush=True)
    return found


def described(found: dict[str, dict[str, list[float]]], polls: list[str]) -> str:
    """The mean over the polls and, in brackets, in how many of them the rule is the best."""
    lines = [
        "# Which statement next",
        "",
        f"Mean over {len(polls)} real polls; in brackets, in how many the rule is best.",
        "",
        "| measure | " + " | ".join(RULES) + " |",
        "|---|" + "---:|" * len(RULES),
    ]
    better = {f"{k} after {m}": b for k, b in STANDING.items() for m in ASKED}
    better |= {f"growing: {k}": b for k, b in GROWING.items()}
    for measure, best in better.items():
        figures = np.array([found[measure][rule] for rule in RULES])
        at_best = figures == (figures.max(0) if best is max else figures.min(0))
        means = figures.mean(axis=1)
        cells = [
            f"**{mean:.3f}** ({wins})" if mean == best(means) else f"{mean:.3f} ({wins})"
            for mean, wins in zip(means, at_best.sum(axis=1), strict=True)
        ]
        lines.append(
            f"| {measure} ({'more' if best is max else 'less'} is better) | "
            + " | ".join(cells)
            + " |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(os.environ.get("YNTYMAK_SHARED_DATA", beside)) / "polis"
    parser.add_argument("--data", type=Path, default=data, help="folder of real polls")
    parser.add_argument("--only", nargs="+", default=POLLS, help="names of polls")
    options = parser.parse_args()
    grids = {
        name: densest_block(read_votes(options.data / name / "votes-last.csv"))
        for name in options.only
    }
    microseconds = cost_microseconds()
    found = compare(grids)
    text = described(found, list(grids))
    text += "\n| poll | participants | statements |\n|---|---:|---:|\n"
    text += "".join(f"| {name} | {len(g)} | {g.shape[1]} |\n" for name, g in grids.items())
    text += f"\nOne call for 1,000 statements: {microseconds:.0f} µs (median of 200).\n"
    print(text)
    if tuple(options.only) != POLLS:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "routing.md").write_text(text, encoding="utf-8")
    figures = {"polls": list(grids), "microseconds": microseconds, "measures": found}
    (RESULTS / "routing.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
