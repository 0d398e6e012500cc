"""A bundle is found whole, or what is wrong with it is named."""

import doctest
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from yntymak.methods import evidence
from yntymak.methods.evidence import MANIFEST, Bundle, BundleError, verify
from yntymak.methods.evidence.bundles import EVENTS, event_hash
from yntymak.methods.evidence.command import app


def event(seq: int, previous: str, **data) -> dict:
    made = {
        "seq": seq,
        "at_microseconds": 1_700_000_000_000_000 + seq,
        "actor": None,
        "verb": "contribution:decided",
        "subject_type": "consultations.contribution",
        "subject_id": str(seq),
        "place": None,
        "data": data,
        "previous": previous,
    }
    return {**made, "hash": event_hash(made)}


def events() -> list[dict]:
    first = event(7, "0" * 64, reason="Макул")
    second = event(8, first["hash"], reason="Кабыл алынды")
    return [first, second, event(12, "f" * 64)]


def lines(told: list[dict]) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in told)


def made(told: list[dict] | None = None, **more: bytes) -> bytes:
    out = io.BytesIO()
    with Bundle(out, {"title": "Суу жөнүндө"}) as bundle:
        bundle.add("index.html", "<h1>Суу</h1>".encode())
        bundle.add("voices.csv", b"number,text\r\n1,a\r\n")
        bundle.add_parts(EVENTS, [lines(told or events())])
        for name, content in more.items():
            bundle.add(name, content)
    return out.getvalue()


def rewritten(content: bytes, **changed: bytes | None) -> bytes:
    """As a forger would: other bytes in one file, the rest as it was. None takes the file out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            told = changed.pop(name, b"")
            if told is not None:
                new.writestr(name, told or old.read(name))
        for name, told in changed.items():
            new.writestr(name, told or b"")
    return out.getvalue()


def faults(content: bytes) -> tuple[str, ...]:
    return verify(io.BytesIO(content)).faults


def test_the_example_in_the_docstring_holds():
    assert doctest.testmod(evidence).failed == 0


def test_what_was_written_is_whole_and_the_same_bytes_again():
    verdict = verify(io.BytesIO(made()))
    assert verdict.is_whole
    assert (verdict.files, verdict.events) == (3, 3)
    assert verdict.about == {"title": "Суу жөнүндө"}
    assert made() == made()


def test_the_sum_of_the_manifest_is_the_one_to_publish():
    out = io.BytesIO()
    with Bundle(out, {}) as bundle:
        bundle.add("index.html", b"x")
    inside = zipfile.ZipFile(io.BytesIO(out.getvalue())).read(MANIFEST)
    assert bundle.manifest_sha256 == hashlib.sha256(inside).hexdigest()
    assert verify(io.BytesIO(out.getvalue())).manifest_sha256 == bundle.manifest_sha256


def test_what_is_wrong_is_named():
    (changed,) = faults(rewritten(made(), **{"voices.csv": b"number,text\r\n1,b\r\n"}))
    assert changed.startswith("voices.csv was changed")
    (missing,) = faults(rewritten(made(), **{"voices.csv": None}))
    assert missing.startswith("voices.csv is missing")
    (added,) = faults(rewritten(made(), **{"more.txt": b"!"}))
    assert added.startswith("more.txt is in the bundle, but not in its manifest")


def test_an_event_that_was_rewritten_is_found_though_its_file_has_a_fitting_sum():
    told = events()
    told[1]["data"]["reason"] = "Четке кагылды"
    assert faults(made(told)) == ("Event 8 was changed: its hash does not fit.",)
    forged = event(8, "a" * 64, reason="Четке кагылды")
    assert faults(made([events()[0], forged])) == ("Event 8 does not follow event 7.",)
    assert "Event 7 is not in its order." in faults(made(events()[1::-1]))
    assert faults(made([{"seq": 1}])) == (f"{EVENTS}, line 1: this is no event.",)


def test_a_bundle_without_its_first_page_is_not_whole():
    out = io.BytesIO()
    with Bundle(out, {}) as bundle:
        bundle.add("voices.csv", b"x")
    assert faults(out.getvalue()) == (
        "index.html, the page to begin with, is not in the manifest.",
    )


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a/./b", "a\\b", "", MANIFEST])
def test_a_name_that_leads_out_of_the_bundle_is_refused(name):
    with Bundle(io.BytesIO(), {}) as bundle, pytest.raises(BundleError):
        bundle.add(name, b"x")


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_byte_of_a_bundle_can_be_changed_unseen(data):
    content = bytearray(made())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    with zipfile.ZipFile(io.BytesIO(made())) as original:
        known = {name: original.read(name) for name in original.namelist()}
    try:
        verdict = verify(io.BytesIO(bytes(content)))
    except BundleError:
        return
    if verdict.is_whole:  # a byte of the zip's own bookkeeping: every file still reads the same
        with zipfile.ZipFile(io.BytesIO(bytes(content))) as now:
            assert {name: now.read(name) for name in now.namelist()} == known


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip",
        *(
            rewritten(made(), **{MANIFEST: manifest})
            for manifest in (None, b"{", b'{"format": "other"}', b"[]")
        ),
    ],
)
def test_what_is_no_bundle_is_said_to_be_none(content):
    with pytest.raises(BundleError):
        verify(io.BytesIO(content))


def test_the_command_ends_with_0_1_or_2(tmp_path):
    whole, changed, none = (tmp_path / name for name in ("a.zip", "b.zip", "c.zip"))
    whole.write_bytes(made())
    changed.write_bytes(rewritten(made(), **{"voices.csv": b"!"}))
    none.write_bytes(b"!")
    run = CliRunner().invoke
    found = [run(app, ["verify", str(file)]) for file in (whole, changed, none, tmp_path / "d.zip")]
    assert [each.exit_code for each in found] == [0, 1, 2, 2]
    assert "3 files" in found[0].output
    assert "voices.csv was changed" in found[1].output
