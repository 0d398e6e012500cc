"""CPU, queries and bytes of the pages of laws and bills, on real codes beside the checkout.

    python bench/law_pages.py [--code offences_128_2021] [--quick]

CPU is process time, in process, through the whole WSGI application: of an import once (upload,
confirmation screen, confirmation), of a page the median of 15 after 3 warm-ups. Limits: a whole
import of both languages 3 s, an article 10 ms, a list 10 ms, at most 6 queries and 60 KB compressed
a page. The bill changes 200 articles of the code in both languages. YNTYMAK_DATABASE measures on
PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from yntymak.apps.laws.models import ActVersion, Bill

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("YNTYMAK_SHARED_DATA", ROOT.parent / "shared" / "data")) / "laws"
RESULT = Path(__file__).parent / "results" / "law_pages.md"
WARM_UPS, REPEATS = 3, 15
AMENDED = 200


@dataclass(frozen=True)
class Figure:
    name: str
    cpu_ms: float
    limit_ms: float | None
    queries: int
    kilobytes: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--code", default="offences_128_2021")
    options.add_argument("--amended", type=int, default=AMENDED)
    options.add_argument("--quick", action="store_true", help="writes no result")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as folder:
        _set_up(folder)
        figures = [*measure_import(wanted.code)]
        version, bill = build_bill(wanted.amended)
        figures += measure_pages(version, bill)
        said = table(figures, wanted.code, version, wanted.amended)
    print(said)
    if not wanted.quick:
        RESULT.write_text(said, encoding="utf-8")


def _set_up(folder: str) -> None:
    os.environ["YNTYMAK_DATA_DIR"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0)


def officer() -> Any:
    from yntymak.foundation.people.actions import give_role  # noqa: PLC0415
    from yntymak.foundation.people.models import Role, User  # noqa: PLC0415
    from yntymak.portal.demo import places  # noqa: PLC0415
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415

    found = User.objects.filter(username="bench").first()
    if found is None:
        places.load()
        found = User.objects.create(username="bench", full_name="Bench", is_demonstration=True)
        country = Place.objects.current().get(code="41700000000000")
        import datetime as dt  # noqa: PLC0415

        since = dt.date(2023, 1, 1)
        give_role(
            actor=None, user=found, kind=Role.Kind.NATIONAL_OFFICER, place=country, since=since
        )
    return found


def client(user: Any = None) -> Client:
    from django.test import Client  # noqa: PLC0415

    made = Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="localhost")
    if user is not None:
        made.force_login(user)
    return made


def measure_import(code: str) -> list[Figure]:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from yntymak.apps.laws.models import ActImport  # noqa: PLC0415

    browser = client(officer())

    def upload() -> Any:
        files = {
            f"file_{language}": SimpleUploadedFile(
                f"{language}.txt", (DATA / language / f"{code}.txt").read_bytes()
            )
            for language in ("ky", "ru")
        }
        fields = {"title_ky": "Кодекс", "title_ru": "Кодекс", "kind": "code"}
        return browser.post("/ky/laws/upload/", {**fields, "in_force_from": "01.12.2021", **files})

    sent = once("upload of both languages", upload, None)
    address = f"/ky/laws/import/{ActImport.objects.latest('pk').pk}/"
    shown = once("confirmation screen", lambda: browser.get(address), None)
    published = once("confirmation", lambda: browser.post(address), None)
    whole = Figure(
        "import through the web, whole",
        sent.cpu_ms + shown.cpu_ms + published.cpu_ms,
        3000.0,
        sent.queries + shown.queries + published.queries,
        0.0,
    )
    return [sent, shown, published, whole]


def build_bill(amended: int) -> tuple[ActVersion, Bill]:
    from yntymak.apps.laws import actions  # noqa: PLC0415
    from yntymak.apps.laws.lawtexts import law_text  # noqa: PLC0415
    from yntymak.apps.laws.models import ActVersion, AmendedAct, Amendment  # noqa: PLC0415
    from yntymak.foundation.people.models import Organisation  # noqa: PLC0415
    from yntymak.methods.lawtext import operation_as_json  # noqa: PLC0415
    from yntymak.methods.lawtext.operations import WordsAfter  # noqa: PLC0415

    version = ActVersion.objects.select_related("act").latest("pk")
    organisation = Organisation.objects.create(kind="state_body", name_ky="Агенттик")
    user = officer()
    bill = actions.create_bill(
        actor=user,
        client_key=uuid.uuid4(),
        description=actions.BillDescription("Өзгөртүүлөр", "Изменения", "", "", organisation),
        base=version,
    )
    act = AmendedAct.objects.get(version__bill=bill)
    words = {"ky": "мыйзамда белгиленген тартипте", "ru": "в установленном законом порядке"}
    units: dict[str, dict[str, list[Any]]] = {}
    for language in ("ky", "ru"):
        law = law_text(version, language)
        for article in law.articles:
            holder = next(
                (
                    each
                    for each in (article, *law.descendants(article.key))
                    if each.paragraphs and each.kind in {"article", "paragraph"}
                ),
                None,
            )
            if holder is not None:
                target = holder.key if holder.kind == "paragraph" else f"{holder.key}__al_1"
                said = operation_as_json(WordsAfter(target, "", words[language]))
                units.setdefault(article.key, {})[language] = [said]
    chosen = [unit for unit, said in units.items() if len(said) == 2][:amended]  # noqa: PLR2004
    explained = dict.fromkeys(
        ("rationale_ky", "rationale_ru", "note_ky", "note_ru"), "Себеби: " * 20
    )
    Amendment.objects.bulk_create(
        Amendment(
            act=act,
            unit=unit,
            position=place * 1000,
            operations=units[unit],
            changed_by=user,
            **explained,
        )
        for place, unit in enumerate(chosen)
    )
    from django.utils import timezone  # noqa: PLC0415

    act.version.published_at, act.version.sha256 = timezone.now(), "0" * 64
    act.version.save()
    return version, bill


def measure_pages(version: ActVersion, bill: Bill) -> list[Figure]:
    browser = client()
    law, read = f"/ky/laws/{version.act.code}/", f"/ky/bills/{bill.code}/"
    act = bill.versions.get().acts.get()
    unit = act.amendments.in_order()[act.amendments.count() // 2].unit
    pages: list[tuple[str, str, float | None]] = [
        ("contents of the act", law, 10.0),
        ("contents, searched", f"{law}?q=сот", 10.0),
        ("the act on a day", f"{law}?on=2024-05-01", 10.0),
        ("an article", f"{law}{unit}/", 10.0),
        ("the whole act to print", f"{law}print/", None),
        ("a bill of 200 articles", read, 10.0),
        ("an article of the bill", f"{read}{version.act.code}/{unit}/", 10.0),
        ("bills on the act", f"{law}bills/", 10.0),
    ]
    return [many(name, lambda path=path: browser.get(path), limit) for name, path, limit in pages]


def once(name: str, work: Callable[[], Any], limit: float | None) -> Figure:
    return _measured(name, work, limit, 0, 1)


def many(name: str, work: Callable[[], Any], limit: float | None) -> Figure:
    return _measured(name, work, limit, WARM_UPS, REPEATS)


def _measured(
    name: str, work: Callable[[], Any], limit: float | None, warm: int, times: int
) -> Figure:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    for _ in range(warm):
        work()
    spent = []
    for _ in range(times - 1):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    with CaptureQueriesContext(connection) as queries:
        start = time.process_time()
        answer = work()
        spent.append(time.process_time() - start)
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"{name}: {answer.status_code}")
    packed = (
        answer.content
        if answer.get("Content-Encoding") == "gzip"
        else gzip.compress(answer.content)
    )
    return Figure(name, statistics.median(spent) * 1000, limit, len(queries), len(packed) / 1000)


def table(figures: list[Figure], code: str, version: ActVersion, amended: int) -> str:
    articles = version.provisions.articles().count()
    from django.db import connection  # noqa: PLC0415

    rows = [
        f"Pages of laws and bills: `{code}`, {articles} articles, {version.provisions.count()} "
        f"provisions in two languages; a bill of {amended} amended articles; {connection.vendor}.",
        "CPU is process time; an import is measured once, a page is the median of "
        f"{REPEATS} after {WARM_UPS} warm-ups.",
        "",
        "| what | CPU ms | limit | queries | KB compressed |",
        "|---|---:|---:|---:|---:|",
    ]
    for each in figures:
        limit = f"{each.limit_ms:g}" if each.limit_ms else "–"
        rows.append(
            f"| {each.name} | {each.cpu_ms:.1f} | {limit} | {each.queries} | {each.kilobytes:.1f} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
