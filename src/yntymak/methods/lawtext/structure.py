"""Second pass: the lines of a law, already told apart, become a tree of provisions with keys."""

from collections import Counter
from dataclasses import dataclass, field, replace

from yntymak.methods.lawtext.checks import (
    Counted,
    check_document,
    check_numbers,
    lost_superscripts,
)
from yntymak.methods.lawtext.classify import Item, classify
from yntymak.methods.lawtext.document import Document, Problem
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.markers import Marker
from yntymak.methods.lawtext.numbering import Number, follows, key_number, printed
from yntymak.methods.lawtext.provisions import (
    ABBREVIATIONS,
    ARTICLE_RANK,
    RANKS,
    LawText,
    Provision,
)

_ENDS_SENTENCE = (".", "!", "?", '."', ".»", ".”", '".', "».", "”.")
_HEADING_LINES = 5
_LONGEST_HEADING = 300
_LONGEST_TITLE = 100
_MOST_LINES = 100_000  # the largest codes have about ten thousand
# Children that do not end the plain text of their parent.
_ASIDE = {"remark", "footnote", "table"}
_BEFORE_LAW = {"preface", "preamble", "contents"}
_MARKED = {"heading", "item", "note"}
_ROLES = _MARKED | {"plain", "remark", "table", "footnote", "contents", "signature"}


@dataclass
class Node:
    kind: str
    key: str
    line: int
    parent: "Node | None"
    number: str = ""
    label: str = ""
    value: Number = ()
    until: Number | None = None
    heading: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)  # of the children
    values: set[tuple[str, Number]] = field(default_factory=set)  # kind and number of the children

    @property
    def rank(self) -> int:
        return RANKS.get(self.kind, max(RANKS.values()) + 1)

    def freeze(self) -> Provision:
        return Provision(
            key=self.key,
            kind=self.kind,
            number=self.number,
            heading=" ".join(self.heading),
            paragraphs=tuple(self.paragraphs),
            parent=self.parent.key if self.parent else None,
            label=self.label,
            line=self.line,
        )


def _unnumbered(item: Item) -> Item:
    """A numbered line that is read as plain text keeps its number."""
    if item.marker is None:
        return item
    return replace(item, text=f"{item.marker.label} {item.text}".strip(), marker=None)


def _next(items: list[Item], roles: set[str]) -> list[Item | None]:
    """For each item the nearest one after it that has one of the roles."""
    found: list[Item | None] = []
    after: Item | None = None
    for item in reversed(items):
        found.append(after)
        after = item if item.role in roles else after
    found.reverse()
    return found


