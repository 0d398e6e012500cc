"""Taking part without a name. Nobody acts here in the sense of the ledger (see events.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.opinions.models import Channel, Participant, Poll, Statement, Vote
from yntymak.apps.opinions.queries import token_hash
from yntymak.apps.opinions.rules import VOTER_PLACES

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place


def join(
    *, poll: Poll, token: str, channel: str = Channel.ONLINE, place: Place | None = None
) -> Participant:
    """The participant who holds `token` in this poll; the same one each time."""
    participant, _made = Participant.objects.get_or_create(
        poll=poll, token_hash=token_hash(poll, token), defaults={"channel": channel, "place": place}
    )
    return participant


@transaction.atomic
def cast_vote(
    *, poll: Poll, token: str, statement: Statement | int, value: int, channel: str = Channel.ONLINE
) -> Vote:
    """`statement` is one of the poll, or its number. The latest vote counts; the same vote sent
    again is the vote that stands already.

    Raises ValidationError where the poll is not open, the statement is not put to people, or the
    value is none of -1, 0, 1.
    """
    if not poll.is_open:
        raise ValidationError(_("This poll is not open for voting."))
    if value not in Vote.Value.values:
        raise ValidationError(_("Choose one of the three answers."))
    number = statement.number if isinstance(statement, Statement) else statement
    shown = Statement.objects.shown().filter(poll=poll, number=number).first()
    if shown is None:
        raise ValidationError(_("This statement is no longer put to people. Here is another one."))
    participant = join(poll=poll, token=token, channel=channel)
    # The row is locked so that the two posts of a double click see each other.
    Participant.objects.select_for_update(no_key=True).only("pk").get(pk=participant.pk)
    standing = Vote.objects.filter(participant=participant, statement=shown).order_by("-pk").first()
    if standing is not None and standing.value == value:
        return standing
    return Vote.objects.create(participant=participant, statement=shown, value=value)


@transaction.atomic
def tell_place(*, poll: Poll, token: str, place: Place | None) -> Participant:
    """Where the participant lives, if they choose to say: never finer than the oblast.

    Raises ValidationError for a finer place, and where the poll is not open: a report that is made
    after the end must not change.
    """
    if not poll.is_open:
        raise ValidationError(_("This poll is not open for voting."))
    if place is not None and place.kind not in VOTER_PLACES:
        raise ValidationError(_("Choose an oblast, or a city of the same rank."))
    participant = join(poll=poll, token=token)
    if participant.place_id != (place.pk if place else None):
        participant.place = place
        participant.save(update_fields=["place"])
    return participant
