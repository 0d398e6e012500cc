"""What came of it, for everybody; by article and oblast, for the deputy; and files to take away."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Decision, Paper, Results
from yntymak.apps.consultations.open_items import effects_of, version_to_justify
from yntymak.apps.consultations.sums import minority_views
from yntymak.apps.consultations.views.answering import as_file, managed
from yntymak.apps.consultations.views.attempts import attempt
from yntymak.apps.consultations.views.public import find_consultation, frame
from yntymak.apps.laws.pages import contents, language_for
from yntymak.foundation.registry.models import Place
from yntymak.ui.documents.download import TYPES

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from yntymak.apps.consultations.models import Consultation, Effect
    from yntymak.foundation.jobs.models import Job
    from yntymak.foundation.people.requests import SignedInRequest

ENDINGS = {
    Paper.Kind.TABLE_XLSX: ".xlsx",
    Paper.Kind.TABLE_DOCX: ".docx",
    Paper.Kind.NOTE_DOCX: ".docx",
    Paper.Kind.BILL_NOTE: ".docx",
    Paper.Kind.DATA_CSV: ".csv",
    Paper.Kind.BUNDLE_ZIP: ".zip",
}
LOOK_EVERY_SECONDS = 30
MINORITY_SHOWN = 10
_TONES = {
    Decision.Outcome.ACCEPTED: "agree",
    Decision.Outcome.PARTLY: "info",
    Decision.Outcome.COVERED: "pass",
    Decision.Outcome.OUT_OF_SCOPE: "none",
    Decision.Outcome.REJECTED: "disagree",
}
TAKEN_UP = (Decision.Outcome.ACCEPTED, Decision.Outcome.PARTLY)
COLUMNS = ("said", *Decision.Outcome.values)


@dataclass
class Line:
    """One row of a table: an article, or an oblast within it."""

    title: str
    key: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    by_oblast: Counter[str] = field(default_factory=Counter)

    @property
    def said(self) -> int:
        return self.counts["said"]

    @property
    def taken_up(self) -> int:
        return sum(self.counts[outcome] for outcome in TAKEN_UP)

    @property
    def cells(self) -> list[int]:
        return [self.counts[name] for name in COLUMNS]


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, what was said, what changed, what did not and why."""
    consultation = find_consultation(request, code)
    found, job = _newest(consultation)
    context = {**frame(request, consultation), "job": job, "results": found}
    if found is not None:
        content = found.content
        total = _total(content["cells"])
        names = _oblasts(content)
        agreement = _agreement(content["agreement"], names)
        outcomes = [(each.label, total[each], each.value) for each in Decision.Outcome]
        answered = sum(count for _label, count, _value in outcomes)
        context |= {
            "total": total["said"],
            "outcomes": [each for each in outcomes if each[1]],
            "shares": [
                (str(label), count, _tone(value)) for label, count, value in outcomes if count
            ],
            "waiting": total["said"] - answered,
            "oblasts": _by_oblast(content["cells"], names),
            "effects": _effects(consultation),
            "not_taken_up": [
                {**each, "label": Decision.Outcome(each["outcome"]).label}
                for each in content["not_taken_up"]
            ],
            "minority": minority_views(agreement)[:MINORITY_SHOWN],
            "agreement": agreement,
            "names": names,
            "content": content,
        }
    return render(request, "consultations/results.html", context)


def _tone(outcome: str) -> str:
    return _TONES[Decision.Outcome(outcome)]


@require_safe
def by_article(request: HttpRequest, code: str) -> HttpResponse:
    """For the deputy: each article with what was said on it, where, and what became of it."""
    consultation = find_consultation(request, code)
    found, job = _newest(consultation)
    context = {**frame(request, consultation), "job": job, "results": found}
    if found is not None:
        names = _oblasts(found.content)
        rows = _by_article(consultation, found.content["cells"])
        context |= {
            "outcomes": Decision.Outcome.labels,
            "oblasts": list(names.items()),
            "rows": [(row, [row.by_oblast[code] for code in names]) for row in rows],
        }
    return render(request, "consultations/by_article.html", context)


def _newest(consultation: Consultation) -> tuple[Results | None, Job | None]:
    """The sums as they were last made, and the job that makes newer ones, if anything is new.

    Whether there is news is looked up for one visitor in half a minute, not for each.
    """
    found = Results.objects.filter(consultation=consultation).order_by("-pk").first()
    looked = f"consultations:looked:{consultation.pk}:{found.pk if found else 0}"
    if found is None or cache.add(looked, value=True, timeout=LOOK_EVERY_SECONDS):
        return found, actions.request_results(consultation)
    return found, None


