"""The evidence bundle: everything public of one consultation, readable without the system.

index.html leads to the texts, the minutes, the proposals with their answers, the changes of the
text and the ledger. Events about voices that are not public are left out, so the chain of the
ledger has gaps here; each event in the bundle carries its own hash and that of its predecessor.
"""

from __future__ import annotations

import io
import itertools
import json
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import override

from yntymak.apps.consultations import events
from yntymak.apps.consultations.models import (
    APPROVED_MINUTES,
    Contribution,
    Decision,
    Effect,
)
from yntymak.apps.consultations.open_items import effects_of, next_bill_version
from yntymak.apps.consultations.papers.open_data import COLUMNS, data_csv
from yntymak.apps.consultations.papers.proposals import AT_ONCE, proposals
from yntymak.apps.laws.lawtexts import law_text
from yntymak.foundation.ledger.models import Event
from yntymak.methods.evidence import Bundle
from yntymak.methods.evidence.bundles import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Consultation, Meeting
    from yntymak.methods.lawtext import LawText

PAGE_ROWS = 500
# Others may hold what is not public: counts before they are suppressed, addresses of organisations.
PUBLIC_VERBS = (
    *(events.CREATED, events.CHANGED, events.PUBLISHED, events.MEETING_HELD),
    *(events.RECEIVED, events.ENTERED, events.CONTRIBUTION_PUBLISHED, events.TRANSLATED),
    *(events.DECIDED, events.DECIDED_TOGETHER, events.DECISION_CONFIRMED),
    *(events.ANSWERS_PUBLISHED, events.ANSWERING_CHANGED),
    *(events.MINUTES_APPROVED, events.MINUTES_LOCKED, events.ROUND_OPENED, events.ROUND_CLOSED),
    *(events.ARCHIVED, events.CONSENT_WITHDRAWN, events.FIGURES_RELEASED),
    *(events.EFFECT_STATED, events.EFFECT_WITHDRAWN),
    *(events.CODE_MADE, events.CODE_MERGED, events.CODED, events.UNCODED),
)
Page = dict[str, Any]


def bundle_zip(
    consultation: Consultation,
    language: str,
    sums: dict[str, Any],
    progress: Callable[[int], None] | None = None,
) -> bytes:
    out = io.BytesIO()
    about = {
        "consultation": consultation.code,
        "title": {"ky": consultation.title_ky, "ru": consultation.title_ru},
        "organiser": consultation.organiser.name_ky,
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
        "language": language,
        "verify": "yntymak bundle verify FILE",
    }
    with override(language), Bundle(out, about) as bundle:
        texts = list(_add_texts(bundle, consultation))
        minutes = list(_add_minutes(bundle, consultation))
        pages = list(_add_proposals(bundle, consultation, language))
        bundle.add_parts("proposals/proposals.csv", data_csv(consultation, language, progress))
        _add_json(bundle, "results.json", sums)
        _add_json(bundle, "changes.json", _changes(consultation))
        bundle.add_parts(EVENTS, _lines(events_of(consultation)))
        page = {
            "consultation": consultation,
            "texts": texts,
            "minutes": minutes,
            "pages": pages,
            "columns": COLUMNS,
            "effects": _public(effects_of(consultation)),
        }
        bundle.add("index.html", _html("consultations/bundle/index.html", page))
    return out.getvalue()


def _add_texts(bundle: Bundle, consultation: Consultation) -> Iterator[Page]:
    """What people were asked about, round by round, in each language; and the next version."""
    documents = {each.document for each in consultation.rounds.select_related("document__act")}
    for version in sorted(documents, key=lambda each: each.pk):
        for language in ("ky", "ru"):
            if language not in version.sources:
                continue
            name = f"texts/{version.act.code}-{version.number}-{language}.txt"
            bundle.add(name, _as_text(law_text(version, language)).encode())
            yield {"name": name, "title": str(version), "language": language}


def _as_text(law: LawText) -> str:
    lines: list[str] = []
    for each in law.provisions:
        head = " ".join(part for part in (each.label, each.heading) if part)
        lines += [head, *each.paragraphs] if head else each.paragraphs
    return "\n".join(lines) + "\n"


