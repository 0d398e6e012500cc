"""The check of the catalogues finds what a careful translator would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from yntymak import messages

if TYPE_CHECKING:
    from pathlib import Path

SAYS = """
from django.utils.translation import gettext as _, ngettext
_("Hello %(name)s")
ngettext("%(n)s voice", "%(n)s voices", 2)
"""
HEADER = messages.HEADER.format("ru", messages.PLURAL_FORMS["ru"])


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "apps.py").touch()
    (folder / "views.py").write_text(SAYS, encoding="utf-8")
    (folder / "page.html").write_text("{% load i18n %}{% translate 'Save' %}", encoding="utf-8")
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "LANGUAGES", ("ru",))
    return folder


def write(package: Path, body: str) -> None:
    path = messages.catalogue_path(package, "ru")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + body, encoding="utf-8")


WHOLE = """
msgid "Hello %(name)s"
msgstr "Здравствуйте, %(name)s"

msgid "%(n)s voice"
msgid_plural "%(n)s voices"
msgstr[0] "%(n)s голос"
msgstr[1] "%(n)s голоса"
msgstr[2] "%(n)s голосов"
msgstr[3] "%(n)s голоса"

msgid "Save"
msgstr "Сохранить"
"""


def test_a_whole_catalogue_has_no_fault(package):
    write(package, WHOLE)

    assert messages.faults() == []


def test_texts_of_python_and_of_templates_are_missed(package):
    assert {line.split(": ")[-1] for line in messages.faults()} == {
        "'Hello %(name)s'",
        "'%(n)s voice'",
        "'Save'",
    }


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("Здравствуйте, %(name)s", "Здравствуйте, %(nmae)s", "other placeholders"),
        ('"%(n)s голосов"', '"%(m)s голосов"', "other placeholders"),
        ('"Сохранить"', '""', "not translated"),
        ('msgid "Save"', 'msgid "Store"', "not used any more"),
    ],
)
def test_a_slip_is_found(package, right, wrong, fault):
    write(package, WHOLE.replace(right, wrong))

    assert any(fault in line for line in messages.faults())


def test_a_full_stop_right_behind_a_russian_date_is_found(package):
    (package / "page.html").write_text(
        "{% load i18n %}{% blocktranslate %}Due {{ day }}.{% endblocktranslate %}", encoding="utf-8"
    )
    write(package, 'msgid "Due %(day)s."\nmsgstr "Срок %(day)s."\n')
    assert any("two dots behind a date" in line for line in messages.faults())

    write(package, 'msgid "Due %(day)s."\nmsgstr "До %(day)s ждём."\n')
    assert not any("two dots" in line for line in messages.faults())


def test_update_keeps_what_is_translated_and_drops_what_is_not_used(package):
    write(package, WHOLE + '\nmsgid "Gone"\nmsgstr "Ушло"\n')

    assert messages.update() == 0

    text = messages.catalogue_path(package, "ru").read_text(encoding="utf-8")
    assert "Сохранить" in text
    assert "Gone" not in text


def test_one_text_is_said_one_way(package, tmp_path):
    write(package, WHOLE)
    other = tmp_path / "other"
    other.mkdir()
    (other / "apps.py").touch()
    (other / "page.html").write_text("{% load i18n %}{% translate 'Save' %}", encoding="utf-8")
    write(other, 'msgid "Save"\nmsgstr "Записать"\n')

    assert any("translated otherwise" in line for line in messages.faults())
