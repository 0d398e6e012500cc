"""A country of full size: the demonstration, then many risks, worries and contributions.

The mass is written in SQL, row by row out of one row that the models made: Django alone would take
minutes to build a million objects, and the pages under measurement see no difference.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Count, Q

from yntymak.apps.consultations.models import Consultation, Contribution, Decision, Tally
from yntymak.apps.risks.models import Category, Risk, Signal
from yntymak.cli import prepare as prepare_site
from yntymak.foundation.people.models import User
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo.command import load

if TYPE_CHECKING:
    from django.db.models import Model

# Nine of ten contributions have their answer; the last tenth waits in the queue.
ANSWERED = 10


def build(risks: int, contributions: int) -> None:
    prepare_site()
    load()
    with transaction.atomic():
        add_risks(risks)
        add_worries(risks)
        add_contributions(contributions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add_risks(count: int) -> None:
    sample = Risk.objects.create(
        place=Place.objects.current().municipalities()[0],
        number=1_000_000,
        category=Category.SOCIAL,
        title_ky="Сугат суунун айынан чыр-чатак",
        cause_ky="Каналда суунун жарымы жоголот.",
        event_ky="Төмөнкү айылдын тургундары тосмону жабышат.",
        consequence_ky="Эки айылдын ортосунда мушташ чыгат.",
        level=3,
        review_on=dt.date(2026, 1, 15),
    )
    multiply(
        sample,
        count,
        place_id=place_of("n"),
        number="1000 + n",
        category=one_of(Category.values, "n"),
        level="CASE WHEN n % 50 = 0 THEN 5 ELSE 1 + n % 3 END",
        likelihood="1 + n % 5",
        impact="1 + n / 5 % 5",
        inherent="CASE WHEN n % 40 = 0 THEN 1 ELSE 5 END",
        review_on='CASE WHEN n % 25 = 0 THEN "risks_risk"."review_on" END',
        client_key=key_of("n"),
    )


def add_worries(count: int) -> None:
    sample = Signal.objects.create(
        receipt="SAMPLE-OF-WORRY",
        place=Place.objects.current().municipalities()[0],
        lane=Signal.Lane.PUBLIC,
        category=Category.SOCIAL,
        text="Сугат суу жетпей жатат, кошуналар чырдашууда.",
    )
    multiply(
        sample,
        count,
        place_id=place_of("n"),
        receipt="'W' || n",
        category=one_of(Category.values, "n"),
        state="CASE WHEN n % 20 = 0 THEN 'new' ELSE 'checked' END",
        client_key=key_of("n"),
    )


def add_contributions(count: int) -> None:
    """All of them to one consultation, the worst case."""
    consultation = Consultation.objects.open().first()
    provisions = consultation.document.provisions.values_list("pk", "article__key")
    sample = Contribution.objects.create(
        consultation=consultation,
        number=10_000_000,
        receipt="SAMPLE-OF-VOICE",
        text="Суунун кезеги ачык болсун, тизме айыл өкмөтүнүн дубалында турсун.",
        state=Contribution.State.PUBLISHED,
    )
    first = multiply(
        sample,
        count,
        provision_id=one_of([pk for pk, _key in provisions], "n"),
        article_key=one_of([key or "" for _pk, key in provisions], "n"),
        is_answered=f"n % {ANSWERED} <> 0",
        number="10000 + n",
        receipt="'V' || n",
        client_key=key_of("n"),
    )
    decision = Decision.objects.create(
        contribution=sample,
        outcome=Decision.Outcome.PARTLY,
        reason="Эреженин кийинки редакциясына киргизилди.",
        decided_by=User.objects.get(username="elmira"),
    )
    multiply(
        decision,
        count,
        where=f"n % {ANSWERED} <> 0",
        contribution_id=f"{first} + n",
        client_key=key_of("n"),
    )
    tally(consultation)


def tally(consultation: Consultation) -> None:
    """As if every one of them had come through the actions."""
    consultation.tallies.all().delete()
    rows = consultation.contributions.order_by().values("article_key")
    sums = rows.annotate(
        received=Count("pk"),
        published=Count("pk", filter=Q(state="published")),
        answered=Count("pk", filter=Q(is_answered=True)),
    )
    Tally.objects.bulk_create(Tally(consultation=consultation, **found) for found in sums)


def multiply(sample: Model, count: int, where: str = "n > 0", **changed: str) -> int:
    """Copy the row `count` times, with `changed` columns as SQL over n = 1…count.

    Row n gets the primary key first + n, where first is the key that comes back.
    """
    table = sample._meta.db_table  # noqa: SLF001 - Django's documented interface
    first = sample.pk
    columns = [field.column for field in sample._meta.concrete_fields]  # noqa: SLF001
    values = {**{c: f'"{table}"."{c}"' for c in columns}, "id": f"{first} + n", **changed}
    names = ", ".join(f'"{c}"' for c in columns)
    picked = ", ".join(values[c] for c in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE numbers(n) AS"
            f" (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})"
            f' INSERT INTO "{table}" ({names})'
            f' SELECT {picked} FROM numbers, "{table}" WHERE "{table}".id = {first} AND {where}'
        )
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {first + count})"
            )
    return first


def place_of(n: str) -> str:
    return one_of([*Place.objects.current().municipalities().values_list("pk", flat=True)], n)


def one_of(values: list[int] | list[str], n: str) -> str:
    """The value number n, round and round."""
    if connection.vendor == "postgresql":
        quoted = ", ".join(f"'{v}'" if isinstance(v, str) else str(v) for v in values)
        return f"(ARRAY[{quoted}])[1 + {n} % {len(values)}]"
    return f"json_extract('{json.dumps(values)}', '$[' || ({n} % {len(values)}) || ']')"


def key_of(n: str) -> str:
    """A client key, unlike those that the models draw."""
    if connection.vendor == "postgresql":
        return f"lpad(to_hex({n}), 32, '0')::uuid"
    return f"printf('%032x', {n})"
