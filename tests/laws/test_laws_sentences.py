"""Whatever is wrong with a file, a person reads one sentence in their own language."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from yntymak.apps.laws.importing.corrections import REFUSALS as CORRECTION_REFUSALS
from yntymak.apps.laws.importing.problems import PROBLEMS
from yntymak.apps.laws.importing.reading import REFUSALS
from yntymak.apps.laws.pages import KIND_NAMES
from yntymak.methods.lawtext import LawTextError, docx
from yntymak.methods.lawtext.provisions import ABBREVIATIONS

CYRILLIC = re.compile("[а-яёңөү]", re.IGNORECASE)


def test_every_code_of_the_reader_has_a_sentence():
    listed = str(LawTextError.__doc__).split("Codes:")[1].replace("\n", " ")
    codes = {code.strip(" .") for code in listed.split(",")}
    assert len(codes) > 10
    assert codes <= REFUSALS.keys()


def test_everything_that_the_reader_of_word_notices_has_a_sentence():
    assert docx._DETAILS.keys() <= PROBLEMS.keys()


def test_every_kind_of_provision_has_a_name():
    assert ABBREVIATIONS.keys() <= KIND_NAMES.keys()


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("sentences", [REFUSALS, PROBLEMS, CORRECTION_REFUSALS, KIND_NAMES])
def test_every_sentence_is_said_in_kyrgyz_and_russian(language, sentences):
    with translation.override("en"):
        english = {code: str(sentence) for code, sentence in sentences.items()}
    with translation.override(language):
        for code, sentence in sentences.items():
            assert str(sentence) != english[code]
            assert CYRILLIC.search(str(sentence))
