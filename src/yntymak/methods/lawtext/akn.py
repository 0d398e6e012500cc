"""Akoma Ntoso 3.0: the same provisions as XML, valid against the strict schema."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from yntymak.methods.lawtext.provisions import LawText, Provision

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SOURCE = "#yntymak"
LANGUAGES = {"ky": "kir", "ru": "rus"}  # ISO 639-2
_HIERARCHY = {
    "part", "title", "subtitle", "chapter", "section", "article", "paragraph", "point", "indent",
    "alinea",
}  # fmt: skip
# What may stand above the law: remarks of the publisher, then title and date.
_ABOVE_BODY = {"remark", "footnote", "preface", "contents", "preamble"}
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_RUSSIAN_DATE = re.compile(r"(?P<day>\d{1,2}) (?P<month>[а-я]{3,8}) (?P<year>\d{4}) год")
_KYRGYZ_DATE = re.compile(r"(?P<year>\d{4})[- ]жыл\w* (?P<day>\d{1,2})[- ](?P<month>[а-я]{3,})")
_ACT_NUMBER = re.compile(r"(?:№|N)\s*(?P<number>\d+[-\w/]*)")
_UNKNOWN_DATE = date(1, 1, 1)  # the schema asks for one; nobody takes it for real


@dataclass(frozen=True)
class ActDetails:
    """What identifies an act: the date it was signed, its number and its title."""

    signed: date | None = None
    number: str = ""
    title: str = ""


def find_details(law: LawText) -> ActDetails:
    """Date, number and title as they stand above the text; empty where they do not."""
    title: list[str] = []
    for line in law["preface"].paragraphs if "preface" in law else ():
        found = _RUSSIAN_DATE.search(line.lower()) or _KYRGYZ_DATE.search(line.lower())
        if found:
            number = _ACT_NUMBER.search(line)
            signed = _date(found)
            if signed and (number or not title):
                return ActDetails(
                    signed, number["number"] if number else "", " ".join(title) or _title(law)
                )
        title.append(line)
    return ActDetails(title=" ".join(title))


def _title(law: LawText) -> str:
    return " ".join(law["preface"].paragraphs[1:])


def _date(found: re.Match[str]) -> date | None:
    months = [place for place, stem in enumerate(_MONTHS, 1) if found["month"].startswith(stem)]
    if not months:
        return None
    try:
        return date(int(found["year"]), months[0], int(found["day"]))
    except ValueError:
        return None


def to_akn(law: LawText, details: ActDetails | None = None, *, country: str = "kg") -> bytes:
    """The law as an Akoma Ntoso act; eIds are the provision keys and carry no language.

    Without `details` they are read off the text above the law.
    """
    known = find_details(law) if details is None else details
    root = etree.fromstring(f'<akomaNtoso xmlns="{NAMESPACE}"/>')
    act = etree.SubElement(root, _tag("act"), name="act")
    meta_of(act, known, country, LANGUAGES.get(law.language, "und"), "act")
    above = [each for each in law.children() if each.kind in _ABOVE_BODY]
    kinds = [each.kind for each in above]
    preamble = kinds.index("preamble") if "preamble" in kinds else len(kinds)
    _write_outside(act, law, "preface", above[:preamble])
    _write_outside(act, law, "preamble", above[preamble:])
    body = etree.SubElement(act, _tag("body"))
    # names before an annex keep their place in the body
    closing = [each for each in law.children()[-1:] if each.kind == "conclusions"]
    for provision in law.children():
        if provision.kind not in _ABOVE_BODY and provision not in closing:
            _write_provision(body, law, provision)
    if not len(body):  # the schema asks for something
        etree.SubElement(body, _tag("hcontainer"), eId="body_1", name="empty")
    _write_outside(act, law, "conclusions", closing)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def meta_of(
    holder: etree._Element, details: ActDetails, country: str, language: str, document: str
) -> etree._Element:
    """Write who made which work, expression and file; `document` is act or bill."""
    signed = (details.signed or _UNKNOWN_DATE).isoformat()
    work = f"/akn/{country}/{document}/{signed}/{details.number or 'nn'}"
    meta = etree.SubElement(holder, _tag("meta"))
    identification = etree.SubElement(meta, _tag("identification"), source=_SOURCE)
    for level, uri in (
        ("Work", work),
        ("Expression", f"{work}/{language}@"),
        ("Manifestation", f"{work}/{language}@.xml"),
    ):
        frbr = etree.SubElement(identification, _tag(f"FRBR{level}"))
        main = uri if level == "Work" else uri.replace("@", "@/!main")
        for name, attributes in (
            ("FRBRthis", {"value": f"{main}/!main" if level == "Work" else main}),
            ("FRBRuri", {"value": uri}),
            ("FRBRdate", {"date": signed, "name": "signed" if details.signed else "unknown"}),
            ("FRBRauthor", {"href": _SOURCE}),
        ):
            etree.SubElement(frbr, _tag(name), attributes)
        if level == "Work":
            etree.SubElement(frbr, _tag("FRBRcountry"), value=country)
        if level == "Expression":
            etree.SubElement(frbr, _tag("FRBRlanguage"), language=language)
    references = etree.SubElement(meta, _tag("references"), source=_SOURCE)
    etree.SubElement(
        references,
        _tag("TLCOrganization"),
        eId=_SOURCE[1:],
        href="/ontology/organization/yntymak",
        showAs="Yntymak",
    )
    return meta


def _write_outside(
    act: etree._Element, law: LawText, name: str, provisions: Sequence[Provision]
) -> None:
    """Preface, preamble, conclusions: plain paragraphs and remarks in their order."""
    if not provisions:
        return
    holder = etree.SubElement(act, _tag(name))
    for provision in provisions:
        for each in (provision, *law.descendants(provision.key)):
            _write_paragraphs(holder, each)


def _write_provision(parent: etree._Element, law: LawText, provision: Provision) -> None:
    if provision.kind in _HIERARCHY:
        element = etree.SubElement(parent, _tag(provision.kind), eId=provision.key)
    else:
        element = etree.SubElement(
            parent, _tag("hcontainer"), eId=provision.key, name=provision.kind
        )
    if provision.label:
        etree.SubElement(element, _tag("num")).text = provision.label
    if provision.heading:
        etree.SubElement(element, _tag("heading")).text = provision.heading
    children = law.children(provision.key)
    if provision.paragraphs:
        holder = etree.SubElement(element, _tag("intro" if children else "content"))
        if provision.kind == "table":
            _write_table(holder, provision)
        else:
            _write_paragraphs(holder, provision)
    for child in children:
        _write_provision(element, law, child)


def _write_paragraphs(holder: etree._Element, provision: Provision) -> None:
    for text in provision.paragraphs:
        paragraph = etree.SubElement(holder, _tag("p"))
        if provision.kind == "remark":
            remark = etree.SubElement(paragraph, _tag("remark"), status="editorial")
            remark.text = text
        else:
            paragraph.text = text


def _write_table(holder: etree._Element, provision: Provision) -> None:
    table = etree.SubElement(holder, _tag("table"))
    for row in provision.paragraphs:
        line = etree.SubElement(table, _tag("tr"))
        for cell in row.split("\t"):
            etree.SubElement(etree.SubElement(line, _tag("td")), _tag("p")).text = cell