class _Builder:
    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.root = Node("", "", 0, None)  # only counts what stands at the top
        self.next_mark = _next(items, _MARKED | {"signature"})
        self.next_text = _next(items, _ROLES - {"remark"})
        self.times: Counter[str] = Counter()  # how often each key was asked for
        self.problems: list[Problem] = []
        self.last_text = ""
        self.has_articles = any(item.marker and item.marker.kind == "article" for item in items)

    def numbered(self) -> list[Counted]:
        return [(node.freeze(), node.value) for node in self.nodes]

    def ranges(self) -> dict[str, Number]:
        return {node.key: node.until for node in self.nodes if node.until}

    def build(self) -> None:
        for index, item in enumerate(self.items):
            if item.role == "heading":
                self._open_heading(item)
            elif item.role in {"item", "note"} and self._may_number():
                self._open_item(item)
            elif item.role in {"remark", "table", "footnote"}:
                self._add_aside(item, index)
            elif item.role in {"contents", "signature"}:
                self._set_apart("contents" if item.role == "contents" else "conclusions", item)
            else:
                self._add_text(_unnumbered(item), index)

    # Opening nodes

    def _new(self, kind: str, key: str, item: Item, parent: Node | None) -> Node:
        """Register a node under a unique key: the second art_12 becomes art_12~2."""
        self.times[key] += 1
        times = self.times[key]
        unique = key if times == 1 else f"{key}~{times}"
        if times > 1 and kind not in {"conclusions", "contents"}:
            self._problem("duplicate_number", unique, item, f"{key} stands {times} times")
        node = Node(kind, unique, item.line, parent)
        self.nodes.append(node)
        siblings = parent or self.root
        siblings.children.append(node)
        siblings.kinds[kind] += 1
        return node

    def _marked(self, marker: Marker, item: Item, parent: Node | None, key: str) -> Node:
        node = self._new(marker.kind, key, item, parent)
        node.number, node.label, node.value = marker.number, marker.label, marker.value
        node.until = marker.until
        (parent or self.root).values.add((marker.kind, marker.value))
        self._note_mark_defects(marker, node, item)
        return node

    def _note_mark_defects(self, marker: Marker, node: Node, item: Item) -> None:
        if marker.misspelt:
            self._problem("misspelt_keyword", node.key, item, marker.label)
        if marker.unmarked:
            self._problem("number_mark_missing", node.key, item, marker.label)
        if marker.wrong_mark:
            self._problem("wrong_mark", node.key, item, marker.label)
        if marker.until:
            self._problem("range_of_articles", node.key, item, marker.label)
        if marker.label.startswith(('"', "«", "“", "„")):
            self._problem("stray_quote", node.key, item, marker.label)

    def _open_heading(self, item: Item) -> None:
        marker = item.marker
        assert marker is not None  # noqa: S101 - a heading item always carries its mark
        rank = RANKS[marker.kind]
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        part = f"{ABBREVIATIONS[marker.kind]}_{marker.key or self._ordinal(marker.kind, parent)}"
        scope = self._annex() if marker.kind == "article" else parent
        node = self._marked(marker, item, parent, f"{scope.key}__{part}" if scope else part)
        node.heading = [item.text] if item.text else []
        self.stack.append(node)
        self.last_text = ""

    def _annex(self) -> Node | None:
        return self.stack[0] if self.stack and self.stack[0].kind == "annex" else None

    def _ordinal(self, kind: str, parent: Node | None) -> int:
        return (parent or self.root).kinds[kind] + 1

    def _may_number(self) -> bool:
        """Numbered lines of the preface are no paragraphs of the law."""
        inside = bool(self.stack) and self.stack[-1].kind not in _BEFORE_LAW
        return inside or not self.has_articles

    def _open_item(self, item: Item) -> None:
        marker = item.marker
        assert marker is not None  # noqa: S101 - so does a numbered item
        self._leave_note(marker)
        if self.stack and self.stack[-1].kind in _BEFORE_LAW:
            self.stack.pop()
        climbed = None
        while self.stack and self.stack[-1].rank >= RANKS[marker.kind]:
            climbed = self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        if parent:
            parent = self._introducing_alinea(parent, marker, climbed) or parent
        name = marker.key or str(self._ordinal(marker.kind, parent))
        part = f"{ABBREVIATIONS[marker.kind]}_{name}"
        node = self._marked(marker, item, parent, f"{parent.key}__{part}" if parent else part)
        self.stack.append(node)
        if item.text:
            node.paragraphs.append(item.text)
            self.last_text = item.text

    def _leave_note(self, marker: Marker) -> None:
        """«2.» after «Примечание. …» goes on with the article unless the note counts itself."""
        note = next((node for node in self.stack if node.kind == "note"), None)
        if note is None or marker.kind != "paragraph" or marker.value == (1,):
            return
        counted = [child.value for child in note.children if child.kind == "paragraph"]
        if not counted or not follows(counted[-1], marker.value):
            del self.stack[self.stack.index(note) :]

    def _introducing_alinea(
        self, parent: Node, marker: Marker, climbed: Node | None
    ) -> Node | None:
        """A second list «1) … 2) …» in one provision belongs to the plain paragraph before it."""
        goes_on = climbed and climbed.kind == "alinea" and climbed.parent is parent
        if climbed and goes_on and (marker.kind, marker.value) not in climbed.values:
            self.stack.append(climbed)
            return climbed
        last = next((node for node in reversed(parent.children) if node.kind not in _ASIDE), None)
        if last is None or last.kind != "alinea" or marker.kind == "paragraph":
            return None
        if marker.value == (1,) or (marker.kind, marker.value) in parent.values:
            self.stack.append(last)
            return last
        return None

    # Text

    def _add_text(self, item: Item, index: int) -> None:
        if not self.stack:
            self._open_preface(item)
        if self.stack[-1].kind in {"preface", "contents"} and self._begins_preamble(item):
            self.stack = [self._new("preamble", "preamble", item, None)]
        top = self.stack[-1]
        if top.rank <= ARTICLE_RANK and self._continues_heading(top, item.text, index):
            top.heading.append(item.text)
            return
        self._append(self._home(index), item)
        self.last_text = item.text

    def _open_preface(self, item: Item) -> None:
        self.stack.append(self._new("preface", "preface", item, None))

    def _begins_preamble(self, item: Item) -> bool:
        """Title, date and remarks make the preface; what follows in sentences is the preamble."""
        if not self.stack[-1].paragraphs:
            return False
        if self.stack[-1].kind == "contents":
            return True
        after_remark = any(child.kind == "remark" for child in self.stack[-1].children)
        sentence = len(item.text) > _LONGEST_TITLE and item.text.endswith((".", ":", ";", ","))
        return after_remark or sentence

    def _append(self, node: Node, item: Item) -> None:
        """Plain text before any child is the node's own; after one it is an alinea."""
        if not node.children:
            node.paragraphs.append(item.text)
            return
        ordinal = len(node.paragraphs) + node.kinds["alinea"] + 1
        alinea = self._new("alinea", f"{node.key}__al_{ordinal}", item, node)
        alinea.number = str(ordinal)
        alinea.paragraphs.append(item.text)

    def _home(self, index: int) -> Node:
        """Where a plain line belongs: the open point if its list goes on, else what holds it."""
        while self.stack[-1].kind in {"point", "indent"} or (
            self.stack[-1].kind == "alinea" and self.stack[-1].parent is not None
        ):
            top = self.stack[-1]
            if top.kind != "alinea" and (
                self._goes_on(top, index) or not self.last_text.endswith(_ENDS_SENTENCE)
            ):
                break
            if len(self.stack) == 1:
                break
            self.stack.pop()
        return self.stack[-1]

    def _goes_on(self, node: Node, index: int) -> bool:
        """Whether the next numbered line is the sibling after `node`, or its own first child."""
        item = self.next_mark[index]
        if item is None or item.role != "item" or item.marker is None:
            return False
        if item.marker.kind == node.kind:
            return follows(node.value, item.marker.value)
        return RANKS[item.marker.kind] > node.rank and item.marker.value == (1,)

    def _continues_heading(self, node: Node, text: str, index: int) -> bool:
        if node.paragraphs or node.children or len(text) > _LONGEST_HEADING:
            return False
        if len(node.heading) >= _HEADING_LINES:
            return False
        if node.kind == "article":
            return self._continues_article_heading(node, text, index)
        if not node.heading or text.isupper() or text[0].islower():
            return True
        return self.has_articles and not text.endswith((".", ";", ":"))

    def _continues_article_heading(self, node: Node, text: str, index: int) -> bool:
        followed = index + 1 < len(self.items) and self.items[index + 1].role in {"plain", "item"}
        if text.endswith((".", ";", ":", ",", "-", "–", "—")) or not followed:
            return False
        if not node.heading:
            return len(text) <= _LONGEST_HEADING / 2
        return text[0].islower() and not node.heading[-1].endswith((".", ":", ";", "?", "!"))

    # Remarks, tables, footnotes, signatures

    def _add_aside(self, item: Item, index: int) -> None:
        if not self.stack and item.role == "table":
            self._open_preface(item)
        parent = self.stack[-1] if self.stack else None
        if item.role == "table" and parent and parent.kind in _BEFORE_LAW and not parent.children:
            parent.paragraphs += item.rows  # a frame around the title
            return
        if parent and item.role == "remark" and not item.inline and self._closes_article(index):
            while self.stack[-1].rank > ARTICLE_RANK and len(self.stack) > 1:
                self.stack.pop()
            parent = self.stack[-1]
        elif parent and parent.children and parent.children[-1].kind == "alinea":
            parent = parent.children[-1]  # it may introduce a list yet
        ordinal = self._ordinal(item.role, parent)
        part = f"{ABBREVIATIONS[item.role]}_{ordinal}"
        key = f"{parent.key}__{part}" if parent else part
        node = self._new(item.role, key, item, parent)
        node.number = str(ordinal)
        node.paragraphs = list(item.rows) or [item.text]
        if item.role == "table":
            self._problem("table", node.key, item, f"{len(item.rows)} rows")

    def _closes_article(self, index: int) -> bool:
        item = self.next_text[index]
        return item is None or item.role in {"heading", "signature"}

    def _set_apart(self, kind: str, item: Item) -> None:
        """Signatures and the table of contents are no part of the tree of provisions."""
        if not self.stack or self.stack[-1].kind != kind:
            self.stack = [self._new(kind, kind, item, None)]
        self.stack[-1].paragraphs.append(item.text)

    def _problem(self, code: str, where: str, item: Item, detail: str) -> None:
        self.problems.append(Problem(code, where, item.line, detail))