def _total(cells: list[dict[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for cell in cells:
        total.update({name: cell.get(name, 0) for name in COLUMNS})
    return total


def _oblasts(content: dict[str, Any]) -> dict[str, str]:
    """Code → name, in the order of the codes; "" for voices that told no place."""
    codes = {cell["oblast"] for cell in content["cells"]}
    codes |= {code for each in content["agreement"] for code in each["oblasts"]}
    names = {place.code: place.name for place in Place.objects.filter(code__in=codes)}
    in_order = sorted(codes, key=lambda code: (code == "", code))
    return {code: names.get(code, _("not stated")) for code in in_order}


def _by_oblast(cells: list[dict[str, Any]], names: dict[str, str]) -> list[Line]:
    lines = {code: Line(name, code) for code, name in names.items()}
    for cell in cells:
        lines[cell["oblast"]].counts.update({name: cell.get(name, 0) for name in COLUMNS})
    return [line for line in lines.values() if line.said]


def _by_article(consultation: Consultation, cells: list[dict[str, Any]]) -> list[Line]:
    version = consultation.document
    language = language_for(version.sources, get_language())
    titles = {each.key: each.title for each in contents(version, language)}
    found: defaultdict[str, Line] = defaultdict(lambda: Line(""))
    for cell in cells:
        line = found[cell["article"]]
        line.counts.update({name: cell.get(name, 0) for name in COLUMNS})
        line.by_oblast[cell["oblast"]] += cell["said"]
    order = {key: place for place, key in enumerate(titles)}
    for key, line in found.items():
        line.key, line.title = key, titles.get(key, key) or _("The text as a whole")
    return sorted(found.values(), key=lambda line: order.get(line.key, -1))


def _effects(consultation: Consultation) -> list[Effect]:
    rows = effects_of(consultation).select_related("decision__contribution")
    return [
        each
        for each in rows
        if each.decision is None or each.decision.standing == Decision.Standing.PUBLIC
    ]


def _agreement(told: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
    """In the language of the page, only what enough people voted on."""
    language = "ru" if get_language() == "ru" else "ky"
    return [
        {
            **each,
            "text": each[language],
            "rows": [(names[code], cell) for code, cell in each["oblasts"].items()],
        }
        for each in told
        if each["n"] is not None
    ]


@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody takes away what is made; the office has it made."""
    consultation = find_consultation(request, code)
    made = consultation.papers.defer("content").select_related("job__task")
    newest = {(each.kind, each.language): each for each in reversed(made)}
    has_bill = version_to_justify(consultation) is not None
    kinds = [each for each in Paper.Kind if has_bill or each != Paper.Kind.BILL_NOTE]
    rows = [
        (kind, language, newest.get((kind, language)))
        for kind in kinds
        for language in actions.PAPER_LANGUAGES
    ]
    jobs = [each.job for each in newest.values() if each.job is not None and not each.is_ready]
    job = next((each for each in jobs if each.is_pending), None)
    context = {**frame(request, consultation), "rows": rows, "job": job}
    return render(request, "consultations/papers.html", context)


@login_required
@require_POST
def make_paper(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = managed(request, code)
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    if kind not in Paper.Kind.values or language not in actions.PAPER_LANGUAGES:
        messages.error(request, _("Choose a paper from the list."))
    else:
        have_it_made = partial(
            actions.request_paper,
            actor=request.user,
            consultation=consultation,
            kind=kind,
            language=language,
        )
        attempt(request, have_it_made, _("The file is being made; it stands here in a moment."))
    return redirect("consultations:papers", code)


@require_safe
def paper(request: HttpRequest, code: str, pk: int) -> FileResponse:
    consultation = find_consultation(request, code)
    made = consultation.papers.filter(made_at__isnull=False)
    found = get_object_or_404(made, pk=pk)
    ending = ".zip" if found.files > 1 else ENDINGS[Paper.Kind(found.kind)]
    about = found.kind.removesuffix(ENDINGS[Paper.Kind(found.kind)].replace(".", "_"))
    name = f"{consultation.code}-{about.replace('_', '-')}-{found.language}{ending}"
    return as_file(bytes(found.content or b""), name, TYPES[ending])