def _add_minutes(bundle: Bundle, consultation: Consultation) -> Iterator[Page]:
    """Approved ones, with who signed them; what was added later stands under them."""
    rows = consultation.meetings.filter(minutes_state__in=APPROVED_MINUTES)
    related = rows.select_related("place").prefetch_related("signatories", "additions")
    for meeting in related.order_by("number"):
        name = f"minutes/meeting-{meeting.number}.txt"
        bundle.add(name, _minutes(meeting).encode())
        yield {"name": name, "title": f"№ {meeting.number}: {meeting}"}


def _minutes(meeting: Meeting) -> str:
    signed = [f"{each.name}, {each.role}, {each.signed_on}" for each in meeting.signatories.all()]
    added = [f"{each.added_at.date()}: {each.text}" for each in meeting.additions.all()]
    return "\n\n".join([str(meeting), meeting.minutes, "\n".join(signed), *added]) + "\n"


def _add_proposals(bundle: Bundle, consultation: Consultation, language: str) -> Iterator[Page]:
    """As pages of five hundred, so that any browser opens them."""
    rows = iter(proposals(consultation, language))
    number = 0
    while portion := list(itertools.islice(rows, PAGE_ROWS)):
        number += 1
        name = f"proposals/page-{number:04}.html"
        page = {"consultation": consultation, "rows": portion}
        bundle.add(name, _html("consultations/bundle/proposals.html", page))
        yield {"name": name, "first": portion[0].number, "last": portion[-1].number}


def _changes(consultation: Consultation) -> Page:
    bill = next_bill_version(consultation)
    return {
        "next_version": None
        if bill is None
        else {"bill": bill.bill.code, "version": bill.number, "sha256": bill.sha256},
        "effects": [
            {
                "unit": effect.unit,
                "words": effect.words,
                "proposal": effect.decision.contribution.number if effect.decision else None,
                "initiative": effect.initiative,
            }
            for effect in _public(effects_of(consultation))
        ],
    }


def _public(effects: QuerySet[Effect]) -> list[Effect]:
    rows = effects.select_related("decision__contribution")
    return [
        each
        for each in rows
        if each.decision is None
        or (
            each.decision.standing == Decision.Standing.PUBLIC
            and each.decision.contribution.state == Contribution.State.PUBLISHED
        )
    ]


def _lines(told: Iterator[Event]) -> Iterator[bytes]:
    for event in told:
        line = {
            "seq": event.seq,
            "at": event.at.isoformat(),
            "at_microseconds": int(event.at.timestamp() * 1_000_000),
            "actor": event.actor_id,
            "verb": event.verb,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
            "place": event.place_id,
            "data": event.data,
            "previous": event.previous,
            "hash": event.hash,
        }
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def events_of(consultation: Consultation) -> Iterator[Event]:
    """What the ledger says of this consultation and of its published voices, in its order."""
    published = consultation.contributions.published().values_list("pk", flat=True)
    mine = {
        "consultations.consultation": {str(consultation.pk)},
        "consultations.contribution": {str(pk) for pk in published.iterator()},
        "consultations.effect": _keys(Effect.objects.filter(consultation=consultation)),
        "consultations.code": _keys(consultation.codes.all()),
        "consultations.round": _keys(consultation.rounds.all()),
        "consultations.meeting": _keys(consultation.meetings.all()),
    }
    rows = Event.objects.filter(verb__in=PUBLIC_VERBS, subject_type__in=mine).order_by("seq")
    for event in rows.iterator(chunk_size=AT_ONCE):
        if event.subject_id in mine[event.subject_type] and _is_public(event):
            yield event


def _is_public(event: Event) -> bool:
    """Answers given together to those who wrote to officials only stay with the officials."""
    return bool(event.data.get("lane", Contribution.Lane.PUBLIC) == Contribution.Lane.PUBLIC)


def _keys(rows: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def _add_json(bundle: Bundle, name: str, content: Page) -> None:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    bundle.add(name, text.encode())


def _html(template: str, context: Page) -> bytes:
    return render_to_string(template, context).encode()
