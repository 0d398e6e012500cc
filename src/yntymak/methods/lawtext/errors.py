class LawTextError(Exception):
    """A file that cannot be read as a law.

    `code` is stable and is what an application translates; `detail` is English and names the
    offending part. Codes: missing, empty, too_large, not_text, encoding, pdf, old_word, rtf, html,
    not_docx, zip_bomb, macros, no_document, xml_forbidden, xml_broken, no_articles,
    wrong_language, not_akn.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
