"""Choosing a municipality by its name."""

from django import forms

from yntymak.foundation.registry.forms import PlaceField, full_label
from yntymak.foundation.registry.models import Place


class Where(forms.Form):
    place = PlaceField(label="Where?", queryset=Place.objects.current().municipalities())


def twin_of(aimak: Place, code: str, raion_name: str) -> Place:
    """An aiyl aimak of the same name in another raion of the same oblast."""
    raion = Place.objects.create(
        code=code[:8] + "000000",
        kind="raion",
        parent=aimak.parent.parent,
        name_ky=raion_name,
        valid_from=aimak.valid_from,
    )
    return Place.objects.create(
        code=code,
        kind="aiyl_aimak",
        is_municipality=True,
        parent=raion,
        name_ky=aimak.name_ky,
        name_ru=aimak.name_ru,
        valid_from=aimak.valid_from,
    )


def test_a_name_in_any_spelling_finds_the_place(aimak, neighbour):
    for typed in ("Ак-Суу", "ак суу", "АК-СУУ АЙЫЛ АЙМАГЫ", "Ак-Суйский", "ak-suu", aimak.code):
        form = Where({"place": typed})
        assert form.is_valid(), (typed, form.errors)
        assert form.cleaned_data["place"] == aimak


def test_a_part_of_a_name_is_enough_where_it_fits_one_place(aimak, neighbour):
    form = Where({"place": "теплокл"})
    assert form.is_valid()
    assert form.cleaned_data["place"] == neighbour


def test_two_places_of_one_name_are_offered_with_their_raions(aimak):
    twin = twin_of(aimak, "41702210804000", "Жети-Өгүз району")
    form = Where({"place": "ак-суу"})
    assert not form.is_valid()
    assert form.has_error("place", "several")
    html = str(form["place"])
    assert html.count('type="radio"') == 2
    assert "Жети-Өгүз району" in html
    assert 'value="ак-суу"' in html
    chosen = Where({"place": "ак-суу", "place-choice": twin.code})
    assert chosen.is_valid()
    assert chosen.cleaned_data["place"] == twin


def test_the_raion_beside_the_name_tells_two_places_apart(aimak):
    twin = twin_of(aimak, "41702210804000", "Жети-Өгүз району")
    for place, typed in ((twin, "Ак-Суу, Жети-Огуз"), (aimak, full_label(aimak))):
        form = Where({"place": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["place"] == place


def test_a_choice_that_the_words_no_longer_fit_is_not_taken(aimak, neighbour):
    form = Where({"place": "Теплоключенка", "place-choice": aimak.code})
    assert form.is_valid()
    assert form.cleaned_data["place"] == neighbour


def test_an_unknown_name_comes_back_with_what_to_do(aimak):
    form = Where({"place": "Атлантида"})
    assert not form.is_valid()
    assert form.has_error("place", "unknown")
    assert 'value="Атлантида"' in str(form["place"])


def test_only_generic_words_or_nothing_find_no_place(aimak):
    assert Where({"place": "айыл аймагы"}).has_error("place", "unknown")
    assert Where({"place": "  "}).has_error("place", "required")


def test_a_place_given_as_initial_reads_back_to_itself(aimak, neighbour):
    for initial in (aimak, aimak.pk):
        shown = Where(initial={"place": initial})["place"].value()
        assert shown == "Ак-Суу айыл аймагы, Ак-Суу району"
    form = Where({"place": shown}, initial={"place": aimak})
    assert form.is_valid()
    assert form.cleaned_data["place"] == aimak
    assert not form.has_changed()


def test_a_place_left_empty_is_none_where_not_required(db):
    class Maybe(forms.Form):
        place = PlaceField(required=False)

    form = Maybe({"place": ""})
    assert form.is_valid()
    assert form.cleaned_data["place"] is None


def test_one_form_does_not_offer_the_choices_of_another(aimak):
    twin_of(aimak, "41702210804000", "Жети-Өгүз району")
    Where({"place": "ак-суу"}).is_valid()
    assert 'type="radio"' not in str(Where()["place"])


def test_what_was_typed_is_never_markup(aimak):
    form = Where({"place": '"><script>'})
    assert not form.is_valid()
    assert "<script>" not in str(form["place"])
