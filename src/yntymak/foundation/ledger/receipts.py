"""Receipt numbers: short enough to copy from paper, too many to guess."""

import secrets

# Without 0/O, 1/I/L and without vowels that could spell words.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_LENGTH = 10  # 28^10 ≈ 3·10^14: guessing one of a million in a million tries has odds of 1 : 300
_LOOK_ALIKES = str.maketrans("ВСЗНКМРТХУ", "BC3HKMPTXY")


def new_receipt() -> str:
    """For example 7K3F-92QX-MT."""
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))


def read_receipt(typed: str) -> str:
    """The number as stored, from what a person typed; spaces, case and Cyrillic look-alikes aside.

    >>> read_receipt("7к3f 92qх-мт")
    '7K3F-92QX-MT'
    """
    letters = [c for c in typed.upper().translate(_LOOK_ALIKES) if c.isalnum()]
    return _grouped("".join(letters))


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
