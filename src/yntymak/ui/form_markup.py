"""The controls that most forms are made of, written without templates.

A form of eight questions renders some forty small templates, which took longer than the rest of its
page. What stands here writes the same marks; every other control still has its template.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yntymak.ui.forms import BoundField

Widget = dict[str, Any]


def field(bound: BoundField) -> str:
    """Label, hint, errors and one control; a group of choices as a fieldset."""
    wrong = " wrong" if bound.errors else ""
    about: str = _about(bound)
    label: str = conditional_escape(bound.label)
    if bound.is_choice_alone and not bound.use_fieldset:
        named = f'<label for="{bound.id_for_label}">{label}</label>'
        choice = f'<div class="choice">{bound}{named}</div>'
        return f'<div class="field{wrong}">\n{about}{choice}\n</div>\n'
    if bound.may_stay_empty:
        optional = getattr(bound.form, "not_required", "") or _("(not required)")
        label += f' <span class="optional">{conditional_escape(optional)}</span>'
    if not bound.use_fieldset:
        named = f'<label for="{bound.id_for_label}">{label}</label>'
        return f'<div class="field{wrong}">\n{named}\n{about}{bound}\n</div>\n'
    described = bound.aria_describedby
    by = f' aria-describedby="{conditional_escape(described)}"' if described else ""
    return (
        f'<fieldset class="field{wrong}"{by}>\n<legend>{label}</legend>\n{about}{bound}\n'
        "</fieldset>\n"
    )


def _about(bound: BoundField) -> str:
    told = ""
    if bound.hint:
        hint = conditional_escape(str(bound.hint))
        told = f'<div class="hint" id="{bound.auto_id}_hint">{hint}</div>\n'
    if bound.errors:
        word = _("Mistake:")
        mistake = f'<span class="unseen">{conditional_escape(word)} </span>'
        errors = [conditional_escape(str(error)) for error in bound.errors]
        said = "".join(f'<p class="error">{mistake}{error}</p>' for error in errors)
        told += f'<div class="error" id="{bound.auto_id}_error">\n{said}\n</div>\n'
    return told


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{escape(str(value))}"'
    return f'<input type="{widget["type"]}" name="{widget["name"]}"{said}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    # A browser takes the first line break away.
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{widget["name"]}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    said = [f'<select name="{widget["name"]}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            said.append(f'<optgroup label="{conditional_escape(group)}">')
        said.extend(
            f'\n<option value="{escape(str(each["value"]))}"{_attributes(each)}>'
            f"{conditional_escape(each['label'])}</option>"
            for each in options
        )
        if group:
            said.append("</optgroup>")
    said.append("\n</select>")
    return "".join(said)


def _choices(widget: Widget) -> str:
    own = widget["attrs"].get("id")
    tied = f' id="{own}"' if own else ""
    said = [f'<div class="choices"{tied}>\n']
    for group, options, _index in widget["optgroups"]:
        if group:
            said.append(f"<b>{conditional_escape(group)}</b>")
        said.extend(_choice(each) for each in options)
    said.append("</div>")
    return "".join(said)


def _choice(option: Widget) -> str:
    own = option["attrs"].get("id")
    tied = f' for="{own}"' if own else ""
    label = f"<label{tied}>{conditional_escape(option['label'])}</label>"
    return f'<div class="choice">{_input(option)}{label}</div>\n'


_FOLDER = "django/forms/widgets/"
_OF_ONE_LINE = ("checkbox", "date", "email", "hidden", "number", "password", "text", "url")
CONTROLS: Mapping[str, Callable[[Widget], str]] = {
    **{f"{_FOLDER}{name}.html": _input for name in _OF_ONE_LINE},
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}radio.html": _choices,
    f"{_FOLDER}checkbox_select.html": _choices,
}
