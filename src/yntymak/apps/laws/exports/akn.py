"""Akoma Ntoso 3.0: the bill with what it orders, and each act with what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from yntymak.apps.laws.bills.amending import amending_law
from yntymak.apps.laws.bills.consolidation import carried_out
from yntymak.apps.laws.lawtexts import law_text
from yntymak.methods.lawtext import ActDetails, find_details, to_akn_amended, to_akn_bill
from yntymak.methods.lawtext.akn import NAMESPACE
from yntymak.methods.lawtext.amending import Account, Amended
from yntymak.methods.lawtext.package import parse_xml

if TYPE_CHECKING:
    from yntymak.apps.laws.bills.amending import AmendingLaw
    from yntymak.apps.laws.exports.papers import Paper


def bill_akn(paper: Paper) -> bytes:
    """Active modifications, the title above them and the closing articles below."""
    law = amending_law(paper.version, paper.acts, paper.language)
    details = ActDetails(number=f"{paper.version.bill.code}-{paper.version.number}")
    root = parse_xml(to_akn_bill(law.instructions(), details), law.title)
    _add_title(root, law.title)
    _add_closing(root, law)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def act_akn(paper: Paper) -> bytes:
    """The act as it would read, with passive modifications; `paper` holds that act alone."""
    (act,) = paper.acts
    law = amending_law(paper.version, paper.acts, paper.language)
    instructions = law.instructions()
    base = law_text(act.base, paper.language)
    found = find_details(base)
    own = act.base.act
    details = ActDetails(
        signed=found.signed or own.adopted_on,
        number=found.number or own.number,
        title=paper.act_title(act, paper.language),
    )
    accounts = tuple(
        Account(each, is_applied=each.error is None, is_regenerated=True, error=each.error)
        for each in instructions.instructions
    )
    done = Amended(carried_out(act, paper.language, base), details.title, accounts, ())
    return to_akn_amended(done, details)


def _add_title(root: etree._Element, title: str) -> None:
    body = root.find(f".//{_tag('body')}")
    if body is None:
        return
    preface = etree.Element(_tag("preface"))
    long_title = etree.SubElement(preface, _tag("longTitle"))
    paragraph = etree.SubElement(long_title, _tag("p"))
    etree.SubElement(paragraph, _tag("docTitle")).text = title
    body.addprevious(preface)


def _add_closing(root: etree._Element, law: AmendingLaw) -> None:
    body = root.find(f".//{_tag('body')}")
    if body is None:
        return
    for number, article in enumerate(law.articles, 1):
        if not article.paragraphs:
            continue
        written = etree.SubElement(body, _tag("article"), eId=f"art_{number}")
        etree.SubElement(written, _tag("num")).text = str(number)
        content = etree.SubElement(written, _tag("content"))
        for line in article.paragraphs:
            etree.SubElement(content, _tag("p")).text = line


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
