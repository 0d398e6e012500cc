"""A drafter types an article as it should read; the law in which it reads so is given back.

    new = retyped(law, "art_5", article_text(law, "art_5").replace("год", "месяц"))
    operations = draft(law, new)

Typed back as `article_text` printed it, a provision is what it was. Remarks of the publisher and
footnotes, which that text leaves out, stay with the lines they stood by.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from yntymak.methods.lawtext.applying import apply
from yntymak.methods.lawtext.classify import Item, classify
from yntymak.methods.lawtext.comparison import lines_of
from yntymak.methods.lawtext.document import Document, Line, Problem, clean
from yntymak.methods.lawtext.markers import Marker, read_item
from yntymak.methods.lawtext.operations import AmendmentError, Facts, Insert, Repeal
from yntymak.methods.lawtext.payload import read_payload, subtree, under
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS, LawText, Provision
from yntymak.methods.lawtext.structure import build
from yntymak.methods.lawtext.targets import number_of, value_of

__all__ = ["repealed", "retyped", "with_article"]

_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ASIDE = {"remark", "footnote"}
_AMONG_SIBLINGS = {"gap", "out_of_order", "duplicate_number", "superscript_lost"}
_OUTSIDE = {"preface", "preamble", "contents", "conclusions"}


def retyped(law: LawText, key: str, text: str) -> LawText:
    """The law in which `key`, usually an article, reads as typed: lines as of `article_text`.

    Marks («Статья 5.», «1)») make the structure; cells of a table row are parted by tabs. Problems
    of the new text are among the problems of the result, with the typed line. Unchanged text gives
    the law itself.

    Raises AmendmentError: target_missing, payload_empty (repeal it instead), payload_unreadable
    where the text does not begin with a mark, payload_differs where it begins with another number
    or holds a second provision of its rank.
    """
    if key not in law:
        raise AmendmentError("target_missing", f"{key} is not in the law", Facts(target=key))
    rows = _rows(law, key)
    has_table = any(row.table for row in rows)
    lines = [_cleaned(each, has_table=has_table) for each in _LINE_ENDS.split(text)]
    if not any(lines):
        raise AmendmentError("payload_empty", f"{key} has no text left", Facts(target=key))
    if [each for each in lines if each] == [each.text for each in rows]:
        return law
    if law[key].kind in {*_OUTSIDE, "alinea"}:
        plain = replace(law[key], paragraphs=tuple(each for each in lines if each))
        return _spliced(law, key, (plain, *law.descendants(key)), ())
    nodes, problems = build(list(_items(rows, lines)))
    return _spliced(law, key, _rooted(law, key, nodes), _moved_problems(key, problems))


def with_article(law: LawText, text: str, after: str | None = None) -> LawText:
    """The law with one more article, where its number belongs; after the article `after` if given.

    Raises AmendmentError: payload_… where the text is no single article, number_taken,
    number_out_of_order where it cannot stand right after `after`.
    """
    if after is not None and after not in law:
        raise AmendmentError("target_missing", f"{after} is not in the law", Facts(target=after))
    if not text.strip():
        raise AmendmentError("payload_empty", "the new article has no text")
    annex = after.partition("__")[0] if after and after.startswith("annex") else ""
    payload = read_payload(text, law.language, annex or None)
    roots = [each for each in payload.provisions if each.parent == (annex or None)]
    if [each.kind for each in roots] != ["article"]:
        shown = ", ".join(each.key for each in roots)
        raise AmendmentError("payload_differs", f"one article is wanted, {shown} stands there")
    (root,) = roots
    result = apply([Insert(annex, "article", (number_of(root.key),), text)], law)
    keys = [each.key for each in result.articles]
    place = keys.index(root.key)
    if after is not None and (place == 0 or keys[place - 1] != after):
        before = law[after].number
        raise AmendmentError(
            "number_out_of_order",
            f"{root.number} cannot stand right after {before}",
            Facts(target=root.key, number=root.number, after=before),
        )
    return result


def repealed(law: LawText, key: str, *, excluded: bool = False) -> LawText:
    """The law in which a provision has lost its force; `excluded` says so in the other words."""
    return apply([Repeal(key, excluded=excluded)], law)


# The old text, line by line


@dataclass
class _Row:
    """A printed line, what it is, and the remarks and footnotes that follow it."""

    text: str
    item: Item
    table: str = ""
    followers: tuple[Item, ...] = ()


def _rows(law: LawText, key: str) -> list[_Row]:
    rows: list[_Row] = []
    for each in subtree(law, key):
        if each.kind in _ASIDE:
            if rows:
                rows[-1].followers += (_aside(law, each),)
        else:
            rows += _printed(each)
    return rows


def _aside(law: LawText, each: Provision) -> Item:
    holder = law[each.parent].kind if each.parent else ""
    inline = RANKS.get(holder, ARTICLE_RANK + 1) > ARTICLE_RANK
    return Item(each.kind, " ".join(each.paragraphs), each.line, inline=inline)


def _printed(each: Provision) -> Iterator[_Row]:
    if each.kind == "table":
        for row in each.paragraphs:
            yield _Row(row, Item("table", "", each.line, rows=(row,)), table=each.key)
        return
    paragraphs = list(lines_of(each))
    if each.kind in RANKS and each.label:
        opening = paragraphs.pop(0)
        marker = _marker(each, opening)
        role = "heading" if RANKS[each.kind] <= ARTICLE_RANK else "item"
        role = "note" if each.kind == "note" else role
        yield _Row(opening, Item(role, marker.rest, each.line, marker))
    for text in paragraphs:
        yield _Row(text, Item("plain", text, each.line))


def _marker(each: Provision, opening: str) -> Marker:
    number = number_of(each.key).partition("~")[0]
    unnumbered = each.kind in {"note", "part", "annex"} and not each.number
    first, _, last = number.partition("..")
    return Marker(
        kind=each.kind,
        number=each.number,
        value=() if unnumbered else value_of(first),
        key="" if unnumbered else number,
        label=each.label,
        rest=opening[len(each.label) :].strip(),
        until=value_of(last) if last else None,
    )


# The typed text beside it


def _cleaned(line: str, *, has_table: bool) -> str:
    """Tabs part the cells of a table, of which the first may be empty; else they are spaces."""
    if not has_table or not line.strip():
        return clean(line)
    return "\t".join(map(clean, line.rstrip().split("\t")))


def _items(rows: list[_Row], lines: list[str]) -> Iterator[Item]:
    """What the typed lines are: as before where they are as before, else as they look."""
    known = _paired(rows, [line for line in lines if line])
    tabled = _table_lines(known, [line for line in lines if line])
    written: list[tuple[int, str]] = [(n, line) for n, line in enumerate(lines, 1) if line]
    plain = tuple(
        Line(clean(line), number)
        for place, (number, line) in enumerate(written)
        if place not in tabled
    )
    read = {
        line: list(group)
        for line, group in groupby(classify(Document(plain), is_signed=False), _line_of)
    }
    found: list[tuple[str, Item]] = []
    for place, (number, line) in enumerate(written):
        row = known.get(place)
        if place in tabled:
            table = row.table if row else ""
            found.append((table, Item("table", "", number, rows=(line,))))
        elif row and row.text == line:
            found.append(("", replace(row.item, line=number)))
        else:
            found += [("", each) for each in _as_before(row, line, read.get(number, []))]
        found += [("", each) for each in (row.followers if row else ())]
    return _with_whole_tables(found)


def _line_of(item: Item) -> int:
    return item.line


def _paired(rows: list[_Row], lines: list[str]) -> dict[int, _Row]:
    """Which old line each typed line is, or has come of: the same one, or one with its mark."""
    pairs: dict[int, _Row] = {}
    old = [row.text for row in rows]
    for _, low, high, start, end in SequenceMatcher(None, old, lines, autojunk=False).get_opcodes():
        if old[low:high] == lines[start:end]:
            pairs |= dict(zip(range(start, end), rows[low:high], strict=True))
        else:
            pairs |= _alike(rows[low:high], range(start, end), lines)
    return pairs


def _alike(rows: list[_Row], places: range, lines: list[str]) -> dict[int, _Row]:
    pairs: dict[int, _Row] = {}
    left = list(rows)
    for place in places:
        same = (row for row in left if row.item.marker and _begins(lines[place], row.item.marker))
        if row := next(same, None):
            pairs[place] = row
            left = left[left.index(row) + 1 :] if len(rows) != len(places) else _without(left, row)
    unmarked = [row for row in rows if row not in pairs.values() and row.item.marker is None]
    open_places = [
        place for place in places if place not in pairs and read_item(lines[place]) is None
    ]
    # the last with the last, for a remark stands after all it speaks of
    pairs |= dict(zip(reversed(open_places), reversed(unmarked), strict=False))
    return pairs


def _without(rows: list[_Row], gone: _Row) -> list[_Row]:
    return [row for row in rows if row is not gone]


def _begins(line: str, marker: Marker) -> bool:
    return line == marker.label or line.startswith(f"{marker.label} ")


def _table_lines(known: dict[int, _Row], lines: list[str]) -> set[int]:
    """Rows of a table: those that were, and new ones with cells beside them."""
    tabled: set[int] = set()
    for place, line in enumerate(lines):
        row = known.get(place)
        same = row and row.table and (row.text == line or "\t" in line or "\t" not in row.text)
        if same or ("\t" in line and place - 1 in tabled):
            tabled.add(place)
    return tabled


def _as_before(row: _Row | None, line: str, read: list[Item]) -> list[Item]:
    """A mark that was there means what it meant."""
    marker = row.item.marker if row else None
    if row is None or marker is None or not _begins(line, marker):
        return read
    first, rest = (read[0], read[1:]) if read else (None, [])
    if first and first.marker and first.marker.label == marker.label:
        text = first.text
    else:
        text = line[len(marker.label) :].strip()
        rest = [each for each in rest if each.role == "remark"]
        for each in rest:
            text = text.removesuffix(each.text).strip()
    number = first.line if first else 0
    return [Item(row.item.role, text, number, replace(marker, rest=text)), *rest]


def _with_whole_tables(found: list[tuple[str, Item]]) -> Iterator[Item]:
    """Neighbouring rows are one table, unless they came of two."""
    rows: list[Item] = []
    table = ""
    for key, item in found:
        if item.role == "table" and (not rows or not key or not table or key == table):
            rows.append(item)
            table = table or key
            continue
        if rows:
            yield _table(rows)
        rows, table = ([item], key) if item.role == "table" else ([], "")
        if not rows:
            yield item
    if rows:
        yield _table(rows)


def _table(rows: list[Item]) -> Item:
    return replace(rows[0], rows=tuple(text for each in rows for text in each.rows))


# The new provisions in the law


def _rooted(law: LawText, key: str, nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The provisions under the key and the parent of the one they replace."""
    old = law[key]
    roots = [each for each in nodes if each.parent is None]
    if not roots or roots[0].kind in {*_OUTSIDE, "table", "remark"}:
        detail = f"the new text of {key} begins with no number"
        raise AmendmentError("payload_unreadable", detail, Facts(target=key))
    found = tuple(under(each.key, old.parent) if old.parent else each.key for each in roots)
    if len(roots) > 1 or (found[0], roots[0].kind) != (key.partition("~")[0], old.kind):
        detail = f"{key} cannot become {', '.join(found)}"
        raise AmendmentError("payload_differs", detail, Facts(target=key, keys=found))
    root = roots[0].key

    def moved(each: str) -> str:
        return key + each[len(root) :]

    return tuple(
        replace(
            each,
            key=moved(each.key),
            parent=old.parent if each.parent is None else moved(each.parent),
            line=0,
        )
        for each in nodes
    )


def _moved_problems(key: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    own = key.rpartition("__")[2].partition("~")[0]
    return tuple(
        replace(each, where=key + each.where[len(own) :]) if each.where.startswith(own) else each
        for each in problems
        if (each.code, each.where) not in {(code, own) for code in _AMONG_SIBLINGS}
    )


def _spliced(
    law: LawText, key: str, added: tuple[Provision, ...], problems: tuple[Problem, ...]
) -> LawText:
    gone = {each.key for each in subtree(law, key)}
    start = law.provisions.index(law[key])
    rest = [each for each in law.provisions[start:] if each.key not in gone]
    kept = [
        each
        for each in law.problems
        if each.where not in gone or (each.where == key and each.code in _AMONG_SIBLINGS)
    ]
    return replace(
        law,
        provisions=(*law.provisions[:start], *added, *rest),
        problems=(*kept, *problems),
    )
