import struct
import zipfile
from io import BytesIO

import pytest

from yntymak.methods.lawtext import LawTextError, package, read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(data, name):
    with pytest.raises(LawTextError) as caught:
        read_document(data, name)
    assert caught.value.detail
    return caught.value.code


def zipped(**files):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "law.docx", "empty"),
        (b"", "law.txt", "empty"),
        (b" \n\r\n", "law.txt", "empty"),
        (b"%PDF-1.7\n", "law.docx", "pdf"),
        (b"%PDF-1.7\n", "law.txt", "pdf"),
        (OLE, "law.docx", "old_word"),
        (OLE, "law.doc", "old_word"),
        (b"{\\rtf1 text}", "law.doc", "rtf"),
        (b"<!DOCTYPE html><html>", "law.doc", "html"),
        ("Статья 1".encode(), "law.docx", "not_docx"),
        (b"PK\x03\x04broken", "law.docx", "not_docx"),
        (b"\x00\x01\x02\xff" * 200, "law.txt", "not_text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "law.txt", "not_text"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "law.txt", "encoding"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "law.docx", "no_document"),
        (zipped(readme="x"), "law.zip", "no_document"),
    ],
)
def test_what_is_no_law_file_is_refused_with_its_code(data, name, code):
    assert refused(data, name) == code


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(LawTextError) as caught:
        read_document(tmp_path / "absent.docx")
    assert caught.value.code == "missing"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    huge = tmp_path / "huge.docx"
    with huge.open("wb") as stream:
        stream.truncate(package.MAX_FILE + 1)
    with pytest.raises(LawTextError) as caught:
        read_document(huge)
    assert caught.value.code == "too_large"
    assert refused(b"a" * (package.MAX_FILE + 1), "law.txt") == "too_large"


def test_a_zip_bomb_is_refused_by_its_list():
    bomb = zipped(word__document_xml=b"<a>" + b" " * 20_000_000 + b"</a>")
    assert len(bomb) < 100_000
    assert refused(bomb, "law.docx") == "zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked():
    bomb = bytearray(zipped(word__document_xml=b"<a>" + b" " * 20_000_000 + b"</a>"))
    entry = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, entry + 24, 1000)
    assert refused(bytes(bomb), "law.docx") == "not_docx"


def test_a_part_beyond_its_limit_is_refused(monkeypatch, docx):
    monkeypatch.setattr(package, "_MAX_PART", 100)
    assert refused(docx("<w:p/>" * 10), "law.docx") == "zip_bomb"


def test_too_many_parts_are_refused(monkeypatch, docx):
    monkeypatch.setattr(package, "_MAX_PARTS", 1)
    assert refused(docx("<w:p/>"), "law.docx") == "zip_bomb"


def test_macros_are_refused(docx):
    assert refused(docx("<w:p/>", {"word/vbaProject.bin": b"x"}), "law.docx") == "macros"


def test_broken_xml_is_refused():
    assert refused(zipped(word__document_xml="<w:document>"), "law.docx") == "xml_broken"
    assert refused(zipped(word__document_xml="<document/>"), "law.docx") == "no_document"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_unread(encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "ха"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert refused(zipped(word__document_xml=bomb.encode(encoding)), "law.docx") == "xml_forbidden"


def test_an_external_entity_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    bomb = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]><a>&b;</a>'
    assert refused(zipped(word__document_xml=bomb), "law.docx") == "xml_forbidden"


def test_nesting_without_end_is_refused(docx):
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    assert refused(docx(deep), "law.docx") == "xml_broken"
