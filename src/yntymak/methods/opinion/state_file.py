"""The state of a poll in one file, to go on with tomorrow."""

import tempfile
import zipfile
from pathlib import Path

import numpy as np

from yntymak.methods.opinion.covotes import CoVotes
from yntymak.methods.opinion.state import Groups, OpinionState
from yntymak.methods.opinion.votes import Votes

VERSION = 1
_VOTES = ("participants", "statements", "indptr", "columns", "values")


class StateError(ValueError):
    """Why a file cannot serve as state, in one sentence."""


def save_state(state: OpinionState, path: Path) -> None:
    """Whole or not at all: a reader never sees half a file. Raises OSError."""
    votes = state.votes()
    arrays = {name: getattr(votes, name) for name in _VOTES}
    arrays |= {name: getattr(state.covotes, name) for name in ("n", "t", "s")}
    groups = state.groups
    arrays |= {"group": groups.of[: votes.n_participants].astype(np.int32)}
    arrays |= {"group_sums": groups.sums, "muted": groups.muted}
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}-", delete=False
    ) as file:
        try:
            np.savez(file, version=np.array(VERSION), **arrays)
            file.close()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise


def load_state(path: Path) -> OpinionState:
    """Raises StateError for a file that is no state, a newer one, or damaged."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            if int(file["version"]) > VERSION:
                raise StateError("The state was saved by a newer version; update this program.")
            votes = Votes(**{name: file[name] for name in _VOTES})
            covotes = CoVotes(file["n"], file["t"], file["s"])
            groups = Groups(file["group"].astype(np.int64), file["group_sums"], file["muted"])
    except (KeyError, ValueError, TypeError, EOFError, OSError, zipfile.BadZipFile) as error:
        if isinstance(error, StateError):
            raise
        raise StateError("The file is no saved state of a poll, or it is damaged.") from None
    return OpinionState(votes, covotes, groups)
