"""Photos of the sheets: kept as they came, once, and for the office alone."""

from __future__ import annotations

import hashlib
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.scans import LARGEST_SCAN
from yntymak.apps.consultations.models import Scan


def jpeg(data: bytes, preview: bytes = b"") -> bytes:
    """The segments of a photo: a preview, as phones add one, then the picture, then its end."""
    first = b"\xff\xe1" + (len(preview) + 2).to_bytes(2) + preview
    return b"\xff\xd8" + first + b"\xff\xda\x00\x02" + data + b"\xff\xd9"


PHOTO = jpeg(b"a photo" * 50)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(content=PHOTO, name="IMG_1.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def keep(actor, meeting, file=None, key=None):
    return actions.keep_scan(
        actor=actor,
        client_key=key or uuid.uuid4(),
        meeting=meeting,
        kind="minutes",
        file=file or photo(),
    )


def test_a_photo_is_kept_under_its_hash(as_user, aigul, meeting):
    scan = keep(aigul, meeting)
    assert scan.sha256 == hashlib.sha256(PHOTO).hexdigest()
    args = [meeting.consultation.code, meeting.number, scan.sha256]
    answer = as_user(aigul).get(reverse("consultations:scan", args=args))
    assert answer.content == PHOTO
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_same_file_twice_is_one(aigul, meeting):
    assert keep(aigul, meeting) == keep(aigul, meeting, photo(name="IMG_2.jpg"))
    assert Scan.objects.count() == 1


def test_a_file_left_half_by_a_killed_server_is_made_whole(aigul, meeting):
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    default_storage.save(f"scans/{sha256[:2]}/{sha256}.jpg", photo(PHOTO[:20]))
    scan = keep(aigul, meeting)
    with default_storage.open(scan.stored_as) as file:
        assert file.read() == PHOTO


@pytest.mark.parametrize(
    "content", [b"", b"MZ an exe", b"<svg onload=alert(1)>", PHOTO + b"x" * LARGEST_SCAN]
)
def test_what_is_no_photo_or_too_large_is_refused_with_a_sentence(aigul, meeting, content):
    with pytest.raises(ValidationError):
        keep(aigul, meeting, photo(content))
    assert Scan.objects.count() == 0


def test_a_photo_that_broke_off_halfway_is_asked_for_again(aigul, meeting):
    whole = jpeg(b"a photo" * 50, preview=jpeg(b"small"))
    for cut in (len(whole) - 2, len(whole) // 2, 40, 20, 4):
        with pytest.raises(ValidationError):
            keep(aigul, meeting, photo(whole[:cut]))
    for cut in (b"\x89PNG\r\n\x1a\n IDAT", b"%PDF-1.7 1 0 obj"):
        with pytest.raises(ValidationError):
            keep(aigul, meeting, photo(cut))
    assert Scan.objects.count() == 0
    for sent in (
        whole,
        whole + b"a film of three seconds",
        b"\xff\xd8\xff" + whole[2:],  # filled up before a marker, as the standard allows
        b"\x89PNG\r\n\x1a\n IDAT IEND",
        b"%PDF-1.7 %%EOF\n",
    ):
        keep(aigul, meeting, photo(sent))
    assert Scan.objects.count() == 5


def test_the_page_says_how_large_a_file_may_be(as_user, aigul, meeting):
    args = [meeting.consultation.code, meeting.number]
    url = reverse("consultations:scans", args=args)
    client = as_user(aigul)
    assert f'data-most="{LARGEST_SCAN}"' in client.get(url).content.decode()
    sent = {"kind": "photo", "file": photo(PHOTO + b"x" * LARGEST_SCAN)}
    refused = client.post(url, sent).content.decode()
    assert 'role="alert"' in refused
    assert "эң көбү 15 МБ" in refused
    # A photo whose upload broke off arrives without its file.
    assert client.post(url, {"kind": "photo"}).status_code == 200
    assert Scan.objects.count() == 0
    client.post(url, {"kind": "photo", "file": photo()})
    assert Scan.objects.count() == 1


def test_beyond_the_limit_of_the_server_the_page_comes_back(as_user, aigul, meeting, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    with override("en"):
        url = reverse("consultations:scans", args=[meeting.consultation.code, meeting.number])
    answer = as_user(aigul).post(url, {"kind": "photo", "file": photo(PHOTO * 100)})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert 'role="alert"' in said
    assert "far too large" in said
    assert "Choose the photo" not in said


def test_nobody_else_keeps_or_sees_one(as_user, visitor, aigul, chynara, meeting):
    scan = keep(aigul, meeting)
    with pytest.raises(PermissionDenied):
        keep(chynara, meeting, photo(PHOTO + b"2"))
    args = [meeting.consultation.code, meeting.number, scan.sha256]
    url = reverse("consultations:scan", args=args)
    assert as_user(chynara).get(url).status_code == 404
    assert visitor.get(url).status_code == 302
