"""The section on the results of the public discussion, for the note that goes with a bill.

Told from what is published: the stored sums, the rounds and meetings, the stated changes. Every
function speaks the language that is active.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from yntymak.apps.consultations.models import Decision, Meeting
from yntymak.apps.consultations.open_items import effects_of
from yntymak.apps.consultations.public_counts import counts_of_round
from yntymak.apps.consultations.sums import minority_views
from yntymak.apps.laws.exports.note import Heading, Table
from yntymak.apps.laws.pages import contents, language_for
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.registry.models import Place
from yntymak.ui.dates import day, period
from yntymak.ui.figures import MISSING, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yntymak.apps.consultations.models import Consultation, Contribution, Effect, Round
    from yntymak.apps.laws.exports.note import Part

REASONS_TOLD = 12
LETTERS_TOLD = 40
VIEWS_TOLD = 10
LONGEST_LETTER = 400  # signs of a position; the table of proposals has all of it
Outcome = Decision.Outcome


def discussion(consultation: Consultation, language: str, sums: dict[str, Any]) -> list[Part]:
    """What was asked and of whom, who came, what was said, what became of it, what changed."""
    rounds = list(
        consultation.rounds.select_related("bill_version").prefetch_related("areas", "meetings")
    )
    titles = _titles(consultation, language)
    return [
        *_asked(consultation, rounds),
        *_meetings(consultation, rounds),
        *_said(sums),
        *_by_oblast(sums["cells"]),
        *_changed(consultation, titles),
        *_not_changed(sums["not_taken_up"]),
        *_organisations(consultation, titles),
        *_minority(sums["agreement"], language),
    ]


def _titles(consultation: Consultation, language: str) -> dict[str, str]:
    version = consultation.document
    entries = contents(version, language_for(version.sources, language))
    return {each.key: each.title for each in entries}


def _asked(consultation: Consultation, rounds: Sequence[Round]) -> Iterator[Part]:
    text = _("The draft was put to public discussion by: %(organiser)s.")
    yield text % {"organiser": consultation.organiser}
    rows = tuple(
        (
            f"{each.number}. {each.get_kind_display()}",
            period(each.opens_on, each.closes_on),
            ", ".join(str(area) for area in each.areas.all()) or _everywhere(consultation),
            _put(each),
        )
        for each in rounds
    )
    heads = (_("Round"), _("Days"), _("Where"), pgettext("papers", "What people were asked about"))
    yield Table(heads, rows, (38, 42, 45, 40))


def _everywhere(consultation: Consultation) -> str:
    return str(consultation.place) if consultation.place else _("the whole country")


def _put(asked: Round) -> str:
    if asked.bill_version is None:
        return pgettext("papers", "the text itself")
    return _("version %(number)s of the bill") % {"number": asked.bill_version.number}


def _meetings(consultation: Consultation, rounds: Sequence[Round]) -> Iterator[Part]:
    """A meeting that was planned and not held, or cancelled, is none."""
    held = [
        each
        for each in consultation.meetings.select_related("place").order_by("held_on", "number")
        if each.state == Meeting.State.HELD or each.attended is not None
    ]
    if not held:
        return
    yield Heading(_("Meetings"))
    came = sum(each.attended or 0 for each in held)
    text = ngettext("%(count)d meeting was held.", "%(count)d meetings were held.", len(held))
    people = ngettext("%(count)d person took part.", "%(count)d people took part.", came)
    said = text % {"count": len(held)}
    yield f"{said} {people % {'count': came}}" if came else said
    rows = tuple(
        (
            str(each.place),
            day(each.held_on),
            str(each.attended) if each.attended is not None else MISSING,
        )
        for each in held
    )
    yield Table((_("Place"), _("Day"), _("Took part")), rows, (85, 45, 35))
    for asked in rounds:
        yield from _groups(asked, named=len(rounds) > 1)


def _groups(asked: Round, *, named: bool) -> Iterator[Part]:
    """As they were published when the round was closed; what is withheld there is so here."""
    counts = counts_of_round(asked)
    if not counts:
        return
    about = _("Who took part, by group; counts under five are withheld.")
    heard = _("Round %(number)s") % {"number": asked.number}
    yield f"{heard}. {about}" if named else about
    withheld = _("withheld")
    rows = tuple(
        (
            axis,
            "; ".join(
                f"{name}: {count if count is not None else withheld}" for name, count in groups
            ),
        )
        for axis, groups in counts
    )
    yield Table((pgettext("papers", "Line"), _("Groups")), rows, (45, 120))


def _said(sums: dict[str, Any]) -> Iterator[Part]:
    total = Counter[str]()
    for cell in sums["cells"]:
        total.update({name: n for name, n in cell.items() if name not in {"article", "oblast"}})
    yield Heading(_("What was said"))
    count = total["said"]
    text = ngettext(
        "%(count)d proposal of citizens was received and published.",
        "%(count)d proposals of citizens were received and published.",
        count,
    )
    channels = [
        f"{Channel(name).label}: {number}"
        for name, number in sorted(sums["channels"].items(), key=lambda each: -each[1])
    ]
    by_channel = f" ({'; '.join(channels)})" if channels else ""
    yield text.removesuffix(".") % {"count": count} + by_channel + "."
    if sums["campaigns"]:
        many = ngettext(
            "%(count)d text was sent by many people; each of them is counted.",
            "%(count)d texts were sent by many people each; every one of them is counted.",
            sums["campaigns"],
        )
        yield many % {"count": sums["campaigns"]}
    answered = [(str(each.label), total[each]) for each in Outcome if total[each]]
    waiting = count - sum(number for _label, number in answered)
    if waiting:
        answered.append((_("not answered yet"), waiting))
    rows = tuple((label, str(number), percent(number / count)) for label, number in answered)
    if rows:
        yield Table((_("Decision"), _("Proposals"), _("Share")), rows, (85, 40, 40))


def _by_oblast(cells: Sequence[dict[str, Any]]) -> Iterator[Part]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        taken = cell.get(Outcome.ACCEPTED, 0) + cell.get(Outcome.PARTLY, 0)
        refused = cell.get(Outcome.REJECTED, 0)
        found[cell["oblast"]].update(said=cell["said"], taken=taken, refused=refused)
    if not found:
        return
    yield Heading(_("By oblast"))
    names = {place.code: place.name for place in Place.objects.filter(code__in=found)}
    rows = tuple(
        (
            names.get(code, _("not stated")),
            *(str(counts[name]) for name in ("said", "taken", "refused")),
        )
        for code, counts in sorted(found.items(), key=lambda each: (-each[1]["said"], each[0]))
    )
    heads = (_("Oblast"), _("Proposals"), _("Accepted, also partly"), str(Outcome.REJECTED.label))
    yield Table(heads, rows, (65, 30, 40, 30))


def _changed(consultation: Consultation, titles: dict[str, str]) -> Iterator[Part]:
    yield Heading(_("What changed"))
    effects = effects_of(consultation).select_related("decision__contribution").order_by("pk")
    rows = tuple(
        (titles.get(each.unit, each.unit), each.words, _source(each))
        for each in effects
        if each.decision is None or each.decision.standing == Decision.Standing.PUBLIC
    )
    if rows:
        heads = (_("Article"), _("Changed words"), pgettext("papers", "Whose proposal"))
        yield Table(heads, rows, (40, 85, 40))
    else:
        yield _("No change of the text is stated yet.")


def _source(effect: Effect) -> str:
    if effect.decision is None:
        return effect.initiative
    return _("proposal No. %d") % effect.decision.contribution.number


def _not_changed(reasons: Sequence[dict[str, Any]]) -> Iterator[Part]:
    if not reasons:
        return
    yield Heading(_("What did not change, and why"))
    rows = tuple(
        (each["reason"], str(Outcome(each["outcome"]).label), str(each["count"]))
        for each in reasons[:REASONS_TOLD]
    )
    yield Table((_("Reason"), _("Decision"), _("Proposals")), rows, (100, 37, 28))
    if len(reasons) > REASONS_TOLD:
        yield _("These are the most frequent reasons; the table of proposals has all of them.")


def _organisations(consultation: Consultation, titles: dict[str, str]) -> Iterator[Part]:
    """Apart from citizens, each with its answer."""
    answers = Prefetch("decisions", Decision.objects.readable().order_by("-pk"))
    rows = consultation.contributions.published().positions().select_related("letter")
    letters = list(rows.prefetch_related(answers).order_by("number")[: LETTERS_TOLD + 1])
    if not letters:
        return
    yield Heading(_("Positions of organisations"))
    yield _("They are not counted among the proposals of citizens.")
    told = tuple(_letter(each, titles) for each in letters[:LETTERS_TOLD])
    heads = (_("Organisation"), pgettext("papers", "Position"), pgettext("papers", "Answer"))
    yield Table(heads, told, (45, 65, 55))
    if len(letters) > LETTERS_TOLD:
        yield _("The first %(count)d of them; the table of proposals has all.") % {
            "count": LETTERS_TOLD
        }


def _letter(contribution: Contribution, titles: dict[str, str]) -> tuple[str, str, str]:
    letter = getattr(contribution, "letter", None)
    who = f"{letter.name}\n{letter.signatory}, {day(letter.signed_on)}" if letter else MISSING
    text = contribution.text
    if len(text) > LONGEST_LETTER:
        text = text[:LONGEST_LETTER].rsplit(" ", 1)[0] + " …"
    about = titles.get(contribution.article_key, "")
    newest = next(iter(contribution.decisions.all()), None)
    answer = f"{newest.get_outcome_display()}\n{newest.reason}" if newest else _("not answered yet")
    return who, "\n".join(part for part in (about, text) if part), answer


def _minority(agreement: list[dict[str, Any]], language: str) -> Iterator[Part]:
    views = minority_views(agreement)
    if not views:
        return
    yield Heading(_("Views of the minority"))
    for each in views[:VIEWS_TOLD]:
        template = (
            _("“%(statement)s”: %(share)s disagree, of %(n)d who voted.")
            if each["most_agree"]
            else _("“%(statement)s”: %(share)s agree, of %(n)d who voted.")
        )
        yield template % {
            "statement": each[language].rstrip("."),
            "share": percent(each["fewer"]),
            "n": each["n"],
        }
