"""What an amending law does to another law, one frozen operation for each thing done.

A target is a key as the drafter names it: `art_108__part…` may leave out levels
(`art_135__point_2` where the point stands in the only paragraph) and may end in a piece without
a key of its own: `__heading`, `__al_2` (the second plain paragraph), `__sent_1`. The empty target
is the whole law.
"""

from dataclasses import dataclass

from yntymak.methods.lawtext.errors import LawTextError

__all__ = [
    "NO_FACTS",
    "AmendmentError",
    "Facts",
    "Insert",
    "Operation",
    "Renumber",
    "Repeal",
    "Replace",
    "WordsAfter",
    "WordsBefore",
    "WordsDelete",
    "WordsOperation",
    "WordsReplace",
]


@dataclass(frozen=True)
class Facts:
    """What a sentence about a failure needs, in any language; empty where it has none.

    `target` a key as drafted, `words` the anchor, `count` how often it stands or how many parts
    there are, `keys` the provisions that may be meant or that stand in the way, `other` another
    operation (from 0), `number` and `after` two numbers as printed.
    """

    target: str = ""
    words: str = ""
    count: int = 0
    keys: tuple[str, ...] = ()
    other: int = -1
    number: str = ""
    after: str = ""


NO_FACTS = Facts()


class AmendmentError(LawTextError):
    """An amendment that cannot be carried out or understood as written.

    Codes: target_missing, target_ambiguous, anchor_missing, anchor_ambiguous, number_taken,
    number_out_of_order, payload_empty, payload_unreadable, payload_differs, inflected,
    formula_unknown, whole_act.
    """

    def __init__(self, code: str, detail: str, facts: Facts = NO_FACTS) -> None:
        super().__init__(code, detail)
        self.facts = facts


@dataclass(frozen=True)
class Insert:
    """New provisions of one kind under `target`; `numbers` as in keys, `text` as printed.

    Kinds beside those of provisions: alinea (its number is the place it takes) and sentence
    (added at the end). Without numbers the text goes to the end of its target.
    """

    target: str
    kind: str
    numbers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Replace:
    """The whole provision in new words, its mark included."""

    target: str
    text: str


@dataclass(frozen=True)
class Repeal:
    """The number stays, empty; `excluded`: the drafter wrote «исключить», not «утратившим силу»."""

    target: str
    excluded: bool = False


@dataclass(frozen=True)
class WordsReplace:
    """`everywhere`: wherever the words stand; `inflected`: in whatever case they stand."""

    target: str
    anchor: str
    words: str
    everywhere: bool = False
    inflected: bool = False


@dataclass(frozen=True)
class WordsBefore:
    target: str
    anchor: str
    words: str
    everywhere: bool = False


@dataclass(frozen=True)
class WordsAfter:
    """With an empty anchor the words go to the end of the target, before its stop."""

    target: str
    anchor: str
    words: str
    everywhere: bool = False


@dataclass(frozen=True)
class WordsDelete:
    target: str
    anchor: str
    everywhere: bool = False
    inflected: bool = False


@dataclass(frozen=True)
class Renumber:
    """The provision keeps its words and gets another number, as in keys."""

    target: str
    number: str


WordsOperation = WordsReplace | WordsBefore | WordsAfter | WordsDelete
Operation = Insert | Replace | Repeal | WordsOperation | Renumber
