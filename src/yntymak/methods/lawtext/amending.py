"""An amending law carried out on an act, with an account of every instruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from yntymak.methods.lawtext.applying import apply
from yntymak.methods.lawtext.instructions import AmendingAct, Instruction, act_stems
from yntymak.methods.lawtext.operations import AmendmentError
from yntymak.methods.lawtext.operations_json import operation_as_json
from yntymak.methods.lawtext.provisions import LawText

__all__ = ["Account", "Amended", "amend", "best_act"]

_LEAST_ALIKE = 80.0


@dataclass(frozen=True)
class Account:
    """What became of one instruction; `error` says why it was not read or not carried out."""

    instruction: Instruction
    is_applied: bool
    is_regenerated: bool
    error: AmendmentError | None

    def as_json(self) -> dict[str, Any]:
        failure = {"code": self.error.code, "detail": self.error.detail} if self.error else None
        return {
            "place": self.instruction.place,
            "line": self.instruction.line,
            "text": self.instruction.text,
            "operations": [operation_as_json(each) for each in self.instruction.operations],
            "parsed": self.instruction.error is None,
            "applied": self.is_applied,
            "regenerated": self.is_regenerated,
            "failure": failure,
        }


@dataclass(frozen=True)
class Amended:
    law: LawText
    act: str
    accounts: tuple[Account, ...]
    other_acts: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        return {
            "found": len(self.accounts),
            "parsed": sum(each.instruction.error is None for each in self.accounts),
            "applied": sum(each.is_applied for each in self.accounts),
            "regenerated": sum(each.is_regenerated for each in self.accounts),
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "other_acts": list(self.other_acts),
            **self.counts(),
            "instructions": [each.as_json() for each in self.accounts],
        }


def amend(law: LawText, amending: AmendingAct, act: str) -> Amended:
    """Carry out what `amending` orders for `act`; an instruction is carried out whole or not."""
    accounts: list[Account] = []
    for instruction in amending.instructions:
        if instruction.act == act:
            law, error = _carried_out(law, instruction)
            accounts.append(
                Account(
                    instruction=instruction,
                    is_applied=error is None,
                    is_regenerated=instruction.is_regenerated(amending.language),
                    error=error,
                )
            )
    others = tuple(each for each in amending.acts if each != act)
    return Amended(law, act, tuple(accounts), others)


def best_act(acts: Sequence[str], title: str) -> str | None:
    """Which of the named acts has this title; None where none is like it."""
    if len(acts) == 1:
        return acts[0]
    scored = [(fuzz.token_set_ratio(_stems(act), _stems(title)), act) for act in acts]
    score, act = max(scored, default=(0.0, ""))
    return act if score >= _LEAST_ALIKE else None


def _carried_out(law: LawText, instruction: Instruction) -> tuple[LawText, AmendmentError | None]:
    if instruction.error:
        return law, instruction.error
    try:
        return apply(instruction.operations, law), None
    except AmendmentError as failure:
        return law, failure


def _stems(name: str) -> str:
    return " ".join(act_stems(name))
