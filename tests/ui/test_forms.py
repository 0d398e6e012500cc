import re
import uuid
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from yntymak.ui.forms import DateField, Form, ThousandSomField


class Report(Form):
    words = forms.CharField(label="Words", help_text="In any language", widget=forms.Textarea)
    channel = forms.ChoiceField(
        label="Channel", choices=[("a", "Spoken"), ("b", "Paper")], widget=forms.RadioSelect
    )
    met_on = DateField(label="Day")
    amount = ThousandSomField(label="Sum", required=False)
    email = forms.EmailField(label="E-mail", required=False)
    agreed = forms.BooleanField(label="I agree", required=False)


GOOD = {"words": "Суу", "channel": "a", "met_on": "12.05.2025", "amount": "1 240,5"}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def html(form: forms.Form) -> str:
    return Template("{{ form }}").render(Context({"form": form}))


def attributes(page: str, control_id: str) -> str:
    found = re.search(rf'<[^>]*\bid="{control_id}"[^>]*>', page)
    assert found, f"no control {control_id}"
    return found[0]


def test_a_fresh_form_has_no_error_summary():
    page = html(Report())
    assert 'role="alert"' not in page
    assert "aria-invalid" not in page


def test_the_hint_is_tied_to_its_control():
    page = html(Report())
    assert 'aria-describedby="id_words_hint"' in attributes(page, "id_words")
    assert 'id="id_words_hint">In any language' in page


def test_a_refused_form_lists_its_errors_with_links_that_lead_to_the_controls():
    page = html(Report({"words": "Суу", "met_on": "31.02.2025"}))
    assert 'role="alert"' in page
    for target in re.findall(r'<a href="#([^"]+)"', page):
        assert f'id="{target}"' in page
    assert '<a href="#id_channel_0">' in page
    assert "for example 25.10.2026" in page


def test_a_refused_form_comes_back_filled():
    page = html(Report({"words": "Суу кезеги", "met_on": "31.02.2025", "amount": "240,5 сом"}))
    assert "Суу кезеги" in page
    assert 'value="31.02.2025"' in page
    assert 'value="240,5 сом"' in page


def test_the_error_is_tied_to_its_control():
    page = html(Report({**GOOD, "met_on": "soon"}))
    day = attributes(page, "id_met_on")
    assert 'aria-describedby="id_met_on_hint id_met_on_error"' in day
    assert 'aria-invalid="true"' in day
    assert 'id="id_met_on_error"' in page


def test_radios_stand_in_a_fieldset_with_a_legend():
    page = html(Report())
    assert re.search(r"<fieldset[^>]*>\s*<legend>Channel", page)
    assert 'for="id_channel_0"' in page


def test_only_what_is_not_required_is_marked():
    page = html(Report())
    assert page.count("(not required)") == 2  # the sum and the e-mail; a lone box is its own mark


def test_typing_aids_suit_the_question():
    page = html(Report())
    assert 'autocomplete="email"' in attributes(page, "id_email")
    assert 'inputmode="decimal"' in attributes(page, "id_amount")
    assert 'inputmode="decimal"' in attributes(page, "id_met_on")


def test_two_refused_forms_on_a_page_keep_their_ids_apart():
    page = html(Report({}, prefix="one")) + html(Report({}, prefix="two"))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_select_keeps_its_choice_and_escapes_its_labels():
    class Choose(Form):
        place = forms.ChoiceField(choices=[("", "–"), ("a", "<Ак-Суу>"), ("b", "Теплоключенка")])

    page = html(Choose({"place": "a"}))
    assert '<option value="a" selected>&lt;Ак-Суу&gt;</option>' in page
    assert '<option value="b">Теплоключенка</option>' in page


def test_what_a_person_typed_is_escaped():
    page = html(Report({"words": "<script>alert(1)</script>"}))
    assert "<script>" not in page


def test_the_key_survives_a_refusal():
    first = attributes(html(Report()), "id_key")
    key = re.search(r'value="([^"]+)"', first)[1]
    again = Report({"key": key, "words": ""})
    assert not again.is_valid()
    assert key in attributes(html(again), "id_key")


def test_two_forms_carry_two_keys():
    assert attributes(html(Report()), "id_key") != attributes(html(Report()), "id_key")


def test_a_form_sent_again_gives_the_same_key():
    key = str(uuid.uuid4())
    forms_sent = [Report({**GOOD, "key": key}) for _ in range(2)]
    assert [form.is_valid() for form in forms_sent] == [True, True]
    assert {form.cleaned_data["key"] for form in forms_sent} == {uuid.UUID(key)}


