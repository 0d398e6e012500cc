"""Which statement a participant should be shown next."""

import numpy as np
from numpy.typing import NDArray

META_PRIORITY = 49.0


def routing_priority(
    n_agree: NDArray[np.int64],
    n_pass: NDArray[np.int64],
    n_seen: NDArray[np.int64],
    extremity: NDArray[np.float64],
    meta: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Weight (statements,) with which a statement is drawn; every argument is (statements,).

    Statements that divide, are seldom passed on and often agreed with come first; a new one is
    lifted up to ninefold, the lift halves with every five votes. Questions about the participants
    themselves (meta) have a fixed weight.
    """
    not_passed = 1 - (n_pass + 1) / (n_seen + 2)
    importance = not_passed * (extremity + 1) * (n_agree + 1) / (n_seen + 2)
    lift = 1 + 8 * np.exp2(-n_seen / 5)
    return np.where(meta, META_PRIORITY, (importance * lift) ** 2)
