"""Two principal components of votes with gaps, without filling the gaps.

Each gap is taken as the mean of its statement over those who voted. After centring every gap is
then exactly zero, so the centred matrix C has one entry, v_ij - mean_j, per vote and nothing else:
its components come from products C x and C'y alone, and no participants-by-statements table is
ever made. Formulas after Small et al. 2021, "Polis: scaling deliberation by mapping high
dimensional opinion spaces".
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

from yntymak.methods.opinion.blocks import VoteSums
from yntymak.methods.opinion.votes import AGREE, DISAGREE, PASS, Counts

_EPSILON = float(np.finfo(np.float64).eps)
_CHECK_EVERY = 2
_WHOLE_SPECTRUM = 64


@dataclass(frozen=True, slots=True)
class Components:
    """``centre`` (n,) mean vote of each statement, 0 where it is muted or nobody voted;
    ``directions`` (2, n) orthonormal rows, a row of zeros where the votes span fewer dimensions;
    ``variances`` (2,) sums of squares along them, and ``total_variance`` over all dimensions.

    Votes are in the sign of the input: +1 agrees. Each direction has its largest entry positive.
    """

    centre: NDArray[np.float64]
    directions: NDArray[np.float64]
    variances: NDArray[np.float64]
    total_variance: float


class CentredVotes:
    """C (m, n): v - centre where a vote was given on a statement not muted, else 0; never written
    out, but known by its products. With H of ``VoteSums``, C = H E: E (3n, n) holds the three
    values that a vote on a statement can have after centring.
    """

    def __init__(
        self, sums: VoteSums, counts: Counts, centre: NDArray[np.float64], muted: NDArray[np.bool_]
    ) -> None:
        self._sums = sums
        self._values = np.array([DISAGREE, PASS, AGREE]) - centre[:, None]
        self._values[muted] = 0.0
        voters = np.stack([counts.disagree, counts.passed, counts.agree], axis=1)
        self.squares: NDArray[np.float64] = _over_votes(self._values**2 * voters)

    def gram(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        """C'C times a vector (n,)."""
        image = self._sums.gram((self._values * vector[:, None]).ravel())
        return _over_votes(self._values * image.reshape(-1, 3))

    def along(self, directions: NDArray[np.float64]) -> NDArray[np.float64]:
        """C times the transposed directions (k, n): (m, k)."""
        table = self._values[:, :, None] * directions.T[:, None, :]
        return self._sums.of_participants(table.reshape(-1, len(directions)))


def _over_votes(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 3) → (n,), in a fixed order."""
    return cells[:, 0] + cells[:, 1] + cells[:, 2]


def principal_components(centred: CentredVotes, centre: NDArray[np.float64]) -> Components:
    """Components over all participants, of ``centred_votes``.

    Relative error of the directions: machine precision divided by the gap between the second and
    the third variance. The same bytes for any number of threads: no product goes through BLAS.
    """
    return _components(centred.gram, centred.squares, centre)


def components_of_gram(gram: NDArray[np.float64], centre: NDArray[np.float64]) -> Components:
    """The same from C'C itself (n, n)."""
    return _components(lambda vector: np.einsum("ij,j->i", gram, vector), np.diag(gram), centre)


def _components(
    gram: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    squares: NDArray[np.float64],
    centre: NDArray[np.float64],
) -> Components:
    variances, directions = leading_pairs(gram, squares, 2)
    return Components(
        centre=centre,
        directions=_with_canonical_signs(directions),
        variances=variances,
        total_variance=float(np.sum(squares)),
    )


