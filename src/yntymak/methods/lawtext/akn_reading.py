"""Akoma Ntoso 3.0 in: what we wrote comes back the same; acts of others become provisions too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yntymak.methods.lawtext.akn import LANGUAGES
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.markers import read_heading, read_item
from yntymak.methods.lawtext.package import parse_xml
from yntymak.methods.lawtext.provisions import ABBREVIATIONS, LawText, Provision

__all__ = ["from_akn"]

_OUTSIDE = ("coverPage", "preface", "preamble", "conclusions")
# What other traditions call the levels we know.
_KINDS = {
    "subsection": "paragraph",
    "clause": "point",
    "item": "point",
    "subparagraph": "indent",
    "subclause": "indent",
    "division": "section",
    "book": "part",
    "tome": "part",
}
_LEVELS = {
    "alinea", "annex", "article", "book", "chapter", "clause", "container", "division",
    "hcontainer", "indent", "item", "level", "paragraph", "part", "point", "rule", "section",
    "subchapter", "subclause", "subdivision", "sublist", "subparagraph", "subpart", "subsection",
    "subtitle", "title", "tome",
}  # fmt: skip
_TRANSPARENT = {"list", "blockList", "blockContainer", "mainBody", "component", "components"}
_BEFORE = {"num", "heading", "subheading"}
_TEXTS = {"p", "block", "listIntroduction", "listWrapUp", "formula", "longTitle", "listConclusion"}
_HOLDERS = {"content", "intro", "wrapUp", "crossHeading"}
_SPACES = re.compile(r"\s+")


def from_akn(data: bytes) -> LawText:
    """Provisions of an act or bill; keys are the eIds, made up where an element has none.

    The language is ky, ru or the code the document names. Raises LawTextError: empty, xml_broken,
    xml_forbidden, not_akn.
    """
    if not data.strip():
        raise LawTextError("empty", "the file is empty")
    root = parse_xml(data, "the document")
    document = next((child for child in root if isinstance(child.tag, str)), None)
    if _name(root) != "akomaNtoso" or document is None:
        raise LawTextError("not_akn", "the file is no Akoma Ntoso document")
    reading = _Reading()
    for part in document:
        name = _name(part)
        if name in _OUTSIDE:
            reading.outside(part, "preface" if name == "coverPage" else name)
        elif name in {"body", "mainBody"}:
            reading.inside(part, None)
    return LawText(_language(root), tuple(reading.provisions))


def _language(root: etree._Element) -> str:
    code = next(
        (each.get("language", "") for each in root.iter() if _name(each) == "FRBRlanguage"), "und"
    )
    return {long: short for short, long in LANGUAGES.items()}.get(code, code)


@dataclass
class _Reading:
    provisions: list[Provision] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)  # where each key stands
    ordinals: dict[tuple[str, str], int] = field(default_factory=dict)

    def outside(self, element: etree._Element, kind: str) -> None:
        """Preface and the like: one provision with its paragraphs, remarks beneath it."""
        texts = list(_paragraphs(element))
        plain = tuple(text for text, is_remark in texts if not is_remark)
        if not texts:
            return
        key = self._add(kind, kind, Provision(kind, kind, "", "", plain, None))
        for text, is_remark in texts:
            if is_remark:
                self._remark(text, key)

    def inside(self, element: etree._Element, parent: str | None) -> None:
        for child in element:
            name = _name(child)
            if name in _LEVELS:
                self._level(child, name, parent)
            elif name in _TRANSPARENT or name in _HOLDERS:
                self._holder(child, parent)
            elif name not in _BEFORE and isinstance(child.tag, str):
                self._text(child, parent)

    def _holder(self, element: etree._Element, parent: str | None) -> None:
        if (element.text or "").strip() and _name(element) not in _TRANSPARENT:
            self._text(element, parent)
        else:
            self.inside(element, parent)

    def _level(self, element: etree._Element, name: str, parent: str | None) -> None:
        kind = element.get("name", "") if name == "hcontainer" else _KINDS.get(name, name)
        kind = kind if kind in ABBREVIATIONS else "section"
        label, heading = _child_text(element, "num"), _child_text(element, "heading")
        subheading = _child_text(element, "subheading")
        provision = Provision(
            key="",
            kind=kind,
            number=_number(kind, label, element.get("eId", "")),
            heading=" ".join(filter(None, (heading, subheading))),
            paragraphs=(),
            parent=parent,
            label=label,
        )
        key = self._add(element.get("eId") or self._made_up(kind, parent), kind, provision)
        self.inside(element, key)

    def _text(self, element: etree._Element, parent: str | None) -> None:
        """A paragraph joins its parent; after a child of that it is an alinea or remark."""
        for text, is_remark in _paragraphs(element, itself=True):
            if parent is None or (is_remark and self._kind(parent) != "remark"):
                self._loose(text, parent, is_remark=is_remark)
            elif self.provisions[-1].key == parent:
                place = self.places[parent]
                own = self.provisions[place]
                self.provisions[place] = _with_paragraph(own, text)
            else:
                self._loose(text, parent, is_remark=False)

    def _kind(self, key: str) -> str:
        return self.provisions[self.places[key]].kind

    def _loose(self, text: str, parent: str | None, *, is_remark: bool) -> None:
        if is_remark and parent:
            self._remark(text, parent)
            return
        key = self._made_up("alinea", parent)
        self._add(key, "alinea", Provision(key, "alinea", "", "", (text,), parent))

    def _remark(self, text: str, parent: str) -> None:
        key = self._made_up("remark", parent)
        self._add(key, "remark", Provision(key, "remark", "", "", (text,), parent))

    def _made_up(self, kind: str, parent: str | None) -> str:
        counted = (parent or "", kind)
        self.ordinals[counted] = self.ordinals.get(counted, 0) + 1
        part = f"{ABBREVIATIONS[kind]}_{self.ordinals[counted]}"
        return f"{parent}__{part}" if parent else part

    def _add(self, key: str, kind: str, provision: Provision) -> str:
        unique, times = key, 1
        while unique in self.keys:
            times += 1
            unique = f"{key}~{times}"
        self.keys.add(unique)
        self.places[unique] = len(self.provisions)
        self.provisions.append(
            Provision(
                unique, kind, provision.number, provision.heading, provision.paragraphs,
                provision.parent, provision.label,
            )
        )  # fmt: skip
        return unique


def _with_paragraph(provision: Provision, text: str) -> Provision:
    return Provision(
        provision.key, provision.kind, provision.number, provision.heading,
        (*provision.paragraphs, text), provision.parent, provision.label,
    )  # fmt: skip


def _paragraphs(element: etree._Element, *, itself: bool = False) -> Iterator[tuple[str, bool]]:
    """Texts of the paragraphs inside; whether each is a remark of an editor."""
    name = _name(element)
    if name == "tr":
        cells = (_plain(cell) for cell in element if _name(cell) in {"td", "th"})
        yield "\t".join(cells), False
        return
    blocks = [child for child in element if _holds_text(child)]
    if (itself and not blocks) or name in _TEXTS:
        if text := _plain(element):
            only = [child for child in element if isinstance(child.tag, str)]
            yield text, len(only) == 1 and _name(only[0]) == "remark" and _plain(only[0]) == text
        return
    if (element.text or "").strip():
        yield _SPACES.sub(" ", element.text or "").strip(), False
    for child in element:
        if isinstance(child.tag, str):
            yield from _paragraphs(child, itself=True)
        if (child.tail or "").strip():
            yield _SPACES.sub(" ", child.tail or "").strip(), False


def _holds_text(element: etree._Element) -> bool:
    return any(_name(each) in {"p", "tr", "block", "item"} for each in element.iter())


def _child_text(element: etree._Element, name: str) -> str:
    return next((_plain(child) for child in element if _name(child) == name), "")


def _plain(element: etree._Element) -> str:
    return _SPACES.sub(" ", "".join(map(str, element.itertext()))).strip()


def _number(kind: str, label: str, key: str) -> str:
    if kind == "note":
        return ""
    if kind in {"alinea", "remark", "table"}:
        return key.rpartition("_")[2] if key else ""
    marker = read_heading(label) or read_item(label) if label else None
    if marker:
        return marker.number
    return re.sub(r"^[^\w]+|[^\w]+$", "", label)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
