"""New words that, once quoted in the amending law, would be read as another order."""

from __future__ import annotations

import random

import pytest
from bill_texts import ART_2, ART_3
from django.core.exceptions import ValidationError
from test_laws_bills import save
from test_laws_editor import url

from yntymak.apps.laws import actions
from yntymak.apps.laws.bills.amending import amending_law, is_misread
from yntymak.apps.laws.bills.checks import findings
from yntymak.apps.laws.bills.wording import UndraftableError, alone, drafted, operations_of
from yntymak.apps.laws.exports.papers import paper_of
from yntymak.apps.laws.models import Amendment, BillVersion
from yntymak.methods.lawtext import article_text, operation_as_json, parse, read_document
from yntymak.methods.lawtext.operations import Replace

KEEPS = "Ал мектептерде «Таза суу» деп аталат."
SIGNS = ("«", "»", '"', "“", "”", "„", ".»;", "«сөз»", '"сөз"', "1) а)", "дополнить словами «x»")


def with_line(line: str) -> dict[str, str]:
    return {
        "ky": f"{ART_3['ky']}\n4. {line}",
        "ru": f"{ART_3['ru']}\n4. {line}",
    }


def codes(version: BillVersion) -> set[str]:
    return {each.code for each in findings(version) if each.is_blocking}


@pytest.mark.parametrize(
    "line",
    [
        "Ал «Таза суу деп аталат.",
        "Ал Таза суу» деп аталат.",
        "Ал «Таза «Суу» деп аталат.",
        "Ал „Таза суу деп аталат.",
    ],
)
def test_a_mark_without_its_partner_blocks_until_it_is_closed(elmira, amended, line):
    save(elmira, amended, "art_2", ART_2)
    kept = save(elmira, amended, "art_3", with_line(line))
    found = [each for each in findings(amended.version) if each.code == "misread"]
    assert {(each.unit, each.language) for each in found} == {("art_3", "ky"), ("art_3", "ru")}
    assert "«…»" in str(found[0].sentence)
    with pytest.raises(ValidationError) as refused:
        actions.publish_version(actor=elmira, version=amended.version, has_seen=True)
    assert refused.value.code == "wrong"

    save(elmira, amended, "art_3", with_line(KEEPS), seen=kept.revision)
    assert codes(amended.version) == set()
    actions.publish_version(actor=elmira, version=amended.version, has_seen=True)


def test_more_lines_than_a_reader_takes_for_one_quotation_are_named_too(amended):
    lines = "\n".join(f"{number}. Суу таза." for number in range(1, 2500))
    given = Replace("art_3", f"3-берене. Суу\n{lines}")
    each = Amendment(act=amended, unit="art_3", operations={"ky": [operation_as_json(given)]})
    assert is_misread(each, "ky")


def test_the_desk_says_what_to_do_and_leads_to_the_article(as_user, elmira, amended, bill):
    save(elmira, amended, "art_3", with_line("Ал «Таза суу деп аталат."))
    page = as_user(elmira).get(url("work", bill.code)).content.decode()
    assert "«…»" in page


@pytest.mark.shared_data
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_what_is_not_named_is_read_back_as_it_was_meant_in_one_law(
    shared_data, water_law, amended, language
):
    """Random edits of articles of a real code: either named, or the formula says what is done."""
    chosen = random.Random(7)
    file = shared_data / "laws" / language / "land_149_2025.txt"
    law = parse(read_document(file.read_bytes(), file.name), language)
    amended.amendments.all().delete()
    named = 0
    for place, article in enumerate(chosen.sample(list(law.articles), 60)):
        typed = edited(chosen, article_text(alone(law, article.key), article.key))
        style = chosen.choice(["words", "provision"])
        try:
            operations = drafted(law, article.key, typed, style)
        except UndraftableError:
            continue
        each = Amendment(act=amended, unit=article.key, position=place)
        each.operations = {language: [operation_as_json(one) for one in operations]}
        each.changed_by_id = amended.version.bill.created_by_id
        if is_misread(each, language):
            named += 1
        else:
            each.save()
    assert 5 < named < 50
    version = BillVersion.objects.select_related("bill__organisation").get(pk=amended.version_id)
    paper = paper_of(version, [language])
    told = [
        operation
        for each in paper.acts[0].amendments.all()
        for operation in operations_of(each.operations[language])
    ]
    read = amending_law(version, paper.acts, language).instructions()
    assert [each for one in read.instructions for each in one.operations] == told


def edited(chosen: random.Random, text: str) -> str:
    lines = text.split("\n")
    place = chosen.randrange(len(lines))
    words = lines[place].split(" ")
    words.insert(chosen.randint(min(2, len(words)), len(words)), chosen.choice(SIGNS))
    lines[place] = " ".join(words)
    return "\n".join(lines)
