"""Carry out the textual modifications of one Akoma Ntoso document on another.

Profiles of other countries are read too: elements count by their local names.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from yntymak.methods.lawtext.operations import AmendmentError
from yntymak.methods.lawtext.package import parse_xml
from yntymak.methods.lawtext.wording import occurrences, put_after, removed, substituted

__all__ = ["apply_akn", "body_text"]


@dataclass(frozen=True)
class _Modification:
    """`kind` as the standard names it: substitution, insertion, repeal …"""

    kind: str
    destinations: tuple[str, ...]
    texts: tuple[str, ...]
    structures: tuple[etree._Element, ...]


@dataclass(frozen=True)
class _TextNode:
    """The text of an element or the tail after it."""

    element: etree._Element
    is_tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""

    def write(self, text: str) -> None:
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text


def apply_akn(before: bytes, amending: bytes) -> bytes:
    """The amended document; raises AmendmentError where a place is not found exactly once."""
    document = parse_xml(before, "the act")
    for modification in _modifications(parse_xml(amending, "the amending act")):
        _carry_out(modification, document)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def body_text(document: bytes) -> str:
    """The words of the body with single spaces, to compare two documents."""
    root = parse_xml(document, "the document")
    bodies = [each for each in root.iter() if _name(each) == "body"]
    return " ".join(" ".join(str(text) for body in bodies for text in body.itertext()).split())


def _modifications(root: etree._Element) -> Iterator[_Modification]:
    mods = {each.get("eId"): each for each in root.iter() if _name(each) == "mod"}
    for written in root.iter():
        if _name(written) != "textualMod":
            continue
        source = next((each.get("href", "") for each in written if _name(each) == "source"), "")
        mod = mods.get(source.lstrip("#"))
        if mod is None:
            raise AmendmentError("target_missing", f"{source} is no modification of the document")
        yield _Modification(
            kind=written.get("type", ""),
            destinations=tuple(
                each.get("href", "") for each in written if _name(each) == "destination"
            ),
            texts=tuple(
                " ".join("".join(map(str, each.itertext())).split())
                for each in mod.iter()
                if _name(each) == "quotedText"
            ),
            structures=tuple(
                child
                for each in mod.iter()
                if _name(each) == "quotedStructure"
                for child in each
                if isinstance(child.tag, str)
            ),
        )


def _carry_out(modification: _Modification, document: etree._Element) -> None:
    place = _destination(modification, document)
    match modification.kind, modification.texts, modification.structures:
        case "substitution", (old, new), ():
            node, span = _only(document if place is None else place, old)
            node.write(substituted(node.text, span, new))
        case "insertion", (anchor, new), ():
            node, span = _only(document if place is None else place, anchor)
            node.write(put_after(node.text, span, new))
        case "repeal", (old,), ():
            node, span = _only(document if place is None else place, old)
            node.write(removed(node.text, span))
        case "substitution" | "insertion" | "repeal", (), structures if place is not None:
            _restructure(modification.kind, place, structures)
        case _:
            detail = f"a {modification.kind} of this form is not known"
            raise AmendmentError("formula_unknown", detail)


def _destination(modification: _Modification, document: etree._Element) -> etree._Element | None:
    """The element that a reference names; None where its path is not one of this document."""
    known = {each.get("eId"): each for each in document.iter() if each.get("eId")}
    for reference in modification.destinations:
        for name in (reference.rpartition("#")[2], *reversed(reference.split("/"))):
            if name in known:
                return known[name]
    return None


def _only(place: etree._Element, words: str) -> tuple[_TextNode, tuple[int, int]]:
    found = [(node, span) for node in _text_nodes(place) for span in occurrences(node.text, words)]
    if len(found) != 1:
        code = "anchor_ambiguous" if found else "anchor_missing"
        raise AmendmentError(code, f"«{words}» stands {len(found)} times in the act")
    return found[0]


def _text_nodes(place: etree._Element) -> Iterator[_TextNode]:
    """All text inside an element in its order, metadata aside."""
    yield _TextNode(place, is_tail=False)
    for child in place:
        if isinstance(child.tag, str) and _name(child) != "meta":
            yield from _text_nodes(child)
        yield _TextNode(child, is_tail=True)


def _restructure(kind: str, place: etree._Element, structures: tuple[etree._Element, ...]) -> None:
    parent = place.getparent()
    if parent is None:
        raise AmendmentError("target_missing", "the whole document cannot be replaced")
    index = parent.index(place) + 1
    for offset, each in enumerate(structures):
        parent.insert(index + offset, deepcopy(each))
    if kind != "insertion":
        parent.remove(place)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
