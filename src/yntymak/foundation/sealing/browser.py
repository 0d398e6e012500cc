"""What a browser seals for the server alone: it waits on a phone, and nobody there can open it.

A key pair follows from each key of PROTECTED_LANE_KEYS. The page carries the public half; the
browser makes a pair of its own for each text and keeps neither half of it (ECIES: ECDH on P-256,
HKDF with SHA-256, AES-256-GCM).
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from yntymak.foundation.sealing import OpenedText, SealError

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT_BYTES, NONCE_BYTES = 65, 12
INFO = b"yntymak: sealed in the browser"


def public_key() -> str:
    """For the page: an uncompressed point in Base64."""
    return base64.b64encode(_point(_private_keys()[0].public_key())).decode()


@sensitive_variables()
def open_from_browser(sealed: str) -> OpenedText:
    """Raises SealError where no key opens it, or where it is no sealed text at all."""
    try:
        content = base64.b64decode(sealed, validate=True)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, content[:POINT_BYTES])
    except (binascii.Error, ValueError):
        raise SealError("This is no text sealed in a browser.") from None
    nonce, locked = content[POINT_BYTES:][:NONCE_BYTES], content[POINT_BYTES + NONCE_BYTES :]
    for own in _private_keys():
        shared = own.exchange(ec.ECDH(), theirs)
        lock = HKDF(hashes.SHA256(), 32, salt=content[:POINT_BYTES], info=INFO).derive(shared)
        try:
            return OpenedText(AESGCM(lock).decrypt(nonce, locked, None).decode())
        except (InvalidTag, ValueError):
            continue
    raise SealError("No key in PROTECTED_LANE_KEYS opens this text.")


def _private_keys() -> list[ec.EllipticCurvePrivateKey]:
    return [_private_key(key.strip()) for key in settings.PROTECTED_LANE_KEYS]


@sensitive_variables()
def _private_key(key: str) -> ec.EllipticCurvePrivateKey:
    # 16 bytes more than the order has, so that no remainder is likelier than another.
    drawn = HKDF(hashes.SHA256(), 48, salt=None, info=INFO + b", the key").derive(key.encode())
    return ec.derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
