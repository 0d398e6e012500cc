"""Operations as plain data, for files and databases."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Insert,
    Operation,
    Renumber,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)

__all__ = ["operation_as_json", "operation_from_json"]

_BY_NAME: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Insert, Replace, Repeal, WordsReplace, WordsBefore, WordsAfter, WordsDelete, Renumber
    )
}  # fmt: skip


def operation_as_json(operation: Operation) -> dict[str, Any]:
    return {"operation": type(operation).__name__, **asdict(operation)}


def operation_from_json(data: Mapping[str, Any]) -> Operation:
    """Raises AmendmentError (payload_unreadable) for what operation_as_json does not write."""
    kind = _BY_NAME.get(data.get("operation", ""))
    names = {each.name for each in fields(kind)} if kind else set()
    given = {name: value for name, value in data.items() if name != "operation"}
    if kind is None or not given.keys() <= names:
        raise AmendmentError("payload_unreadable", f"no operation: {dict(data)}")
    if "numbers" in given:
        given["numbers"] = tuple(given["numbers"])
    try:
        operation: Operation = kind(**given)
    except TypeError as error:
        raise AmendmentError("payload_unreadable", f"no operation: {dict(data)}") from error
    return operation
