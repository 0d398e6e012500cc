"""Word files: python-docx with what offices need beside it.

document = Document()
word.set_body_text(document, "ky", size=12)
word.lay_out(document.sections[0], mark="ДОЛБООР")
word.write(document, "…", word.JUSTIFY, indent=12.5)
content = word.as_bytes(document, title="…", moment=version.published_at)
"""

from docx import Document
from docx.text.paragraph import Paragraph

from yntymak.ui.documents.word.changes import Reviser, write_changes
from yntymak.ui.documents.word.pages import as_bytes, lay_out
from yntymak.ui.documents.word.tables import (
    TextRows,
    add_whole_row,
    centre_vertically,
    join_across,
    join_down,
    keep_whole,
    pad_cells,
    repeat_on_each_page,
    rule_below,
    set_widths,
    shade,
)
from yntymak.ui.documents.word.text import (
    CENTER,
    FONT,
    JUSTIFY,
    LEFT,
    RIGHT,
    add_field,
    rule_beside,
    set_body_text,
    space_letters,
    write,
    write_heading,
)

__all__ = [
    "CENTER",
    "FONT",
    "JUSTIFY",
    "LEFT",
    "RIGHT",
    "Document",
    "Paragraph",
    "Reviser",
    "TextRows",
    "add_field",
    "add_whole_row",
    "as_bytes",
    "centre_vertically",
    "join_across",
    "join_down",
    "keep_whole",
    "lay_out",
    "pad_cells",
    "repeat_on_each_page",
    "rule_below",
    "rule_beside",
    "set_body_text",
    "set_widths",
    "shade",
    "space_letters",
    "write",
    "write_changes",
    "write_heading",
]
