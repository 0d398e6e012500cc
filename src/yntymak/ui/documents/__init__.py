"""Files that an office prints, keeps and edits: Word, spreadsheets, PDF.

Made of data alone: what a person typed is text in them and never a formula, a field or a template.
The same content gives the same bytes, so that a file can be known by its hash.
"""
