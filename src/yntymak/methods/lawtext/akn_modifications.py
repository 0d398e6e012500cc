"""Amendments in Akoma Ntoso 3.0: a bill with what it changes, an act with what changed it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from yntymak.methods.lawtext.akn import (
    LANGUAGES,
    NAMESPACE,
    ActDetails,
    find_details,
    meta_of,
    to_akn,
)
from yntymak.methods.lawtext.amending import Amended
from yntymak.methods.lawtext.instructions import AmendingAct, Instruction
from yntymak.methods.lawtext.operations import (
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
from yntymak.methods.lawtext.quoted import extract

__all__ = ["to_akn_amended", "to_akn_bill"]

_SOURCE = "#yntymak"


@dataclass(frozen=True)
class _Change:
    """One operation with the eId of the modification that orders it."""

    modification: str
    operation: Operation


def to_akn_bill(amending: AmendingAct, details: ActDetails | None = None) -> bytes:
    """The instructions of an amending law as a bill with active modifications.

    An instruction that could not be read stands there as text, without a modification.
    """
    root = etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>')
    bill = etree.SubElement(root, _tag("bill"), name="bill")
    meta = meta_of(bill, details or ActDetails(), "kg", LANGUAGES[amending.language], "bill")
    body = etree.SubElement(bill, _tag("body"))
    changes: list[_Change] = []
    for number, act in enumerate(amending.acts, 1):
        article = etree.SubElement(body, _tag("article"), eId=f"art_{number}")
        etree.SubElement(article, _tag("num")).text = str(number)
        if act:
            etree.SubElement(article, _tag("heading")).text = act
        own = [each for each in amending.instructions if each.act == act]
        for place, instruction in enumerate(own, 1):
            changes += _write_instruction(
                article, instruction, f"art_{number}__point_{place}", place
            )
    if not len(body):  # the schema asks for something
        etree.SubElement(body, _tag("hcontainer"), eId="body_1", name="empty")
    _write_analysis(meta, "activeModifications", changes, outward=True)
    return _written(root)


def to_akn_amended(done: Amended, details: ActDetails | None = None) -> bytes:
    """The amended act with passive modifications that say what was done where."""
    root = etree.fromstring(to_akn(done.law, details or find_details(done.law)))
    meta = root.find(f"{_tag('act')}/{_tag('meta')}")
    present = {element.get("eId") for element in root.iter() if element.get("eId")}
    changes = [
        _Change(f"ins_{number}", operation)
        for number, account in enumerate(done.accounts, 1)
        if account.is_applied
        for operation in account.instruction.operations
    ]
    if meta is not None:
        _write_analysis(meta, "passiveModifications", changes, outward=False, present=present)
    return _written(root)


def _write_instruction(
    article: etree._Element, instruction: Instruction, key: str, place: int
) -> Iterator[_Change]:
    point = etree.SubElement(article, _tag("point"), eId=key)
    etree.SubElement(point, _tag("num")).text = f"{place})"
    content = etree.SubElement(point, _tag("content"))
    paragraph = etree.SubElement(content, _tag("p"))
    if instruction.error:
        paragraph.text = instruction.text
        return
    modification = etree.SubElement(paragraph, _tag("mod"), eId=f"{key}__mod_1")
    _write_quotations(modification, instruction.text, f"{key}__mod_1")
    for operation in instruction.operations:
        yield _Change(f"{key}__mod_1", operation)


def _write_quotations(modification: etree._Element, text: str, key: str) -> None:
    """Quoted words become quotedText; a text of several paragraphs is parted by line breaks."""
    skeleton = extract(text)
    last: etree._Element | None = None
    for place, piece in enumerate(_pieces(skeleton.text)):
        if place % 2 == 0:
            _add_text(modification, last, piece)
            continue
        number = place // 2 + 1
        last = etree.SubElement(
            modification, _tag("quotedText"), eId=f"{key}__qtext_{number}",
            startQuote="«", endQuote="»",
        )  # fmt: skip
        lines = skeleton.quoted[int(piece)].split("\n")
        last.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(last, _tag("br")).tail = line


def _pieces(skeleton: str) -> list[str]:
    """Text and slot by turns."""
    return skeleton.replace("⟧", "⟦").split("⟦")


def _add_text(parent: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        parent.text = text
    else:
        last.tail = text


def _write_analysis(
    meta: etree._Element,
    name: str,
    changes: list[_Change],
    *,
    outward: bool,
    present: set[str | None] | None = None,
) -> None:
    if not changes:
        return
    analysis = etree.Element(_tag("analysis"), source=_SOURCE)
    references = meta.find(_tag("references"))
    if references is None:
        meta.append(analysis)
    else:
        references.addprevious(analysis)
    holder = etree.SubElement(analysis, _tag(name))
    for number, change in enumerate(changes, 1):
        key = f"{'am' if outward else 'pm'}_{number}"
        there = _destination(change.operation)
        attributes = {"type": _type(change.operation), "eId": key}
        written = etree.SubElement(holder, _tag("textualMod"), attributes)
        here = f"#{change.modification}" if outward else f"/akn/kg/bill#{change.modification}"
        etree.SubElement(written, _tag("source"), href=here, eId=f"{key}__src_1")
        target = "/akn/kg/act" if outward or there not in (present or set()) else ""
        destination = {"href": f"{target}#{there}", "eId": f"{key}__dest_1"}
        if isinstance(change.operation, WordsBefore | WordsAfter):
            destination["pos"] = "before" if isinstance(change.operation, WordsBefore) else "after"
        etree.SubElement(written, _tag("destination"), destination)
        for side, slot in _slots(change.operation) if outward else ():
            quoted = f"#{change.modification}__qtext_{slot}"
            etree.SubElement(written, _tag(side), href=quoted, eId=f"{key}__{side}_1")


def _type(operation: Operation) -> str:
    match operation:
        case Insert() | WordsBefore() | WordsAfter():
            return "insertion"
        case Repeal() | WordsDelete():
            return "repeal"
        case Renumber():
            return "renumbering"
    return "substitution"


def _destination(operation: Operation) -> str:
    return operation.target or "body"


def _slots(operation: Operation) -> tuple[tuple[str, int], ...]:
    """Which quotation of the instruction holds the old words and which the new."""
    match operation:
        case WordsReplace():
            return (("old", 1), ("new", 2))
        case WordsDelete():
            return (("old", 1),)
        case WordsBefore() | WordsAfter():
            return (("new", 2 if operation.anchor else 1),)
        case Insert() | Replace():
            return (("new", 1),)
    return ()


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
