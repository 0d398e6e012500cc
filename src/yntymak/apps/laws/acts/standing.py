"""Whether a text is law, in a word, a colour and a sentence with its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.laws.models import Bill
from yntymak.ui.dates import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yntymak.apps.laws.acts.redactions import Span
    from yntymak.apps.laws.models import ActVersion, BillVersion


@dataclass(frozen=True)
class Standing:
    """`tone` is one of the ui's; the colour says nothing that `word` does not say."""

    tone: str
    word: str
    sentence: str


def of_redaction(span: Span) -> Standing:
    said = {"since": day(span.since), "until": day(span.until)}
    if span.state == "unknown":
        word = _("Date not said")
        return Standing(span.tone, word, _("It is not said from when these words are in force"))
    if span.state == "future":
        sentence = _("These words will be in force from %(since)s")
        return Standing(span.tone, _("Not yet in force"), sentence % said)
    if span.state == "past":
        sentence = _("In force from %(since)s until %(until)s, when other words took their place")
        return Standing(span.tone, _("No longer in force"), sentence % said)
    if span.until:
        sentence = _("In force from %(since)s; other words take their place from %(until)s")
        return Standing(span.tone, _("In force now"), sentence % said)
    return Standing(span.tone, _("In force now"), _("In force from %(since)s") % said)


def of_proposal(
    version: BillVersion, enacted: ActVersion | None, span: Span | None, others: Sequence[int]
) -> Standing:
    """Of the words of a version: `enacted` is the redaction made from it, with its `span`; `others`
    are the numbers of the versions of the same bill from which one was made.
    """
    if enacted is not None and span is not None:
        return of_redaction(span)
    if not version.is_published:
        sentence = _("A draft that is being written; nobody but its writers sees it yet")
        return Standing("stop", _("Not in force: a draft"), sentence)
    if others:
        sentence = _("This version was not adopted; version %(number)s was")
        return Standing("none", _("Not in force"), sentence % {"number": others[0]})
    stage = version.bill.stage
    if stage == Bill.Stage.REJECTED:
        return Standing("none", _("Not in force: rejected"), _("It will not become law"))
    if stage == Bill.Stage.WITHDRAWN:
        sentence = _("The bill was withdrawn and will not become law")
        return Standing("none", _("Not in force: withdrawn"), sentence)
    sentence = _("So version %(number)s of the bill would have it, published on %(day)s")
    said = {"number": version.number, "day": day(version.published_at)}
    return Standing("wait", _("Not in force: a proposal"), sentence % said)
