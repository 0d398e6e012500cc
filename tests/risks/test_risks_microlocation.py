"""What is published tells no more exactly where it is than the municipality, or than was wished."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from reforms import merged

from yntymak.apps.risks import actions
from yntymak.apps.risks.microlocation import finer_places
from yntymak.apps.risks.models import Signal

TOLD = "Көк-Булак айылында Асандын короосунун жанында суу талашылды."


def signal_of(place, **changes) -> Signal:
    fields = {"text": TOLD, "category": "social", "lane": "public", **changes}
    return actions.report(key=uuid.uuid4(), place=place, **fields)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ак-Суу айыл аймагында суу талашы боюнча сүйлөшүүлөр жүрүп жатат.",
        "Сугат суунун кезеги тууралуу кабар: аксакалдар сүйлөшүп жатат.",
        "Төмөнкү айылда жана жаңы көчөдө жашагандар чогулду, айыл өкмөтү № 12 токтом чыгарды.",
        "В Ак-Суйском айылном аймаке идут переговоры. В селе спокойно, 5 домов без воды.",
        "Мектепте 3 күндөн бери суу жок, 15 үй жабыркады.",
        "Аралаш топ, аралык чоң эмес.",
        "People of the Ak-Suu aiyl aimak talk it over; the road to school is mended.",
        "",
    ],
)
def test_a_sentence_about_the_municipality_may_stand(aimak, sentence):
    assert finer_places(sentence, signal_of(aimak)) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Арал айылында чыр чыкты.", "Арал айылында"),
        ("Чыр Арал айылынын четинде болду.", "Арал айылынын"),
        ("Манас көчөсүндө жол тосулду.", "Манас көчөсүндө"),
        ("Окуя 3-мектептин жанында болду.", "3-мектептин"),
        ("Окуя № 3 мектептин жанында болду.", "№ 3 мектептин"),
        ("Чыр 15-үйдүн ээси менен.", "15-үйдүн"),
        ("Ссора в селе Арал.", "селе Арал"),
        ("Ссора в с. Арал.", "с. Арал"),
        ("Спор на улице Ленина.", "улице Ленина"),
        ("Спор на ул. Ленина.", "ул. Ленина"),
        ("Спор в доме 5.", "доме 5"),
        ("Спор у школы № 3.", "школы № 3"),
        ("A quarrel in the village of Aral.", "village of Aral"),
        ("Жери: 42.49123, 78.39001", "42.49123"),
    ],
)
def test_a_village_a_street_or_a_house_is_found_by_the_words_beside_it(aimak, sentence, told):
    assert told in finer_places(sentence, signal_of(aimak, text="Суу жок."))


@pytest.mark.parametrize(
    "sentence",
    [
        "Чыр Көк-Булакта болду.",
        "Суу боюнча Көк-Булактын тургундары кайрылды.",
        "Кечээ Көк-Булактыктар чогулду.",
        "Жители Кок-Булака обратились.",
        "Кечээ Асан менен сүйлөштүк.",
    ],
)
def test_a_name_that_the_sender_wrote_is_found_in_another_ending(aimak, sentence):
    assert finer_places(sentence, signal_of(aimak))


def test_what_the_sender_calls_the_municipality_and_ordinary_words_are_no_names(aimak):
    signal = signal_of(aimak, text="Ак-Сууда суу талашылды, кенеш чакырылсын, РЭС келсин.")

    assert finer_places("Бул жумада Ак-Сууда суу бөлүнөт.", signal) == []
    assert finer_places("Кеңеш чакырылды. Суу талашылган жок.", signal) == []
    assert finer_places("Бүгүн РЭС келди.", signal) == []


@pytest.mark.parametrize("precision", ["village", "exact"])
def test_the_spot_stays_with_those_who_read_the_worry(aimak, precision):
    signal = signal_of(aimak, text="Суу жок.", precision=precision, spot="Мектептин артында, Арал")

    for sentence in ("Чыр мектепте болду.", "аралда чыр чыкты", "АРАЛ: чыр"):
        assert finer_places(sentence, signal), sentence
    assert finer_places("Чыр басылды.", signal) == []


def test_who_wished_only_the_raion_is_not_told_by_the_municipality(aimak, neighbour, raion):
    signal = signal_of(aimak, text="Суу жок.", precision="raion")
    assert signal.place == raion

    for sentence in (
        "Чыр Теплоключенкада болду.",
        "Чыр Теплоключенка айыл аймагында болду.",
        "Спор в Теплоключенке.",
        "Спор в Теплоключенском аймаке.",
        "Жители Теплоключенки обратились.",
        "A quarrel at Teploklyuchenka's canal.",
    ):
        assert finer_places(sentence, signal), sentence
    # The raion has the name of one of its municipalities.
    assert finer_places("Чыр Ак-Суу районунда болду.", signal) == []
    assert finer_places("Спор в Ак-Суйском районе.", signal) == []


def test_a_unit_of_before_is_finer_than_the_one_that_carries_it_on(aimak, neighbour, raion):
    new = merged(raion, [aimak, neighbour], timezone.localdate())
    signal = signal_of(new, text="Суу жок.")

    assert finer_places("Чыр Теплоключенкада болду.", signal) == ["Теплоключенкада"]
    assert finer_places("Чыр Жаңы айыл аймагында болду.", signal) == []


def test_the_office_is_told_which_words_and_keeps_its_sentence(as_user, aigul, aimak):
    signal = signal_of(aimak)
    actions.check(actor=aigul, signal=signal)
    client = as_user(aigul)

    with translation.override("en"):
        page = reverse("risks:signal_publish", args=[signal.receipt])
        refused = client.post(page, {"publish-text": "Чыр Көк-Булакта болду."}).content.decode()
        assert "where it is: Булакта" in refused
        assert "Чыр Көк-Булакта болду." in refused
        assert Signal.objects.get().public_text == ""
        client.post(page, {"publish-text": "Суу боюнча сүйлөшүү жүрүп жатат."})

    assert Signal.objects.get().public_text == "Суу боюнча сүйлөшүү жүрүп жатат."


def test_the_senders_words_with_a_comma_less_are_still_theirs(aigul, aimak):
    text = "Сугат суунун кезеги бузулуп, эки топ ажырашып калды, жардам керек"
    signal = signal_of(aimak, text=text)
    actions.check(actor=aigul, signal=signal)

    with translation.override("en"), pytest.raises(ValidationError, match="words of the office"):
        actions.publish_signal(actor=aigul, signal=signal, text=text.replace(",", "") + ".")
