"""CPU, queries and bytes per page, in process, over a country of full size.

    python bench/pages.py [--risks 100000] [--contributions 1000000]

CPU is process time of one request through all middleware, median of 15 after 3 warm-ups, on SQLite.
Limits are those of the design: static-like 2 ms, list 10 ms, cached map 3 ms, write 4 ms, at most 6
queries, first page at most 60 KB compressed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
BATCH = 2000


@dataclass
class Figure:
    page: str
    kind: str
    limit_ms: float
    cpu_ms: float
    queries: int
    kilobytes_gzip: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--risks", type=int, default=100_000)
    options.add_argument("--contributions", type=int, default=1_000_000)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as folder:
        os.environ["YNTYMAK_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
        sys.path.insert(0, str(ROOT / "src"))
        prepare(wanted.risks, wanted.contributions)
        report([measure(*page) for page in pages()])


def prepare(risks: int, contributions: int) -> None:
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from yntymak.cli import prepare as prepare_site  # noqa: PLC0415
    from yntymak.portal.demo.command import load  # noqa: PLC0415

    prepare_site()
    load()
    add_risks(risks)
    add_contributions(contributions)
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add_risks(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from yntymak.apps.risks.models import Category, Risk  # noqa: PLC0415
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415

    places = list(Place.objects.current().municipalities().values_list("pk", flat=True))
    kinds = list(Category)
    with transaction.atomic():
        Risk.objects.bulk_create(
            (
                Risk(
                    place_id=places[number % len(places)],
                    number=1000 + number // len(places),
                    category=kinds[number % len(kinds)],
                    title_ky=f"Тобокелдик {number}",
                    cause_ky="Себеп",
                    event_ky="Окуя",
                    consequence_ky="Кесепет",
                    level=1 + number % 5,
                )
                for number in range(count)
            ),
            batch_size=BATCH,
        )


def add_contributions(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from yntymak.apps.consultations.models import Consultation, Contribution  # noqa: PLC0415
    from yntymak.foundation.ledger.receipts import new_receipt  # noqa: PLC0415

    consultation = Consultation.objects.open().first()
    provisions = list(consultation.document.provisions.values_list("pk", flat=True))
    with transaction.atomic():
        for start in range(0, count, 100_000):
            Contribution.objects.bulk_create(
                (
                    Contribution(
                        consultation=consultation,
                        number=10_000 + number,
                        receipt=new_receipt(),
                        provision_id=provisions[number % len(provisions)],
                        text=f"Сунуш {number}: суунун кезеги ачык болсун.",
                        state="published",
                    )
                    for number in range(start, min(start + 100_000, count))
                ),
                batch_size=BATCH,
            )


def pages() -> list[tuple[str, str, float, str, str | None]]:
    """(name, kind, limit in ms, path, user name)"""
    from yntymak.apps.consultations.models import Consultation  # noqa: PLC0415
    from yntymak.apps.plans.models import Plan  # noqa: PLC0415
    from yntymak.portal.demo.cast import HOME  # noqa: PLC0415

    consultation = Consultation.objects.open().select_related("poll", "document__act").first()
    code, act = consultation.code, consultation.document.act.code
    plan = Plan.objects.get(place__code=HOME).pk
    static, listing, cached = ("static-like", 2.0), ("list", 10.0), ("cached map", 3.0)
    return [
        ("about", *static, "about/", None),
        ("receipt search", *static, "track/", None),
        ("home", *listing, "", None),
        ("consultations", *listing, "consultations/", None),
        ("consultation", *listing, f"consultations/{code}/", None),
        ("voices", *listing, f"consultations/{code}/voices/", None),
        ("vote", *listing, f"opinions/{consultation.poll.code}/", None),
        ("opinion report", *cached, f"opinions/{consultation.poll.code}/report/", None),
        ("laws", *listing, "laws/", None),
        ("act", *listing, f"laws/{act}/", None),
        ("places", *listing, "places/", None),
        ("place search", *listing, "places/?q=жонундо", None),
        ("place", *listing, f"places/{HOME}/", None),
        ("national table", *listing, "oversight/", None),
        ("national table, officer", *listing, "oversight/", "elmira"),
        ("report a worry", *listing, "risks/report/", None),
        ("worries", *listing, "risks/signals/", "aigul"),
        ("risk register", *listing, "risks/", "aigul"),
        ("risk register, oblast", *listing, "risks/", "daniyar"),
        ("plan", *listing, f"plans/{plan}/", "aigul"),
        ("queue", *listing, f"consultations/{code}/queue/", "elmira"),
        ("desk", *listing, "desk/", "elmira"),
    ]


def measure(name: str, kind: str, limit: float, path: str, username: str | None) -> Figure:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from yntymak.foundation.people.models import User  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    if username:
        client.force_login(User.objects.get(username=username))
    url = f"/ky/{path}"
    for _ in range(3):
        response = client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"{url} answers {response.status_code}")
    times = []
    for _ in range(15):
        began = time.process_time()
        response = client.get(url)
        times.append(time.process_time() - began)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    cpu = statistics.median(times) * 1000
    size = len(gzip.compress(response.content, 6)) / 1000
    return Figure(name, kind, limit, round(cpu, 2), len(seen), round(size, 1))


def report(figures: list[Figure]) -> None:
    print(f"{'page':26}{'kind':12}{'limit ms':>9}{'CPU ms':>9}{'queries':>9}{'KB gzip':>9}")
    for f in figures:
        over = " over" if f.cpu_ms > f.limit_ms or f.queries > 6 else ""
        print(
            f"{f.page:26}{f.kind:12}{f.limit_ms:9.0f}{f.cpu_ms:9.2f}{f.queries:9}"
            f"{f.kilobytes_gzip:9.1f}{over}"
        )
    RESULTS.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "cpus": os.cpu_count()}
    content = {"machine": machine, "figures": [asdict(f) for f in figures]}
    (RESULTS / "pages.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
