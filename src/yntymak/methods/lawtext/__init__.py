"""Kyrgyz and Russian laws: text to provisions with language-neutral keys, and to Akoma Ntoso."""

from yntymak.methods.lawtext.akn import ActDetails, find_details, to_akn
from yntymak.methods.lawtext.document import Document, Line, Problem
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.parity import Agreement, compare_structure, structure_agreement
from yntymak.methods.lawtext.provisions import LawText, Provision, to_text
from yntymak.methods.lawtext.reader import read_document
from yntymak.methods.lawtext.structure import parse

__all__ = [
    "ActDetails",
    "Agreement",
    "Document",
    "LawText",
    "LawTextError",
    "Line",
    "Problem",
    "Provision",
    "compare_structure",
    "find_details",
    "parse",
    "read_document",
    "structure_agreement",
    "to_akn",
    "to_text",
]
