from yntymak.methods.lawtext.document import Cell, Document, Line, clean


def to_document(text: str, name: str) -> Document:
    lines = []
    table = -1
    in_table = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        cleaned = clean(raw)
        cell = None
        lines.append(Line(cleaned, number, cell))
    return Document(tuple(lines), (), name)
