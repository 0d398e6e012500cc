"""Where the sums over blocks of participants are made: here, in threads, or on a Dask cluster."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, Self

from numpy.typing import NDArray


class Executor(Protocol):
    """Runs one function over many blocks; results come in the order of the blocks.

    The order makes sums of floating-point numbers independent of who is ready first.
    """

    def hold(self, load: Callable[..., Any], pieces: Sequence[tuple[Any, ...]]) -> list[Any]:
        """``load(*piece)`` of each piece, or handles that ``run`` takes for them."""

    def run(
        self, function: Callable[..., NDArray[Any]], held: Sequence[Any], *arguments: Sequence[Any]
    ) -> Iterator[NDArray[Any]]:
        """``function(block, ...)`` of each block with its own element of each of the arguments."""

    def close(self) -> None: ...


class Threads:
    """At most ``n`` threads of this process, by default as many as there are processors for us."""

    def __init__(self, n: int | None = None) -> None:
        self._n = n or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else n or 1
        self._pool: ThreadPoolExecutor | None = None

    def hold(self, load: Callable[..., Any], pieces: Sequence[tuple[Any, ...]]) -> list[Any]:
        return list(self.run(lambda piece: load(*piece), pieces))

    def run(
        self, function: Callable[..., Any], held: Sequence[Any], *arguments: Sequence[Any]
    ) -> Iterator[Any]:
        if self._n == 1 or len(held) == 1:
            return map(function, held, *arguments)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._n)
        return self._pool.map(function, held, *arguments)

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