@pytest.mark.parametrize("key", [None, "", "not a key"])
def test_a_missing_or_broken_key_is_replaced(key):
    form = Report(GOOD if key is None else {**GOOD, "key": key})
    assert form.is_valid()
    assert isinstance(form.cleaned_data["key"], uuid.UUID)


@pytest.mark.parametrize(
    "typed",
    [
        "12.05.2025",
        "12,05,2025",
        "12/05/2025",
        "12-05-2025",
        "12 05 2025",
        "12052025",
        "2025-05-12",
    ],
)
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_date_may_be_typed_in_any_usual_way(typed, language):
    with translation.override(language):
        form = Report({**GOOD, "met_on": typed})
        assert form.is_valid(), form.errors
    assert form.cleaned_data["met_on"] == date(2025, 5, 12)


def test_a_stored_date_is_shown_in_the_local_order():
    with translation.override("ky"):
        assert 'value="12.05.2025"' in html(Report(initial={"met_on": date(2025, 5, 12)}))


@pytest.mark.parametrize(
    ("typed", "tyiyn"),
    [
        ("1 240,5", 124_050_000),
        ("1\u00a0240,5", 124_050_000),
        ("1240.5", 124_050_000),
        ("0,00001", 1),
        ("180", 18_000_000),
        ("", None),
    ],
)
def test_a_sum_is_held_in_whole_tyiyn(typed, tyiyn):
    form = Report({**GOOD, "amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == tyiyn


@pytest.mark.parametrize(
    "typed", ["240,5 сом", "-1", "1,2,3", "nan", "inf", "1e999999", "0,000001", "1" * 13]
)
def test_a_sum_that_is_none_is_refused(typed):
    assert "amount" in Report({**GOOD, "amount": typed}).errors


@pytest.mark.parametrize("tyiyn", [124_050_000, 1, 18_000_000, 12_345_678])
def test_a_stored_sum_comes_back_as_it_was(tyiyn):
    shown = ThousandSomField().prepare_value(tyiyn)
    assert ThousandSomField().clean(shown) == tyiyn


@pytest.mark.parametrize("typed", ["01.01.0001", "31.12.9999", "12.05.0025", "12.05.2205"])
def test_a_year_that_no_paper_speaks_of_is_taken_for_a_slip(typed):
    form = Report(GOOD | {"met_on": typed})
    assert form.errors["met_on"] == ["Write the date as day.month.year, for example 25.10.2026."]


HOSTILE = "\"'><script>alert(1)</script>"


class Hostile(Form):
    word = forms.CharField(label=HOSTILE, help_text=HOSTILE, initial=HOSTILE)
    words = forms.CharField(widget=forms.Textarea, initial=HOSTILE)
    chosen = forms.ChoiceField(
        choices=[(HOSTILE, HOSTILE), (HOSTILE, [("1", HOSTILE)])], widget=forms.RadioSelect
    )
    listed = forms.ChoiceField(choices=[(HOSTILE, HOSTILE), (HOSTILE, [("1", HOSTILE)])])
    hidden = forms.CharField(widget=forms.HiddenInput, initial=HOSTILE)

    def clean_word(self):
        raise forms.ValidationError(HOSTILE)


@pytest.mark.parametrize("typed", [None, dict.fromkeys(Hostile.base_fields, HOSTILE)])
def test_nothing_that_a_person_typed_becomes_markup(typed):
    page = html(Hostile(typed))
    assert "<script" not in page
    assert "'>" not in page.replace("&#x27;&gt;", "")
    assert page.count("&lt;script&gt;") >= len(Hostile.base_fields)


def test_a_text_keeps_its_first_line_break():
    """A browser takes the first one away."""
    page = html(Report({**GOOD, "words": "\nСуу"}))
    assert ">\n\nСуу</textarea>" in page


def test_groups_of_choices_are_named():
    page = html(Hostile())
    assert page.count("<optgroup label=") == 1
    assert "<b>" in page


class Asking(Form):
    lane = forms.ChoiceField(
        label="Who may read it?", choices=[("a", "All"), ("b", "Few")], widget=forms.RadioSelect
    )
    words = forms.CharField(label="Words")
    exact = forms.ChoiceField(
        label="How exact?",
        choices=[("a", "Village"), ("b", "Spot")],
        widget=forms.RadioSelect,
        initial="a",
        required=False,
    )


def test_where_one_is_to_be_chosen_nobody_is_told_to_fill_in():
    errors = Asking({}).errors
    assert errors["lane"] == ["Choose one of these."]
    assert errors["words"] == ["This field is required."]


def test_a_question_ends_with_one_mark_in_the_list_of_errors():
    page = html(Asking({}))
    assert "Who may read it? Choose one" in page
    assert "Words: This field" in page


def test_what_cannot_be_left_out_is_not_called_optional():
    assert "(not required)" not in html(Asking())
