"""The form of a worry in languages that the site itself does not speak."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yntymak.ui.forms import Form

FOLDER = Path(__file__).parent.parent / "data"
CODES = ("uz", "tg")


@cache
def words_in(code: str) -> dict[str, Any]:
    """Nothing for a language of the site, and for one that nobody has written down."""
    if code not in CODES:
        return {}
    return tomllib.loads((FOLDER / f"report_{code}.toml").read_text(encoding="utf-8"))


def offered() -> list[tuple[str, str, str]]:
    """Code, tag for the browser, own name."""
    return [(code, words_in(code)["lang"], words_in(code)["name"]) for code in CODES]


def speak(form: Form, code: str) -> None:
    """Labels, hints, choices and errors of `form` in that language."""
    form.not_required = words_in(code).get("not_required", "")
    for name, said in words_in(code).items():
        if not isinstance(said, dict) or name not in form.fields:
            continue
        field = form.fields[name]
        field.label = said["label"]
        field.help_text = said.get("hint", "")
        if "choices" in said:
            offered_values = [value for value, _label in field.choices]  # type: ignore[attr-defined]
            field.choices = [  # type: ignore[attr-defined]
                (value, said["choices"][value]) for value in offered_values
            ]
        kept = {key: text for key, text in said.items() if isinstance(text, str)}
        field.error_messages |= kept
