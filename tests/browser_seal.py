"""What seal.js does in the browser, in Python: to send what a phone would send."""

from __future__ import annotations

import base64
import json
import os

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def seal(public_key: str, fields: dict[str, str]) -> str:
    curve = ec.SECP256R1()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(curve, base64.b64decode(public_key))
    own = ec.generate_private_key(curve)
    point = own.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    info = b"yntymak: sealed in the browser"
    lock = HKDF(hashes.SHA256(), 32, salt=point, info=info).derive(own.exchange(ec.ECDH(), theirs))
    nonce = os.urandom(12)
    words = json.dumps(fields).ljust(512)
    sealed = point + nonce + AESGCM(lock).encrypt(nonce, words.encode(), None)
    return base64.b64encode(sealed).decode()
