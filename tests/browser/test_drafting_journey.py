"""An act is brought in, two of its articles are changed in both languages, the bill is published,
read on a phone and taken away as a Word document.
"""

from __future__ import annotations

import io
from pathlib import Path
from urllib.parse import urljoin

import pytest
from docx import Document
from steps import follow, press, see_no_sideways_scroll, send, sign_in

DATA = Path(__file__).resolve().parent.parent.parent / "src/yntymak/portal/demo/data"
# What is typed over what, by article and language: few words each, so that few words change.
CHANGES = {
    "art_4": {"ky": ("жарым жылда бир", "кварталда бир"), "ru": ("полугодие", "квартал")},
    "art_12": {"ky": ("беш", "үч"), "ru": ("пятнадцати", "трёх")},
}


@pytest.fixture
def title(language, javascript) -> str:
    return f"Журналдык акт {language} {'js' if javascript else 'plain'}"


def bring_in(page, site, language, title) -> None:
    page.goto(site.url("laws/upload/", language))
    page.fill("[name=title_ky]", title)
    page.fill("[name=title_ru]", title)
    page.select_option("select[name=kind]", "law")
    page.set_input_files("[name=file_ky]", DATA / "act_ky.txt")
    page.set_input_files("[name=file_ru]", DATA / "act_ru.txt")
    send(page, "title_ky")
    press(page, page.url.split("/laws/")[1].split("?")[0])


def begin(page, site, language, title) -> None:
    page.goto(site.url("bills/new/", language))
    act = page.locator("select[name=act] option", has_text=title).first
    page.select_option("select[name=act]", act.get_attribute("value"))
    page.fill("[name=title_ky]", f"{title} боюнча долбоор")
    page.fill("[name=title_ru]", f"Проект: {title}")
    page.fill("[name=summary_ky]", "Отчет тез-тез угулсун.")
    page.select_option("select[name=organisation]", index=1)
    send(page, "title_ky")


def change(page, work, act, unit) -> None:
    page.goto(f"{work}{act}/{unit}/")
    for language, (was, becomes) in CHANGES[unit].items():
        field = f"[name=text_{language}]"
        text = page.input_value(field)
        assert was in text
        page.fill(field, text.replace(was, becomes))
        page.fill(f"[name=rationale_{language}]", "Жолугушуулардын сунушу боюнча.")
        page.fill(f"[name=note_{language}]", "Отчет тез-тез угулат.")
    with page.expect_navigation():
        page.locator("#editor [name=preview]").click()
    marked = page.locator("#tried ins").all_inner_texts()
    assert any("кварталда" in each or "үч" in each for each in marked)
    with page.expect_navigation():
        page.locator("#editor .actions button:not([name])").last.click()
    assert page.url == work


def test_two_articles_are_changed_published_read_and_taken_away(
    site, browse, language, javascript, title
):
    page = browse(javascript=javascript, width=1280)
    sign_in(page, site, "elmira", language)
    bring_in(page, site, language, title)
    act = page.url.rstrip("/").rpartition("/")[2]
    begin(page, site, language, title)
    work = page.url
    for unit in CHANGES:
        change(page, work, act, unit)
    press(page, "/work/publish/")

    phone = browse(javascript=javascript)
    phone.goto(work.removesuffix("work/"))
    see_no_sideways_scroll(phone)
    follow(phone, "/art_4/")
    see_no_sideways_scroll(phone)
    word = {"ky": "кварталда", "ru": "квартал"}[language]
    assert word in phone.locator(".c-marked ins:visible").last.inner_text()

    phone.goto(f"{work.removesuffix('work/')}documents/")
    link = phone.locator(f"main a[href*='comparison'][href*='.docx'][href*='{language}']").first
    address = urljoin(phone.url, link.get_attribute("href"))
    answer = phone.request.get(address)
    assert answer.ok
    document = Document(io.BytesIO(answer.body()))
    inserted = [
        run.text or "" for each in document.element.body.iter("{*}ins") for run in each.iter("{*}t")
    ]
    assert any(word in each for each in inserted)
