import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.ui.forms import ThousandSomField

MOST = 10**15  # tyiyn


@given(st.integers(min_value=0, max_value=MOST - 1))
def test_a_sum_that_is_printed_reads_back_to_the_tyiyn(tyiyn):
    assert ThousandSomField().clean(exact_thousand_som(tyiyn)) == tyiyn


@given(st.integers(min_value=0, max_value=MOST - 1), st.sampled_from(",."))
def test_comma_and_point_mean_the_same(tyiyn, mark):
    typed = exact_thousand_som(tyiyn).replace(",", mark).replace("\u00a0", " ")

    assert ThousandSomField().clean(typed) == tyiyn


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_sum_or_a_sentence(typed):
    class Asked(forms.Form):
        planned = ThousandSomField(required=False)

    form = Asked({"planned": typed})

    tyiyn = form.cleaned_data["planned"] if form.is_valid() else 0
    assert tyiyn is None or 0 <= tyiyn < MOST
    assert all(len(sentence) > 10 for sentence in form.errors.get("planned", []))


@pytest.mark.parametrize(
    ("typed", "tyiyn"),
    [
        ("1 240,5", 124_050_000),
        ("1240.5", 124_050_000),
        ("0,00001", 1),
        ("74 957,7", 7_495_770_000),
        (" 12 ", 1_200_000),
    ],
)
def test_thousand_som_become_tyiyn(typed, tyiyn):
    assert ThousandSomField().clean(typed) == tyiyn


@pytest.mark.parametrize(
    "typed",
    ["-5", "0,000001", "1.240,5", "1e9", "1e999999999", "NaN", "миң", "1234567890123", ",", "∞"],
)
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        ThousandSomField().clean(typed)
