"""Plans of the other municipalities by rule, so that the national table has something to tell."""

from __future__ import annotations

import datetime as dt

import numpy as np
from django.db.models import F
from django.utils import timezone

from yntymak.apps.plans.actions import roll_up_year
from yntymak.apps.plans.models import Alignment, BudgetLine, Measure, Objective, Plan
from yntymak.apps.programmes.models import Goal
from yntymak.apps.risks.models import Category, Risk
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import cast, programme, texts
from yntymak.portal.demo.keys import key

SEED = 484
TYIYN = 100
APPROVED, SUBMITTED, DRAFT = 0.38, 0.50, 0.63  # cumulated shares; the rest has not reported
STATES = Plan.State


def load() -> None:
    year = timezone.localdate().year
    told = {story["code"] for story in texts.read("localities.toml")["place"]}
    places = list(Place.objects.current().municipalities().exclude(code__in=told).order_by("code"))
    planned = Plan.objects.filter(year=year, place__in=places).values_list("place_id", flat=True)
    if planned:
        return
    templates = texts.read("nation.toml")["measure"]
    random = np.random.default_rng(SEED)
    chosen = [(place, dice) for place, dice in zip(places, random.random(len(places)), strict=True)]
    register = _risks(chosen, templates, random)
    plans = _plans([(p, d) for p, d in chosen if d < DRAFT], year)
    _measures(plans, templates, register, random)
    approved = BudgetLine.objects.filter(measure__objective__plan__state=STATES.APPROVED)
    approved.update(approved=F("planned"))
    roll_up_year(year)
    if plans:
        record("demonstration:loaded", plans[0], plans=len(plans), risks=len(register))


def _risks(
    chosen: list[tuple[Place, float]], templates: list[dict[str, str]], random: np.random.Generator
) -> dict[int, Risk]:
    """One risk each in two of three places; its template's number is the risk's own."""
    rows = []
    for place, _dice in chosen:
        if random.random() < 1 / 3:
            continue
        told = templates[int(random.integers(len(templates)))]
        rows.append(
            Risk(
                client_key=key("nation risk", place.code),
                number=1,
                place=place,
                category=Category(told["category"]),
                level=int(random.choice([2, 3, 4, 5], p=[0.3, 0.38, 0.22, 0.1])),
                **{
                    f"{w}_{c}": told[f"{w}_{c}"]
                    for w in ("title", "cause", "event", "consequence")
                    for c in ("ky", "ru")
                },
            )
        )
    return {risk.place_id: risk for risk in Risk.objects.bulk_create(rows)}


def _plans(chosen: list[tuple[Place, float]], year: int) -> list[Plan]:
    author = cast.person("elmira")
    return Plan.objects.bulk_create(_plan(p, d, year, author) for p, d in chosen)


def _plan(place: Place, dice: float, year: int, author: object) -> Plan:
    plan = Plan(place=place, year=year, client_key=key("nation plan", place.code, year))
    plan.author = author  # type: ignore[assignment]
    if dice < SUBMITTED:
        plan.state = STATES.SUBMITTED
        plan.submitted_at = timezone.now()
    if dice < APPROVED:
        plan.state = STATES.APPROVED
        plan.kenesh_session = "XXII"
        plan.resolution_number = str(1 + int(dice * 1000) % 40)
        plan.resolution_date = dt.date(year, 1, 15) + dt.timedelta(days=int(dice * 100))
    return plan


def _measures(
    plans: list[Plan],
    templates: list[dict[str, str]],
    register: dict[int, Risk],
    random: np.random.Generator,
) -> None:
    goals = {goal.number: goal for goal in Goal.objects.filter(programme__code=programme.CODE)}
    for plan in plans:
        told = templates[int(random.integers(len(templates)))]
        objective = Objective.objects.create(
            plan=plan,
            position=1,
            client_key=key("nation objective", plan.place.code, plan.year),
            title_ky=told["objective_ky"],
            title_ru=told["objective_ru"],
        )
        measure = Measure.objects.create(
            objective=objective,
            position=1,
            client_key=key("nation measure", plan.place.code, plan.year),
            starts_on=dt.date(plan.year, 3, 1),
            ends_on=dt.date(plan.year, 10, 31),
            **{f"{w}_{c}": told[f"{w}_{c}"] for w in ("responsible",) for c in ("ky", "ru")},
            title_ky=told["measure_ky"],
            title_ru=told["measure_ru"],
        )
        risk = register.get(plan.place_id)
        if risk is not None and random.random() < 0.7:
            measure.risks.add(risk)
        Alignment.objects.create(measure=measure, goal=goals[told["goal"]])
        BudgetLine.objects.bulk_create(_lines(plan, measure, random))


def _lines(plan: Plan, measure: Measure, random: np.random.Generator) -> list[BudgetLine]:
    shares = {"local": 1.0, "republican": 0.4, "donor": 0.3}
    return [
        BudgetLine(
            measure=measure,
            source=source,
            year=plan.year,
            planned=int(random.integers(40, 600)) * 1000 * TYIYN,
            client_key=key("nation line", plan.place.code, plan.year, source),
        )
        for source, share in shares.items()
        if random.random() < share
    ]
