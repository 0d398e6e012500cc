"""Kyrgyz in Latin letters, for the English names of places.

BGN/PCGN 1979, brought to what a plain keyboard writes and maps of the country show: ö and ü lose
their dots (Ak-Dobo, Kyzyl-Suu), й is i (Alai, Jaiyl, Kadamjai), "нг" and "ңг" are both ng
(Kok-Jangak). Letters that occur in Russian names only follow BGN/PCGN 1947 for Russian, without
apostrophes for ъ and ь.
"""

from __future__ import annotations

import re

_NG = re.compile("[ңҢ](?=[гГ])")
_KYRGYZ_AND_RUSSIAN = (
    "а a|б b|в v|г g|д d|е e|ё yo|ж j|з z|и i|й i|к k|л l|м m|н n|ң ng|о o|ө o|п p|р r|с s|т t|"
    "у u|ү u|ф f|х kh|ц ts|ч ch|ш sh|щ shch|ъ |ы y|ь |э e|ю yu|я ya"
)
_LATIN = dict(pair.split(" ") for pair in _KYRGYZ_AND_RUSSIAN.split("|"))


def romanise(text: str) -> str:
    """`text` in Latin letters; what is no Cyrillic letter of ours stays as it is.

    A capital stays a capital: "Щ" is "Shch", not "SHCH", unless all of its word is in capitals.

    >>> romanise("Чоң-Алай"), romanise("Өзгөн"), romanise("Көк-Жаңгак"), romanise("ЫНТЫМАК")
    ('Chong-Alai', 'Ozgon', 'Kok-Jangak', 'YNTYMAK')
    """
    plain = _NG.sub(
        lambda found: "Н" if found[0] == "Ң" else "н", text.replace("ӊ", "ң").replace("Ӊ", "Ң")
    )
    return "".join(_cased(letter, plain[i + 1 : i + 2]) for i, letter in enumerate(plain))


def _cased(letter: str, following: str) -> str:
    latin = _LATIN.get(letter.lower())
    if latin is None:
        return letter
    if letter.islower():
        return latin
    return latin.upper() if following.isupper() else latin.capitalize()
