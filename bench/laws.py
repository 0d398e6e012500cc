"""CPU, queries and bytes of the documents of a bill that amends 200 articles of a code of 600.

    python bench/laws.py [--articles 600] [--amended 200] [--keep FOLDER]

CPU is process time: of a page, the median of 25 requests through the WSGI application; of a file,
of five. Limits: the first screen of the comparative table 150 ms and 60 KB compressed. The code is
made of random words of real length, in both languages, and amended by the drafter's own way.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"
LIMIT_MS, MOST_KILOBYTES = 150.0, 60.0
FILES = 5  # times that each file is made
WORDS = {
    "ky": """суу айыл өкмөтү кеңеш мыйзам тартип жарандар милдети укугу чечим кабыл алынат негизинде
        мөөнөт ичинде жергиликтүү башкаруу органдары каралган учурда жооптуу аткарат билдирүү""",
    "ru": """вода окмоту кенеш закон порядок лица обязанность право решение принимается основании
        течение срока местного самоуправления органы предусмотренных случаях исполняет извещение""",
}
HEADS = {"ky": "{}-берене. {}", "ru": "Статья {}. {}"}


@dataclass(frozen=True)
class Figure:
    what: str
    cpu_ms: float
    queries: int
    kilobytes: float
    limit_ms: float | None = None

    @property
    def is_over(self) -> bool:
        if self.limit_ms is None:
            return False
        return self.cpu_ms > self.limit_ms or self.kilobytes > MOST_KILOBYTES


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=600)
    options.add_argument("--amended", type=int, default=200)
    options.add_argument("--keep", help="build in this folder, or measure what is built there")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yntymak-bench-") as temporary:
        os.environ["YNTYMAK_DATA_DIR"] = wanted.keep or temporary
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yntymak.config.settings")
        sys.path.insert(0, str(ROOT / "src"))
        import django  # noqa: PLC0415 - after the environment is set

        django.setup()
        from yntymak.apps.laws.models import Bill  # noqa: PLC0415

        code = build(wanted.articles, wanted.amended)
        figures = [*of_pages(code), *of_files(Bill.objects.get(code=code))]
    print(table(figures))
    if (wanted.articles, wanted.amended) == (600, 200):
        write(figures, {"articles": wanted.articles, "amended": wanted.amended})


# A code and a bill, as if they had come through the actions


def build(articles: int, amended: int) -> str:
    from yntymak.apps.laws.models import Bill  # noqa: PLC0415
    from yntymak.cli import prepare as prepare_site  # noqa: PLC0415

    prepare_site()
    if (standing := Bill.objects.first()) is not None:
        return standing.code
    chance = random.Random(1)
    texts = {language: code_text(chance, language, articles) for language in WORDS}
    return save(texts, amended, chance)


def code_text(chance: random.Random, language: str, articles: int) -> str:
    lines = [{"ky": "Сыноо кодекси", "ru": "Пробный кодекс"}[language]]
    for number in range(1, articles + 1):
        lines.append(HEADS[language].format(number, sentence(chance, language, 4).rstrip(".")))
        lines += [f"{n}. {sentence(chance, language, 45)}" for n in range(1, 6)]
    return "\n".join(lines)


def sentence(chance: random.Random, language: str, words: int) -> str:
    return " ".join(chance.choices(WORDS[language].split(), k=words)).capitalize() + "."


def save(texts: dict[str, str], amended: int, chance: random.Random) -> str:
    from django.utils import timezone  # noqa: PLC0415

    from yntymak.apps.laws.actions.provisions import save_provisions  # noqa: PLC0415
    from yntymak.apps.laws.models import (  # noqa: PLC0415
        Act,
        ActVersion,
        AmendedAct,
        Amendment,
        Bill,
        BillVersion,
    )
    from yntymak.apps.laws.structure import join  # noqa: PLC0415
    from yntymak.foundation.people.models import Organisation, User  # noqa: PLC0415
    from yntymak.methods.lawtext import parse  # noqa: PLC0415
    from yntymak.methods.lawtext.plaintext import to_document  # noqa: PLC0415

    laws = {language: parse(to_document(text), language) for language, text in texts.items()}
    user = User.objects.create(username="drafter")
    office = Organisation.objects.create(kind="state_body", name_ky="Агенттик")
    act = Act.objects.create(code="code", kind="code", title_ky="Сыноо кодекси",
                             title_ru="Пробный кодекс")  # fmt: skip
    sources = {language: {"name": "x", "sha256": "0"} for language in laws}
    base = ActVersion.objects.create(act=act, number=1, sources=sources)
    save_provisions(base, join(laws))
    bill = Bill.objects.create(code="bill", title_ky="Өзгөртүүлөр", title_ru="Изменения",
                               organisation=office, created_by=user)  # fmt: skip
    version = BillVersion.objects.create(
        bill=bill, number=1, closing_ky="Күчүнө кирет.", closing_ru="Вступает в силу.",
        published_at=timezone.now(), sha256="0" * 64,
    )  # fmt: skip
    joined = AmendedAct.objects.create(version=version, base=base, position=1)
    numbers = sorted(chance.sample(range(1, len(laws["ky"].articles) + 1), amended))
    Amendment.objects.bulk_create(
        Amendment(
            act=joined, unit=f"art_{n}", position=n * 1000, changed_by=user,
            operations={each: operations(laws[each], f"art_{n}", chance) for each in laws},
            rationale_ky=sentence(chance, "ky", 20), rationale_ru=sentence(chance, "ru", 20),
        )
        for n in numbers
    )  # fmt: skip
    return bill.code


def operations(law: Any, unit: str, chance: random.Random) -> list[dict[str, Any]]:
    """Two words exchanged in two paragraphs each, and a paragraph more."""
    from yntymak.apps.laws.bills.wording import alone, drafted  # noqa: PLC0415
    from yntymak.methods.lawtext import operation_as_json  # noqa: PLC0415
    from yntymak.methods.lawtext.payload import subtree_text  # noqa: PLC0415

    lines = subtree_text(alone(law, unit), unit).split("\n")
    for place in (1, 3):
        words = lines[place].split(" ")
        for at in chance.sample(range(5, 40), 2):
            words[at] = "ҮЛГҮ" if law.language == "ky" else "ОБРАЗЕЦ"
        lines[place] = " ".join(words)
    lines.append(f"6. {sentence(chance, law.language, 30)}")
    made = drafted(alone(law, unit), unit, "\n".join(lines), "words")
    return [operation_as_json(each) for each in made]


# Measuring


def of_pages(code: str) -> list[Figure]:
    from pages import Page, measure  # noqa: PLC0415 - the neighbour in this folder

    found = []
    for what, path, limit in (
        ("comparative table, first screen", "comparison/?language=ky", LIMIT_MS),
        ("comparative table, whole", "comparison/?all=yes", None),
        ("list of documents", "", LIMIT_MS),
    ):
        told = measure(Page(what, "list", f"bills/{code}/documents/{path}"))
        found.append(Figure(what, told.cpu_ms, told.queries, told.kilobytes, limit))
    return found


def of_files(bill: Any) -> list[Figure]:
    from yntymak.apps.laws.exports.catalogue import DOCUMENTS, Order, languages_of  # noqa: PLC0415
    from yntymak.apps.laws.exports.papers import paper_of  # noqa: PLC0415

    version = bill.versions.select_related("bill__organisation").get()
    found = []
    for document in DOCUMENTS:
        for extension in document.formats:
            order = Order(document, extension, "ky", "code")
            found.append(
                of_file(
                    f"{document.name}.{extension}",
                    lambda order=order: order.make(paper_of(version, languages_of("ky"))),
                )
            )
    return found


def of_file(what: str, make: Callable[[], bytes]) -> Figure:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    times = []
    for _time in range(FILES):
        began = time.process_time()
        content = make()
        times.append(time.process_time() - began)
    with CaptureQueriesContext(connection) as seen:
        make()
    cpu = round(1000 * statistics.median(times), 1)
    return Figure(what, cpu, len(seen), round(len(content) / 1000, 1))


def table(figures: list[Figure]) -> str:
    rows = [f"| {'what':32}| limit ms | CPU ms  | queries | KB      |     |"]
    rows.append(f"|{'-' * 33}|---------:|--------:|--------:|--------:|-----|")
    rows += [
        f"| {f.what:32}| {f.limit_ms or '':8} | {f.cpu_ms:7.1f} | {f.queries:7} "
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
    (RESULTS / "laws.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    said = ", ".join(f"{name} {value}" for name, value in machine.items())
    text = f"# Documents of a bill\n\n{said}\n\n{table(figures)}\n"
    (RESULTS / "laws.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
