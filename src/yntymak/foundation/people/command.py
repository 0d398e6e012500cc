"""`yntymak people …`: the operator makes accounts, first of all the administrator's."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from yntymak.foundation.console import refuse, say, set_up_django

if TYPE_CHECKING:
    from yntymak.foundation.people.models import Role, User
    from yntymak.foundation.registry.models import Place

app = typer.Typer(no_args_is_help=True, help="Accounts and roles.")

Username = Annotated[str, typer.Argument(help="The name to sign in with.")]
RoleKind = Annotated[
    str, typer.Option("--role", help="specialist, head, deputy, national_officer and so on.")
]
PlaceCode = Annotated[str, typer.Option("--place", help="14-digit code of the place.")]


@app.command()
def add(
    username: Username,
    name: Annotated[str, typer.Option("--name", help="Full name, as others read it.")],
    role: RoleKind,
    place: PlaceCode,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for a password, make none.")] = False,
) -> None:
    """Make an account with one role, and print a password to hand over in person."""
    set_up_django()
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from yntymak.foundation.people.actions import make_account  # noqa: PLC0415

    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if ask
        else secrets.token_urlsafe(12)
    )
    try:
        with transaction.atomic():
            user = make_account(actor=None, username=username, full_name=name, password=password)
            given = _give(user, role, _place(place))
    except ValidationError as error:
        raise refuse(" ".join(error.messages)) from error
    say(f"{given}")
    if not ask:
        say(f"Password, shown this once: {password}")
    say("The first sign-in asks for a second factor.")


@app.command()
def role(username: Username, role: RoleKind, place: PlaceCode) -> None:
    """Give one more role to an account. Safe to repeat."""
    set_up_django()
    from yntymak.foundation.people.models import User  # noqa: PLC0415

    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise refuse(f"No account has the name {username}: make it with yntymak people add.")
    say(f"{_give(user, role, _place(place))}")


def _place(code: str) -> Place:
    from yntymak.foundation.registry.models import Place  # noqa: PLC0415

    place = Place.objects.current().filter(code=code).first()
    if place is None:
        raise refuse(f"No place has the code {code}: see yntymak registry load.")
    return place


def _give(user: User, kind: str, place: Place) -> Role:
    from django.utils import timezone  # noqa: PLC0415

    from yntymak.foundation.people.actions import give_role  # noqa: PLC0415
    from yntymak.foundation.people.models import Role  # noqa: PLC0415

    kinds = [value for value in Role.Kind.values if value != Role.Kind.MEMBER]
    if kind not in kinds:
        raise refuse(f"“{kind}” is no role: choose one of {', '.join(kinds)}.")
    held = user.roles.active().filter(kind=kind, place=place).first()
    return held or give_role(
        actor=None, user=user, kind=kind, place=place, since=timezone.localdate()
    )
