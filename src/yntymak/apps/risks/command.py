"""`yntymak warning …`: early warning by hand, and the settings of its detector."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import typer

from yntymak.foundation.console import refuse, say, set_up_django

app = typer.Typer(no_args_is_help=True, help="Early warning: the nightly run and its settings.")


@app.command()
def run() -> None:
    """Judge all series now, hand up what nobody answered, publish the last quarter. Repeatable."""
    set_up_django()
    from django.utils import timezone  # noqa: PLC0415

    from yntymak.apps.risks import actions  # noqa: PLC0415
    from yntymak.apps.risks.models import Alert  # noqa: PLC0415

    watch = actions.keep_watch()
    handed = actions.hand_up()
    quarter = actions.publish_quarter()
    today = Alert.objects.filter(raised_on=timezone.localdate()).count()
    say(f"{watch.series} series, {watch.judged} judged. {today} alerts today.")
    say(f"{len(watch.held_back)} held back by the budget, {handed} handed up.")
    if quarter:
        say(f"The public table of the quarter from {quarter.first_day} stands.")


@app.command()
def settings(
    change: Annotated[
        list[str] | None, typer.Option("--set", help="NAME=VALUE, for example budget=30.")
    ] = None,
    since: Annotated[
        str, typer.Option("--from", help="First day, 2027-01-01; today if left out.")
    ] = "",
) -> None:
    """Show the settings in force; with --set, issue the next version. Old versions stay."""
    set_up_django()
    from django.utils import timezone  # noqa: PLC0415

    from yntymak.apps.risks import actions  # noqa: PLC0415
    from yntymak.apps.risks.warning import detector  # noqa: PLC0415

    if change:
        try:
            day = dt.date.fromisoformat(since) if since else timezone.localdate()
            issued = actions.issue_detector(
                actor=None, in_force_from=day, changes=dict(_pair(text) for text in change)
            )
        except ValueError as error:
            raise refuse(str(error)) from error
        say(f"Version {issued.version} holds from {issued.in_force_from}.")
    used = detector.in_force()
    say(f"Version {used.version}, in force from {used.in_force_from}:")
    for name, value in used.settings.items():
        say(f"  {name} = {json.dumps(value, ensure_ascii=False)}")


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"“{text}” is no NAME=VALUE.")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        raise ValueError(f"“{value}” cannot be read: write a number or a JSON list.") from None
