"""Where the sums over blocks of participants are made: in threads here, or on a Dask cluster."""

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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
        self, function: Callable[..., NDArray[Any]], held: Sequence[Any], *arguments: Iterable[Any]
    ) -> Iterator[NDArray[Any]]:
        """``function(block, ...)`` of each block with its own element of each of the arguments."""

    def close(self) -> None: ...


class Threads:
    """At most ``n`` threads of this process, by default as many as there are processors for us."""

    def __init__(self, n: int | None = None) -> None:
        self._n = n or processors()
        self._pool: ThreadPoolExecutor | None = None

    def hold(self, load: Callable[..., Any], pieces: Sequence[tuple[Any, ...]]) -> list[Any]:
        return list(self.run(lambda piece: load(*piece), pieces))

    def run(
        self, function: Callable[..., Any], held: Sequence[Any], *arguments: Iterable[Any]
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


class Cluster:
    """The workers of a Dask cluster; needs the extra ``cluster``.

    A block travels inside the task that makes it, so the scheduler can have it made anew by another
    worker when the one that held it is gone. The workers need this package installed.

    Raises ClusterError where nobody answers at the address, or the whole cluster is lost.
    """

    def __init__(self, address: str, *, patience: float = 10.0) -> None:
        try:
            distributed = importlib.import_module("distributed")
        except ModuleNotFoundError:
            raise ClusterError(
                "A cluster needs the package distributed: pip install 'yntymak[cluster]'."
            ) from None
        try:
            self._client: Any = distributed.Client(
                address, timeout=patience, set_as_default=False, direct_to_workers=False
            )
            self._client.wait_for_workers(1, timeout=patience)
        except (OSError, TimeoutError, ValueError):
            raise ClusterError(f"No cluster with workers answers at {address}.") from None

    def hold(self, load: Callable[..., Any], pieces: Sequence[tuple[Any, ...]]) -> list[Any]:
        return [self._client.submit(load, *piece, pure=False) for piece in pieces]

    def run(
        self, function: Callable[..., Any], held: Sequence[Any], *arguments: Iterable[Any]
    ) -> Iterator[Any]:
        started = [
            self._client.submit(function, block, *others, pure=False)
            for block, *others in zip(held, *arguments, strict=False)  # some arguments never end
        ]
        while started:
            yield started.pop(0).result()

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ClusterError(RuntimeError):
    """Why no cluster is to be had, in one sentence."""


def processors() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
