"""From a worry to an approved plan with a partner's promise, in two neighbouring aiyl aimaks."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from yntymak.apps.coordination import actions as coordination
from yntymak.apps.plans import actions as plans
from yntymak.apps.plans import terms
from yntymak.apps.plans.content import (
    LineContent,
    MeasureContent,
    ProgressContent,
    Resolution,
)
from yntymak.apps.plans.models import Classification, Measure
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks import actions as risks
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import cast, programme, texts
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan
    from yntymak.apps.risks.models import Risk, Signal
    from yntymak.foundation.people.models import User

TYIYN = 100
WHOLE = 1000 * TYIYN  # spent in whole thousands of som


def load() -> None:
    programme.load()
    year = timezone.localdate().year
    for story in texts.read("localities.toml")["place"]:
        with translation.override("ky"):
            _tell(story, year)
            _lend(story)


def _tell(story: dict[str, Any], year: int) -> None:
    place = Place.objects.current().get(code=story["code"])
    _count(place, story["people"], year)
    actor = cast.person(story["cast"])
    signals = [_signal(actor, place, number, s) for number, s in enumerate(story.get("signal", []))]
    register = [_risk(actor, place, number, r) for number, r in enumerate(story["risk"])]
    for signal, told in zip(signals, story.get("signal", []), strict=True):
        if "risk" in told and signal.risk_id is None:
            risks.link(actor=actor, signal=signal, risk=register[told["risk"] - 1])
    for number, told in enumerate(story.get("case", [])):
        _case(actor, place, number, told, register)
    plan = plans.create_plan(actor=actor, key=key("plan", place.code, year), place=place, year=year)
    if plan.state == plan.State.DRAFT:
        _write(actor, plan, story, register)
    if "resolution" in story and plan.state == plan.State.DRAFT:
        _approve(actor, plan, story)
        _promises(actor, plan, story)
        _carry_out(actor, plan, story)


def _count(place: Place, people: int, year: int) -> None:
    """An invented number of people, where the register has none: for sums per head."""
    if place.population is None:
        place.population, place.population_year = people, year - 1
        place.save()
        record("demonstration:counted", place, place=place, people=people)


def _signal(actor: User, place: Place, number: int, told: dict[str, Any]) -> Signal:
    common = {
        "key": key("signal", place.code, number),
        "text": told["text"],
        "category": told["category"],
        "place": place,
        "lane": told["lane"],
    }
    if told["channel"] == "online":
        return risks.report(**common)
    return risks.enter(actor=actor, channel=told["channel"], **common)


def _case(
    actor: User, place: Place, number: int, told: dict[str, Any], register: list[Risk]
) -> None:
    words = ("title", "text", "category", "severity")
    case = risks.open_case(
        actor=actor,
        key=key("case", place.code, number),
        holder=place,
        risk=register[told["risk"] - 1],
        **{word: told[word] for word in words},
    )
    for n, party in enumerate(told["party"]):
        own_key = key("party", place.code, number, n)
        risks.involve(actor=actor, key=own_key, case=case, **party)


def _risk(actor: User, place: Place, number: int, told: dict[str, Any]) -> Risk:
    words = ("title", "cause", "event", "consequence")
    risk = risks.register(
        actor=actor,
        key=key("risk", place.code, number),
        place=place,
        category=told["category"],
        **{word: told[f"{word}_ky"] for word in words},
    )
    for word in words:
        setattr(risk, f"{word}_ru", told[f"{word}_ru"])
    risk.save()
    risks.assess(
        actor=actor,
        key=key("assessment", place.code, number),
        risk=risk,
        likelihood=told["likelihood"],
        impact=told["impact"],
        confidence=told["confidence"],
        reason=told["reason"],
    )
    return risk


def _write(actor: User, plan: Plan, story: dict[str, Any], register: list[Risk]) -> None:
    for number, told in enumerate(story["objective"]):
        objective = plans.add_objective(
            actor=actor,
            plan=plan,
            key=key("objective", plan.place.code, plan.year, number),
            title_ky=told["title_ky"],
            title_ru=told["title_ru"],
        )
        for position, written in enumerate(told["measure"]):
            stem = ("measure", plan.place.code, plan.year, number, position)
            measure = plans.add_measure(
                actor=actor,
                objective=objective,
                key=key(*stem),
                content=_content(plan, written, register),
            )
            _budget(actor, plan, measure, written, stem)


def _content(plan: Plan, written: dict[str, Any], register: list[Risk]) -> MeasureContent:
    first, last = written["months"]
    return MeasureContent(
        title_ky=written["title_ky"],
        title_ru=written["title_ru"],
        responsible_ky=written["responsible_ky"],
        responsible_ru=written["responsible_ru"],
        expected_effect_ky=written["effect_ky"],
        expected_effect_ru=written["effect_ru"],
        starts_on=dt.date(plan.year, first, 1),
        ends_on=dt.date(plan.year, last, calendar.monthrange(plan.year, last)[1]),
        risks=[register[written["risk"] - 1]],
        goals=list(Goal.objects.filter(programme__code=programme.CODE, number=written["goal"])),
    )


def _budget(
    actor: User, plan: Plan, measure: Measure, written: dict[str, Any], stem: tuple[object, ...]
) -> None:
    for source, som in written["money"].items():
        plans.add_line(
            actor=actor,
            measure=measure,
            key=key(*stem, source),
            content=LineContent(
                source=source,
                year=plan.year,
                planned=som * TYIYN,
                classification=Classification.objects.filter(code=written.get("code", "2215"))
                .order_by("valid_from")
                .first(),
            ),
        )


def _promises(actor: User, plan: Plan, story: dict[str, Any]) -> None:
    told = [measure for objective in story["objective"] for measure in objective["measure"]]
    measures = Measure.objects.filter(objective__plan=plan).order_by(
        "objective__position", "position"
    )
    for measure, written in zip(measures, told, strict=True):
        if "commitment_ky" not in written:
            continue
        som = written.get("commitment_amount")
        commitment = coordination.propose(
            actor=cast.person(cast.PARTNER[0]),
            key=key("commitment", measure.client_key),
            organisation=cast.womens_council(),
            measure=measure,
            promise=coordination.Promise(
                what=written["commitment_ky"],
                amount=som * TYIYN if som else None,
                due_on=measure.ends_on,
            ),
        )
        coordination.confirm(actor=actor, commitment=commitment)


def _lend(story: dict[str, Any]) -> None:
    """What a neighbour may borrow from today on; asked for by the one that was told before."""
    place = Place.objects.current().get(code=story["code"])
    today = timezone.localdate()
    for number, told in enumerate(story.get("lend", [])):
        found = coordination.offer_resource(
            actor=cast.person(story["cast"]),
            key=key("resource", place.code, number),
            place=place,
            offer=coordination.Offer(
                kind=told["kind"],
                what=told["what"],
                first_day=today,
                last_day=today + dt.timedelta(days=told["days"]),
                terms=told["terms"],
            ),
        )
        if "wish" in told:
            borrower = Place.objects.current().get(code=told["wish"]["code"])
            coordination.ask_for(
                actor=cast.person(told["wish"]["cast"]),
                key=key("loan", place.code, number),
                resource=found,
                place=borrower,
                wish=coordination.Wish(
                    purpose=told["wish"]["purpose"],
                    first_day=today + dt.timedelta(days=7),
                    last_day=today + dt.timedelta(days=9),
                ),
            )


def _carry_out(actor: User, plan: Plan, story: dict[str, Any]) -> None:
    """What was done in the first half-year, once it is over: a third of the money, and a report."""
    if timezone.localdate() <= terms.last_day_of_half(plan.year, 1):
        return
    told = [measure for objective in story["objective"] for measure in objective["measure"]]
    measures = Measure.objects.filter(objective__plan=plan).order_by(
        "objective__position", "position"
    )
    for measure, written in zip(measures, told, strict=True):
        lines = measure.budget_lines.filter(year=plan.year)
        plans.enter_progress(
            actor=actor,
            measure=measure,
            key=key("progress", measure.client_key),
            quarter=2,
            content=ProgressContent(
                state="under_way",
                text=written.get("progress_ky", ""),
                spent={line.pk: line.planned // 3 // WHOLE * WHOLE for line in lines},
            ),
        )
    report = plans.write_report(
        actor=actor, plan=plan, half=1, done=story.get("report_ky", ""), difficulties=""
    )
    plans.send_report(actor=actor, report=report)


def _approve(actor: User, plan: Plan, story: dict[str, Any]) -> None:
    plan.refresh_from_db()
    plan = plans.submit_plan(actor=actor, plan=plan, revision=plan.revision)
    resolution = Resolution(
        kenesh_session=story["session"],
        resolution_number=story["resolution"],
        resolution_date=timezone.localdate(),
    )
    plans.approve_plan(actor=actor, plan=plan, revision=plan.revision, resolution=resolution)
