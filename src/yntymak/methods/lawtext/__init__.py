"""Kyrgyz and Russian laws: structure with language-neutral keys, amendments, Akoma Ntoso."""

from yntymak.methods.lawtext.akn import ActDetails, find_details, to_akn
from yntymak.methods.lawtext.akn_modifications import to_akn_amended, to_akn_bill
from yntymak.methods.lawtext.akn_reading import from_akn
from yntymak.methods.lawtext.amending import amend
from yntymak.methods.lawtext.applying import apply, apply_each
from yntymak.methods.lawtext.comment_anchors import Anchor, find_anchor
from yntymak.methods.lawtext.comparison import compare_versions, own_text
from yntymak.methods.lawtext.document import Document, Line, Problem
from yntymak.methods.lawtext.drafting import draft, same_content
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.formulas import read_formula, write_formula
from yntymak.methods.lawtext.instructions import read_instructions
from yntymak.methods.lawtext.linting import Finding, lint
from yntymak.methods.lawtext.operations import AmendmentError, Operation
from yntymak.methods.lawtext.operations_json import operation_as_json, operation_from_json
from yntymak.methods.lawtext.parity import Agreement, compare_structure, structure_agreement
from yntymak.methods.lawtext.provisions import LawText, Provision, to_text
from yntymak.methods.lawtext.reader import read_document
from yntymak.methods.lawtext.structure import parse
from yntymak.methods.lawtext.words import Segment, word_changes

__all__ = [
    "ActDetails",
    "Agreement",
    "AmendmentError",
    "Anchor",
    "Document",
    "Finding",
    "LawText",
    "LawTextError",
    "Line",
    "Operation",
    "Problem",
    "Provision",
    "Segment",
    "amend",
    "apply",
    "apply_each",
    "compare_structure",
    "compare_versions",
    "draft",
    "find_anchor",
    "find_details",
    "from_akn",
    "lint",
    "operation_as_json",
    "operation_from_json",
    "own_text",
    "parse",
    "read_document",
    "read_formula",
    "read_instructions",
    "same_content",
    "structure_agreement",
    "to_akn",
    "to_akn_amended",
    "to_akn_bill",
    "to_text",
    "word_changes",
    "write_formula",
]