def centre_of_votes(counts: Counts, muted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean vote per statement (n,) over those who voted on it; a pass counts as 0.

    Muted statements count as 0 for everybody.
    """
    centre: NDArray[np.float64] = (counts.agree - counts.disagree) / np.maximum(counts.seen, 1)
    centre[muted] = 0.0
    return centre


def centred_votes(
    sums: VoteSums, counts: Counts, centre: NDArray[np.float64], muted: NDArray[np.bool_]
) -> CentredVotes:
    return CentredVotes(sums, counts, centre, muted)


def project(
    sums: VoteSums,
    centred: CentredVotes,
    directions: NDArray[np.float64],
    counted: NDArray[np.bool_],
    muted: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Places of the participants (m, 2).

    The sum over a participant's own votes is stretched by sqrt(n_statements / n_votes), so that who
    votes little is not drawn to the middle. ``counted`` (n,) are the statements that somebody has
    voted on; a muted one among them counts as voted on by everybody.
    """
    places = centred.along(directions)
    places *= stretch(own_votes(sums, counted, muted), counted)[:, None]
    return places


def own_votes(
    sums: VoteSums, counted: NDArray[np.bool_], muted: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Votes of each participant (m,) as the map counts them; see ``project``."""
    if not muted.any():
        return sums.votes.votes_per_participant
    on_map = np.repeat(~muted, 3).astype(np.float64)[:, None]
    own = sums.of_participants(on_map)[:, 0].astype(np.int64)
    return own + np.count_nonzero(muted & counted)


def stretch(n_votes: NDArray[np.int64], counted: NDArray[np.bool_]) -> NDArray[np.float64]:
    factor: NDArray[np.float64] = np.sqrt(np.count_nonzero(counted) / np.maximum(n_votes, 1))
    return factor


def project_statements(components: Components, counted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Places of the statements (n, 2): of one who votes on that statement alone, and agrees."""
    offset = np.sqrt(np.count_nonzero(counted)) * (1.0 - components.centre)
    places: NDArray[np.float64] = offset[:, None] * components.directions.T
    return places


def leading_pairs(
    gram: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    squares: NDArray[np.float64],
    k: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The k largest eigenvalues (k,) of C'C and their vectors (k, n), by Lanczos.

    ``gram`` multiplies C'C with a vector; ``squares`` (n,) is its diagonal.

    Full reorthogonalisation, Golub & Van Loan, Matrix Computations, 4th ed., 10.3. Where the Krylov
    space closes, the search goes on in its orthogonal complement, so that a repeated eigenvalue is
    found as often as it counts among the first k. Up to 64 statements the whole spectrum is taken;
    among more, a variance that is repeated to the last bit may be found once only.
    """
    n = len(squares)
    weight = np.sqrt(np.maximum(squares, 0.0))  # a difference may round below 0
    scale = float(weight @ weight)
    if scale <= 0.0:
        return np.zeros(k), np.zeros((k, n))
    basis = np.zeros((0, n))
    diagonal: list[float] = []
    beside: list[float] = []
    closed = 0
    vector = _unit_vector_across(basis, weight, 0)
    while True:
        basis = np.concatenate([basis, vector[None]])
        image = gram(vector)
        diagonal.append(float(np.einsum("i,i->", vector, image)))
        image = _orthogonal_part(image, basis)
        length = _norm(image)
        space_closes = length <= 64 * _EPSILON * scale
        closed += space_closes
        step = len(diagonal)
        last = step == n or (closed == k and n > _WHOLE_SPECTRUM)
        if last or (n > _WHOLE_SPECTRUM and step % _CHECK_EVERY == 0 and not space_closes):
            roots, weights = _spectrum(diagonal, beside)
            residual = length * float(np.abs(weights[-1, -k:]).max())
            if last or residual <= 4 * _EPSILON * float(roots[-1]):
                break
        beside.append(0.0 if space_closes else length)
        vector = _unit_vector_across(basis, weight, step) if space_closes else image / length
    return _largest(roots, np.einsum("si,sj->ij", weights, basis), k, scale)


def _spectrum(
    diagonal: list[float], beside: list[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    roots, weights = eigh_tridiagonal(np.array(diagonal), np.array(beside))
    return np.asarray(roots, dtype=np.float64), np.asarray(weights, dtype=np.float64)


def _largest(
    roots: NDArray[np.float64], vectors: NDArray[np.float64], k: int, scale: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The last k of the ascending roots, greatest first; what is rounding error becomes 0."""
    values, directions = np.zeros(k), np.zeros((k, vectors.shape[1]))
    for place, i in enumerate(range(len(roots) - 1, max(len(roots) - 1 - k, -1), -1)):
        if roots[i] > 1024 * _EPSILON * scale:
            values[place] = roots[i]
            directions[place] = vectors[i] / _norm(vectors[i])
    return values, directions


def _unit_vector_across(
    basis: NDArray[np.float64], weight: NDArray[np.float64], step: int
) -> NDArray[np.float64]:
    """A fixed vector without symmetries, orthogonal to the rows of the basis.

    The fractional parts of multiples of the golden ratio fill the unit interval evenly and never
    repeat; the weights let it lean to where the variance lies.
    """
    golden = (1 + np.sqrt(5)) / 2
    spread = np.mod(np.arange(1, len(weight) + 1) * golden * (step + 1), 1.0) - 0.5
    vector = _orthogonal_part(spread * (weight if step == 0 else 1.0), basis)
    return vector / _norm(vector)


def _orthogonal_part(
    vector: NDArray[np.float64], basis: NDArray[np.float64]
) -> NDArray[np.float64]:
    for _ in range(2):  # twice is enough (Parlett, The Symmetric Eigenvalue Problem, 6.9)
        overlap = np.einsum("ij,j->i", basis, vector)
        vector = vector - np.einsum("i,ij->j", overlap, basis)
    return vector


def _norm(vector: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.einsum("i,i->", vector, vector)))


def _with_canonical_signs(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest entry of each row is positive; among entries equal to 1e-9, the first."""
    size = np.abs(directions)
    largest = np.argmax(size >= size.max(axis=1, keepdims=True) * (1 - 1e-9), axis=1)
    entry = np.take_along_axis(directions, largest[:, None], axis=1)
    signed: NDArray[np.float64] = directions * np.where(entry < 0, -1.0, 1.0) + 0.0  # no -0.0
    return signed