def build(items: list[Item]) -> tuple[tuple[Provision, ...], tuple[Problem, ...]]:
    """The tree of lines that are told apart, and what looks wrong in it."""
    builder = _Builder(items)
    builder.build()
    problems = (*builder.problems, *check_numbers(builder.numbered(), builder.ranges()))
    return tuple(node.freeze() for node in builder.nodes), problems


def parse(
    document: Document,
    language: str,
    *,
    require_articles: bool = True,
    restore_superscripts: bool = False,
    is_signed: bool = True,
) -> LawText:
    """Provisions of a law in `language` (ky or ru).

    `restore_superscripts` believes the guess that 851 between 85 and 86 was 85¹; the label keeps
    what is printed. Without it the guess is only a problem for a person to decide. `is_signed`
    says that names and dates may stand under the text, as they do not under a part of a law.

    Raises LawTextError: no_articles where the text has none and they are required (pass False for
    by-laws and resolutions), wrong_language where its articles are marked in the other language,
    too_large where it has more lines than any law.
    """
    if language not in {"ky", "ru"}:
        raise LawTextError("wrong_language", f"the language is ky or ru, not {language!r}")
    if len(document.lines) > _MOST_LINES:
        raise LawTextError("too_large", f"the text has more than {_MOST_LINES} lines")
    items = classify(document, is_signed=is_signed)
    problems = list(document.problems)
    problems += check_document(document, items, language, require_articles=require_articles)
    builder = _Builder(items)
    builder.build()
    if restore_superscripts and (meant := lost_superscripts(builder.numbered(), builder.ranges())):
        restored = [_restored(item, meant) for item in items]
        problems += [
            Problem("superscript_restored", "", new.line, new.marker.number)
            for old, new in zip(items, restored, strict=True)
            if new.marker and new is not old
        ]
        builder = _Builder(restored)
        builder.build()
    problems += [*builder.problems, *check_numbers(builder.numbered(), builder.ranges())]
    problems.sort(key=lambda problem: problem.line)
    return LawText(language, tuple(node.freeze() for node in builder.nodes), tuple(problems))


def _restored(item: Item, meant: dict[tuple[str, int], Number]) -> Item:
    guess = meant.get((item.marker.kind, item.line)) if item.marker else None
    if item.marker is None or guess is None:
        return item
    marker = replace(item.marker, number=printed(guess), value=guess, key=key_number(guess))
    return replace(item, marker=marker)
