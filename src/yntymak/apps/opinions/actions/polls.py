"""A poll and its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.opinions import events
from yntymak.apps.opinions.limits import LONGEST_STATEMENT
from yntymak.apps.opinions.models import Poll, Statement
from yntymak.apps.opinions.rules import may_create_poll, may_manage_poll
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class StatementDraft:
    """The words of a statement that is to be put to people; at least one language."""

    text_ky: str = ""
    text_ru: str = ""
    text_en: str = ""
    is_meta: bool = False

    @property
    def has_words(self) -> bool:
        return any(text.strip() for text in (self.text_ky, self.text_ru, self.text_en))


@transaction.atomic
def create_poll(
    *,
    actor: User | None,
    code: str,
    title_ky: str,
    title_ru: str = "",
    title_en: str = "",
    question_ky: str = "",
    question_ru: str = "",
    question_en: str = "",
    statements: Iterable[StatementDraft | Mapping[str, object]] = (),
    place: Place | None = None,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
) -> Poll:
    """Not yet published; statements are numbered from 1. `actor` None is the command line.

    The code is the key: asked for again with the same title and place, the poll is returned as it
    stands. Raises ValidationError where another poll has the code, or a statement has no words.
    """
    if actor is not None:
        require(actor, may_create_poll, place)
    drafts = [_as_draft(given) for given in statements]
    if not title_ky.strip():
        raise ValidationError(_("Write the title in Kyrgyz."))
    if opens_at and closes_at and closes_at <= opens_at:
        raise ValidationError(_("The poll must close after it opens."))
    poll, made = Poll.objects.get_or_create(
        code=code,
        defaults={
            "title_ky": title_ky,
            "title_ru": title_ru or None,
            "title_en": title_en or None,
            "question_ky": question_ky,
            "question_ru": question_ru,
            "question_en": question_en,
            "place": place,
            "opens_at": opens_at,
            "closes_at": closes_at,
        },
    )
    if not made:
        if not Poll.objects.filter(pk=poll.pk, title_ky=title_ky, place=place).exists():
            raise ValidationError(_("Another poll has this code. Choose another code."))
        return poll
    Statement.objects.bulk_create(
        _statement(poll, number, draft) for number, draft in enumerate(drafts, 1)
    )
    record(events.POLL_CREATED, poll, actor=actor, place=place, code=code, statements=len(drafts))
    return poll


@transaction.atomic
def publish_poll(*, actor: User | None, poll: Poll) -> Poll:
    """From now on everybody sees it. Repeated: nothing more happens."""
    poll = _locked(poll)
    if actor is not None:
        require(actor, may_manage_poll, poll)
    if poll.is_published:
        return poll
    if not Statement.objects.filter(poll=poll).shown().exists():
        raise ValidationError(_("Add at least one statement before you publish the poll."))
    poll.is_published = True
    poll.save(update_fields=["is_published"])
    record(events.POLL_PUBLISHED, poll, actor=actor, place=poll.place)
    return poll


@transaction.atomic
def set_dates(
    *, actor: User | None, poll: Poll, opens_at: dt.datetime | None, closes_at: dt.datetime | None
) -> Poll:
    poll = _locked(poll)
    if actor is not None:
        require(actor, may_manage_poll, poll)
    if opens_at and closes_at and closes_at <= opens_at:
        raise ValidationError(_("The poll must close after it opens."))
    if (poll.opens_at, poll.closes_at) == (opens_at, closes_at):
        return poll
    poll.opens_at, poll.closes_at = opens_at, closes_at
    poll.save(update_fields=["opens_at", "closes_at"])
    dates = {
        "opens_at": opens_at.isoformat() if opens_at else None,
        "closes_at": closes_at.isoformat() if closes_at else None,
    }
    record(events.POLL_DATES_SET, poll, actor=actor, place=poll.place, **dates)
    return poll


@transaction.atomic
def add_statement(*, actor: User | None, poll: Poll, draft: StatementDraft) -> Statement:
    """The same words twice are one statement: the one that stands already is returned."""
    poll = _locked(poll)
    if actor is not None:
        require(actor, may_manage_poll, poll)
    draft = _as_draft(draft)
    same = {f"text_{language}": text or None for language, text in _texts(draft).items()}
    standing = poll.statements.filter(**{k: v for k, v in same.items() if v}).first()
    if standing is not None:
        return standing
    last = poll.statements.order_by("-number").values_list("number", flat=True).first()
    statement = _statement(poll, (last or 0) + 1, draft)
    statement.save(force_insert=True)
    record(
        events.STATEMENT_ADDED, statement, actor=actor, place=poll.place, number=statement.number
    )
    return statement


@transaction.atomic
def word_statement(*, actor: User | None, statement: Statement, draft: StatementDraft) -> Statement:
    """Give words in the languages that have none yet.

    Words that people have voted on are never changed: a vote is on what was read. Raises
    ValidationError where that is asked for.
    """
    poll = _locked(statement.poll)
    if actor is not None:
        require(actor, may_manage_poll, poll)
    statement = Statement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    given = _texts(_as_draft(draft))
    standing = {language: getattr(statement, f"text_{language}") or "" for language in given}
    if given == standing:
        return statement
    changed = [code for code, text in standing.items() if text and given[code] != text]
    if changed and statement.votes.exists():
        raise ValidationError(
            _("People have voted on these words. Take the statement out and add a new one.")
        )
    for language, text in given.items():
        setattr(statement, f"text_{language}", text or None)
    statement.save()
    languages = [code for code, text in given.items() if text != standing[code]]
    record(events.STATEMENT_WORDED, statement, actor=actor, place=poll.place, languages=languages)
    return statement


@transaction.atomic
def moderate_statement(
    *, actor: User | None, statement: Statement, moderation: int, reason: str = ""
) -> Statement:
    """Taken out, it is put to nobody and has no weight on the map; its votes stay."""
    poll = statement.poll
    if actor is not None:
        require(actor, may_manage_poll, poll)
    statement = Statement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    wanted = Statement.Moderation(moderation)
    if statement.moderation == wanted:
        return statement
    if wanted == Statement.Moderation.OUT and not reason.strip():
        raise ValidationError(_("Write why the statement is taken out."))
    statement.moderation = wanted
    statement.save(update_fields=["moderation"])
    record(
        events.STATEMENT_MODERATED,
        statement,
        actor=actor,
        place=poll.place,
        moderation=int(wanted),
        reason=reason.strip(),
    )
    return statement


def _locked(poll: Poll) -> Poll:
    return (
        Poll.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=poll.pk)
    )


def _as_draft(given: StatementDraft | Mapping[str, object]) -> StatementDraft:
    draft = given if isinstance(given, StatementDraft) else StatementDraft(**given)  # type: ignore[arg-type]
    if not draft.has_words:
        raise ValidationError(_("Write the statement in at least one language."))
    if max(map(len, _texts(draft).values())) > LONGEST_STATEMENT:
        raise ValidationError(
            _("A statement has %(most)s characters at most. Shorten it to one thought."),
            params={"most": LONGEST_STATEMENT},
        )
    return draft


def _texts(draft: StatementDraft) -> dict[str, str]:
    return {
        "ky": draft.text_ky.strip(),
        "ru": draft.text_ru.strip(),
        "en": draft.text_en.strip(),
    }


def _statement(poll: Poll, number: int, draft: StatementDraft) -> Statement:
    return Statement(
        poll=poll,
        number=number,
        moderation=Statement.Moderation.IN,
        is_meta=draft.is_meta,
        **{f"text_{language}": text or None for language, text in _texts(draft).items()},
    )
