"""CPU, queries and memory of plans over a country of full size, for five years.

    python bench/plans.py [--quick] [--keep FOLDER]

484 municipalities × 5 years × 40 measures × 4 lines of money. CPU is process time: of a page the
median of 25 requests through the WSGI application after 5 warm-ups, of the rest one run. The memory
of the spreadsheet is the largest resident size of the whole process that writes it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results"
YEARS, MEASURES, LINES = 5, 40, 4
LIMITS = {
    "national table, cached": (10.0, "ms"),
    "national table, after a change": (None, "ms"),
    "plan page, specialist": (10.0, "ms"),
    "plan page, visitor": (10.0, "ms"),
    "plan page, after a change": (None, "ms"),
    "kenesh page, specialist": (10.0, "ms"),
    "an oblast added up, cached": (10.0, "ms"),
    "a year added up by the job": (20.0, "s"),
    "spreadsheet of the nation": (30.0, "s"),
    "memory of the spreadsheet": (300.0, "MB"),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="4 measures a plan; no result kept")
    options.add_argument("--keep", help="build in this folder, or measure what is built there")
    options.add_argument("--spreadsheet", help=argparse.SUPPRESS)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as temporary:
        folder = Path(wanted.keep or temporary)
        os.environ["YNTYMAK_DATA_DIR"] = str(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
        sys.path[:0] = [str(ROOT / "src"), str(HERE)]
        import django  # noqa: PLC0415 - after the environment is set

        django.setup()
        if wanted.spreadsheet:
            print(json.dumps(spreadsheet(int(wanted.spreadsheet), folder)))
            return
        built = folder / "plans.json"
        if not built.exists():
            built.write_text(json.dumps(build(4 if wanted.quick else MEASURES)))
        size = json.loads(built.read_text())
        figures = measure_all(size, folder)
    print(table(figures))
    if not wanted.quick:
        write(figures, size)


def build(measures: int) -> dict[str, int]:
    """The demonstration, then plans of every municipality, multiplied within the database."""
    from django.db import connection, transaction  # noqa: PLC0415

    from yntymak.apps.plans.models import BudgetLine, Measure, Plan  # noqa: PLC0415
    from yntymak.cli import prepare  # noqa: PLC0415
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415
    from yntymak.portal.demo.command import load  # noqa: PLC0415

    prepare()
    load()
    this = Plan.objects.order_by("-year").first().year
    with transaction.atomic():
        for year in range(this - YEARS + 1, this + 1):
            add_plans(list(Place.objects.current().municipalities()), year)
        plans = list(Plan.objects.filter(objectives__title_ky=TITLE).order_by("pk"))
        for plan in plans:
            objective = plan.objectives.get(title_ky=TITLE)
            made = Measure.objects.bulk_create(one_measure(objective, n) for n in range(measures))
            BudgetLine.objects.bulk_create(
                line for measure in made for line in lines_of(measure, plan.year)
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "year": this,
        "plans": Plan.objects.count(),
        "measures": Measure.objects.count(),
        "lines": BudgetLine.objects.count(),
    }


TITLE = "Суу жана жайыт боюнча ынтымак"


def add_plans(places: list[Any], year: int) -> None:
    import datetime as dt  # noqa: PLC0415
    import uuid  # noqa: PLC0415

    from yntymak.apps.plans.models import Objective, Plan  # noqa: PLC0415

    stands = set(Plan.objects.filter(year=year).values_list("place", flat=True))
    Plan.objects.bulk_create(
        Plan(
            client_key=uuid.uuid4(),
            place=place,
            year=year,
            state="approved",
            kenesh_session="XXII",
            resolution_number="7",
            resolution_date=dt.date(year, 1, 20),
        )
        for place in places
        if place.pk not in stands
    )
    Objective.objects.bulk_create(
        Objective(client_key=uuid.uuid4(), plan=plan, position=99, title_ky=TITLE, title_ru=TITLE)
        for plan in Plan.objects.filter(year=year, amends=None)
    )


def one_measure(objective: Any, number: int) -> Any:
    import datetime as dt  # noqa: PLC0415
    import uuid  # noqa: PLC0415

    from yntymak.apps.plans.models import Measure  # noqa: PLC0415

    year = objective.plan.year
    return Measure(
        client_key=uuid.uuid4(),
        objective=objective,
        position=number + 1,
        title_ky=f"Каналдын {number + 1}-бөлүгүн оңдоо жана суунун кезегин жазуу",
        responsible_ky="Айыл өкмөтү, мурап",
        starts_on=dt.date(year, 3, 1),
        ends_on=dt.date(year, 10, 31),
        expected_effect_ky="Суунун кезеги боюнча талаштар азаят.",
    )


def lines_of(measure: Any, year: int) -> list[Any]:
    import uuid  # noqa: PLC0415

    from yntymak.apps.plans.models import BudgetLine  # noqa: PLC0415

    sources = ("local", "republican", "donor", "private")
    return [
        BudgetLine(
            client_key=uuid.uuid4(),
            measure=measure,
            source=source,
            year=year,
            planned=(at + 1) * 12_345_600,
            approved=(at + 1) * 12_345_600,
            spent=None if at else 2_000_000,
        )
        for at, source in enumerate(sources[:LINES])
    ]


def measure_all(size: dict[str, int], folder: Path) -> dict[str, dict[str, Any]]:
    import pages  # noqa: PLC0415
    from django.core.cache import cache  # noqa: PLC0415

    from yntymak.apps.plans.actions import roll_up_year  # noqa: PLC0415
    from yntymak.apps.plans.models import Plan  # noqa: PLC0415
    from yntymak.portal.demo.cast import HOME  # noqa: PLC0415

    year = size["year"]
    found: dict[str, dict[str, Any]] = {}
    began = time.process_time()
    roll_up_year(year)
    found["a year added up by the job"] = {"value": round(time.process_time() - began, 2)}
    plan = Plan.objects.get(place__code=HOME, year=year, amends=None)
    for name, path, who in (
        ("national table, cached", f"oversight/?year={year}", ""),
        ("plan page, specialist", f"plans/{plan.pk}/", "aigul"),
        ("plan page, visitor", f"plans/{plan.pk}/", ""),
        ("kenesh page, specialist", f"plans/{plan.pk}/kenesh/", "aigul"),
        ("an oblast added up, cached", f"oversight/41702000000000/?year={year}", ""),
    ):
        figure = pages.measure(pages.Page(name, "list", path, who))
        found[name] = {
            "value": figure.cpu_ms,
            "queries": figure.queries,
            "kilobytes": figure.kilobytes,
        }
    for name, path in (
        ("national table, after a change", f"oversight/?year={year}"),
        ("plan page, after a change", f"plans/{plan.pk}/"),
    ):
        cache.clear()
        began = time.process_time()
        pages.ask(pages.environment(pages.Page(name, "list", path), {}))
        found[name] = {"value": round(1000 * (time.process_time() - began), 1)}
    said = subprocess.run(
        [sys.executable, __file__, "--keep", str(folder), "--spreadsheet", str(year)],
        capture_output=True,
        text=True,
        check=True,
    )
    sheet = json.loads(said.stdout.strip().splitlines()[-1])
    found["spreadsheet of the nation"] = {"value": sheet["cpu_s"], "lines": sheet["lines"]}
    found["memory of the spreadsheet"] = {"value": sheet["megabytes"]}
    return found


def spreadsheet(year: int, folder: Path) -> dict[str, float]:
    from yntymak.apps.plans.documents.nation import write_nation  # noqa: PLC0415

    began = time.process_time()
    lines = write_nation(year, "ky", folder / "nation.xlsx")
    cpu = time.process_time() - began
    # Of this process alone; what resource tells may be that of the process which started it.
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0])
    return {"cpu_s": round(cpu, 2), "lines": lines, "megabytes": round(peak / 1024, 1)}


def table(figures: dict[str, dict[str, Any]]) -> str:
    rows = ["| what | measured | limit | queries | KB |", "|---|---:|---:|---:|---:|"]
    for name, (limit, unit) in LIMITS.items():
        said = figures[name]
        allowed = f"{limit:g} {unit}" if limit is not None else "–"
        rows.append(
            f"| {name} | {said['value']} {unit} | {allowed} |"
            f" {said.get('queries', '')} | {said.get('kilobytes', '')} |"
        )
    return "\n".join(rows)


def write(figures: dict[str, dict[str, Any]], size: dict[str, int]) -> None:
    from django.db import connection  # noqa: PLC0415

    machine = {
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "database": connection.vendor,
        **size,
    }
    RESULTS.mkdir(exist_ok=True)
    content = {"machine": machine, "limits": LIMITS, "figures": figures}
    (RESULTS / "plans.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    text = f"# Plans\n\nCPU time. {said}\n\n{table(figures)}\n"
    (RESULTS / "plans.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
