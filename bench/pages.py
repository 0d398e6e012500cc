"""CPU, queries and bytes of pages and writes, in process, over a country of full size.

    python bench/pages.py [--quick] [--risks 100000] [--contributions 1000000] [--keep FOLDER]

CPU is process time of one request through the WSGI application, all middleware and compression
included: the median of 25 after 5 warm-ups. Limits are those of the design: static-like 2 ms, list
10 ms, cached map 3 ms, write 4 ms; a page asks at most 6 queries and weighs at most 60 KB.
YNTYMAK_DATABASE measures on PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
WARM_UPS, REPEATS = 5, 25
MOST_QUERIES, MOST_KILOBYTES = 6, 60
LIMITS = {"static-like": 2.0, "list": 10.0, "cached map": 3.0, "form": 10.0, "write": 4.0}
LONGEST_S = 10.0  # a page that has taken so much is slow beyond doubt
CSRF = "b" * 32


@dataclass(frozen=True)
class Page:
    name: str
    kind: str
    path: str
    who: str = ""  # "" is a visitor
    fields: Callable[[], dict[str, Any]] | None = None  # of a POST, anew for each


@dataclass(frozen=True)
class Figure:
    page: str
    kind: str
    limit_ms: float
    cpu_ms: float
    quickest_ms: float  # what it costs when nobody else works on the machine
    queries: int
    kilobytes: float

    @property
    def is_over(self) -> bool:
        asks_too_much = self.kind != "write" and self.queries > MOST_QUERIES
        return self.cpu_ms > self.limit_ms or asks_too_much or self.kilobytes > MOST_KILOBYTES


@dataclass
class Answer:
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--risks", type=int, default=100_000)
    options.add_argument("--contributions", type=int, default=1_000_000)
    options.add_argument("--quick", action="store_true", help="a hundredth of it; writes no result")
    options.add_argument("--keep", help="build in this folder, or measure what is built there")
    options.add_argument("--only", default="", help="pages whose name contains this")
    wanted = options.parse_args()
    share = 100 if wanted.quick else 1
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as temporary:
        folder = Path(wanted.keep or temporary)
        os.environ["YNTYMAK_DATA_DIR"] = str(folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django  # noqa: PLC0415 - after the environment is set

        django.setup()
        size = {"risks": wanted.risks // share, "contributions": wanted.contributions // share}
        built = folder / "built.json"
        if built.exists():
            size = json.loads(built.read_text())
        else:
            from country import build  # noqa: PLC0415

            build(**size)
            built.write_text(json.dumps(size))
        figures = [measure(page) for page in pages() if wanted.only in page.name]
    print(table(figures))
    if not (wanted.quick or wanted.only):
        write(figures, size)


def pages() -> list[Page]:
    from yntymak.apps.consultations.models import Consultation  # noqa: PLC0415
    from yntymak.apps.plans.models import Plan  # noqa: PLC0415
    from yntymak.apps.risks.models import Risk, Signal  # noqa: PLC0415
    from yntymak.portal.demo.cast import HOME  # noqa: PLC0415

    consultation = Consultation.objects.open().select_related("poll", "document__act").first()
    said = f"consultations/{consultation.code}/"
    act, poll = f"laws/{consultation.document.act.code}/", f"opinions/{consultation.poll.code}/"
    plan = f"plans/{Plan.objects.get(place__code=HOME).pk}/"
    risk = Risk.objects.filter(place__code=HOME).earliest("pk").pk
    worry = Signal.objects.filter(place__code=HOME, lane="public", state="new").latest("pk").receipt
    receipt = consultation.contributions.earliest("pk").receipt
    return [
        Page("about", "static-like", "about/"),
        Page("receipt search", "static-like", "track/"),
        Page("matrix of risks", "static-like", "risks/matrix/"),
        Page("home", "list", ""),
        Page("consultations", "list", "consultations/"),
        Page("consultation", "list", said),
        Page("voices", "list", f"{said}voices/"),
        Page("voices, far page", "list", f"{said}voices/?page=9999"),
        Page("voices on an article", "list", f"{said}voices/?article=art_7"),
        Page("receipt of a voice", "list", f"consultations/receipt/{receipt}/"),
        Page("comment on an article", "form", f"{said}comment/art_7/"),
        Page("vote", "list", poll),
        Page("opinion report", "cached map", f"{poll}report/"),
        Page("laws", "list", "laws/"),
        Page("act", "list", act),
        Page("article", "list", f"{act}art_7/"),
        Page("places", "list", "places/"),
        Page("place search", "list", "places/?q=жонундо"),
        Page("place", "list", f"places/{HOME}/"),
        Page("oblast", "list", "places/41702000000000/"),
        Page("national map", "cached map", "oversight/"),
        Page("national map, officer", "cached map", "oversight/", "elmira"),
        Page("table of an oblast", "list", "oversight/?oblast=41702000000000"),
        Page("programmes", "list", "programmes/"),
        Page("plan, visitor", "list", plan),
        Page("report a worry", "form", "risks/report/"),
        Page("desk, specialist", "list", "desk/", "aigul"),
        Page("desk, oblast", "list", "desk/", "daniyar"),
        Page("desk, agency", "list", "desk/", "elmira"),
        Page("worries", "list", "risks/worries/", "aigul"),
        Page("worries, oblast", "list", "risks/worries/", "daniyar"),
        Page("worry", "form", f"risks/worries/{worry}/", "aigul"),
        Page("risk register", "list", "risks/", "aigul"),
        Page("risk register, oblast", "list", "risks/", "daniyar"),
        Page("risk register, agency", "list", "risks/", "elmira"),
        Page("risk register, kind", "list", "risks/?category=social", "aigul"),
        Page("risk register, gravest", "list", "risks/?level=5&state=open", "elmira"),
        Page("risk register, both", "list", "risks/?category=social&level=3", "elmira"),
        Page("risk register, far page", "list", "risks/?page=3000", "elmira"),
        Page("risk", "list", f"risks/{risk}/", "aigul"),
        Page("risks on the matrix", "list", "risks/picture/", "aigul"),
        Page("what does not fit", "list", "risks/consistency/", "aigul"),
        Page("what does not fit, oblast", "list", "risks/consistency/", "daniyar"),
        Page("warnings", "list", "risks/warnings/", "aigul"),
        Page("warnings, agency", "list", "risks/warnings/", "elmira"),
        Page("cases", "list", "risks/cases/", "aigul"),
        Page("plans", "list", "plans/", "aigul"),
        Page("plan", "list", plan, "aigul"),
        Page("commitments", "list", "coordination/", "saikal"),
        Page("queue", "list", f"{said}queue/", "elmira"),
        Page("queue, everything", "list", f"{said}queue/?show=all", "elmira"),
        *writes(consultation, said, poll),
    ]


def writes(consultation: Any, said: str, poll: str) -> list[Page]:
    from yntymak.portal.demo.cast import HOME  # noqa: PLC0415

    statement = consultation.poll.statements.shown().first()
    worry = {"text": "Суу жетпейт.", "category": "social", "place": HOME, "lane": "public"}
    voice = {"part": "art_7", "text": "Суунун кезеги ачык болсун.", "language": "ky"}
    return [
        Page("cast a vote", "write", poll, "", lambda: {"statement": statement.number, "vote": 1}),
        Page("comment", "write", f"{said}comment/art_7/", "", lambda: {**voice, "key": new_key()}),
        Page("tell a worry", "write", "risks/report/", "", lambda: {**worry, "key": new_key()}),
    ]


def new_key() -> str:
    return str(uuid.uuid4())


def measure(page: Page) -> Figure:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    cookies = {"csrftoken": CSRF, **(signed_in(page.who) if page.who else {})}
    wanted = "302" if page.fields else "200"
    times: list[float] = []
    while len(times) < WARM_UPS + REPEATS and sum(times) < LONGEST_S:
        environ = environment(page, cookies)
        began = time.process_time()
        answer = ask(environ)
        times.append(time.process_time() - began)
        if not answer.status.startswith(wanted):
            raise SystemExit(f"{page.name} answers {answer.status}")
    with CaptureQueriesContext(connection) as seen:
        answer = ask(environment(page, cookies))
    cpu = [1000 * each for each in times[WARM_UPS:] or times]
    return Figure(
        page=page.name,
        kind=page.kind,
        limit_ms=LIMITS[page.kind],
        cpu_ms=round(statistics.median(cpu), 2),
        quickest_ms=round(min(cpu), 2),
        queries=len(seen),
        kilobytes=round(len(answer.body) / 1000, 1),
    )


def signed_in(username: str) -> dict[str, str]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from yntymak.foundation.people.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username=username))
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def environment(page: Page, cookies: dict[str, str]) -> dict[str, Any]:
    path, _, query = page.path.partition("?")
    body = b""
    if page.fields:
        body = urlencode({"csrfmiddlewaretoken": CSRF, **page.fields()}).encode()
    return {
        "REQUEST_METHOD": "POST" if page.fields else "GET",
        "PATH_INFO": f"/ky/{path}".encode().decode("latin-1"),
        "QUERY_STRING": urlencode(parse_qsl(query)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": SimpleCookie(cookies).output(header="", sep=";"),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }


def ask(environ: dict[str, Any]) -> Answer:
    from yntymak.config.wsgi import application  # noqa: PLC0415

    answer = Answer()

    def start_response(status: str, headers: list[tuple[str, str]], *_error: object) -> None:
        answer.status, answer.headers = status, dict(headers)

    response = application(environ, start_response)
    answer.body = b"".join(response)
    response.close()
    return answer


def table(figures: list[Figure]) -> str:
    rows = [f"| {'page':24}| {'kind':12}| limit ms | CPU ms | quickest | queries | KB HTML |     |"]
    rows.append(f"|{'-' * 25}|{'-' * 13}|---------:|-------:|---------:|--------:|--------:|-----|")
    rows += [
        f"| {f.page:24}| {f.kind:12}| {f.limit_ms:8.0f} | {f.cpu_ms:6.2f} "
        f"| {f.quickest_ms:8.2f} | {f.queries:7} "
        f"| {f.kilobytes:7.1f} | {'over' if f.is_over else '':4}|"
        for f in figures
    ]
    return "\n".join(rows)


def write(figures: list[Figure], size: dict[str, int]) -> None:
    from django.db import connection  # noqa: PLC0415

    RESULTS.mkdir(exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "database": connection.vendor,
        **size,
    }
    content = {"machine": machine, "figures": [asdict(f) for f in figures]}
    (RESULTS / "pages.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    text = f"# Pages\n\n{said}\n\n{table(figures)}\n"
    (RESULTS / "pages.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
