"""The law's path from 2023 to 2025, retold: five oblast meetings, answers, a round open now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from yntymak.apps.consultations import actions as consultations
from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.laws import actions as laws
from yntymak.apps.laws.importing.reading import read_upload
from yntymak.apps.opinions import actions as opinions
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.registry.models import Place
from yntymak.portal.demo import bill, cast, rounds, texts
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Meeting
    from yntymak.apps.laws.models import ActVersion, BillVersion
    from yntymak.apps.opinions.models import Poll
    from yntymak.foundation.people.models import User

PAST_POLL, OPEN_POLL = "yntymak-2023", "yntymak-now"
PAST_FROM, PAST_TO = dt.date(2023, 3, 1), dt.date(2023, 5, 12)
OPEN_DAYS = 60

TITLE_KY = "Жергиликтүү жамаатта ынтымакты чыңдоо жана социалдык чыр-чатактардын алдын алуу жөнүндө"
TITLE_RU = "Об укреплении согласия в местном сообществе и предупреждении социальных конфликтов"


@dataclass(frozen=True)
class Story:
    """What a consultation of the demonstration says of itself."""

    poll: str
    title_ky: str
    title_ru: str
    summary_ky: str
    summary_ru: str


PAST = Story(
    poll=PAST_POLL,
    title_ky="Беш облустун жолугушуулары: ынтымак жөнүндө мыйзам долбоору",
    title_ru="Встречи в пяти областях: законопроект о согласии",
    summary_ky=(
        "2023-жылдын жазында беш облуста айтылган сунуштар жана аларга берилген жооптор. "
        "Мыйзам 2024-жылы биринчи окууда, 2025-жылы башка редакцияда кабыл алынган."
    ),
    summary_ru=(
        "Предложения, прозвучавшие весной 2023 года в пяти областях, и ответы на них. "
        "Закон прошёл первое чтение в 2024 году и принят в другой редакции в 2025 году."
    ),
)
NOW = Story(
    poll=OPEN_POLL,
    title_ky="Ынтымак мыйзамын айылда кантип колдонобуз",
    title_ru="Как применять закон о согласии в селе",
    summary_ky=(
        "Мыйзам күчүндө. Эми отчет, биргелешкен иш-чара жана каражат айыл өкмөтүнүн деңгээлинде "
        "кантип иштешин макулдашалы. Кайсы беренеге болсо да сунушуңузду жазыңыз."
    ),
    summary_ru=(
        "Закон действует. Теперь договоримся, как на уровне айыл окмоту будут работать отчёт, "
        "совместные мероприятия и средства. Пишите замечания к любой статье."
    ),
)


def load() -> None:
    elmira = cast.person("elmira")
    with translation.override("ky"):
        document = _act(elmira)
        proposed = bill.load(elmira, document).versions.get(number=1)
        told = texts.read("voices.toml")
        _past(elmira, document, told)
        _open(elmira, document, proposed, told)


def _act(actor: User) -> ActVersion:
    sources = {
        language: read_upload(
            SimpleUploadedFile(
                f"act_{language}.txt", (texts.DATA / f"act_{language}.txt").read_bytes()
            ),
            language,
            require_articles=True,
        )
        for language in ("ky", "ru")
    }
    waiting = laws.upload_act(
        actor=actor,
        client_key=key("act"),
        description=laws.ActDescription(
            title_ky=TITLE_KY,
            title_ru=TITLE_RU,
            kind="law",
            in_force_from=dt.date(2025, 5, 12),
            is_demonstration=True,
        ),
        sources=sources,
    )
    return laws.confirm_import(actor=actor, waiting=waiting)


def _past(actor: User, document: ActVersion, told: dict[str, Any]) -> None:
    if Consultation.objects.filter(client_key=key("consultation", PAST_POLL)).exists():
        return
    # Announced for today, so that it can be published; then told with the dates it had.
    today = timezone.localdate()
    consultation = _publish(actor, PAST, document, today, today)
    consultations.change_consultation(
        actor=actor,
        consultation=consultation,
        announcement=_announcement(PAST, document, PAST_FROM, PAST_TO, consultation.poll),
    )
    meetings = rounds.hold_meetings(actor, consultation, told["meeting"])
    for number, voice in enumerate(told["voice"]):
        meeting = meetings.get(voice.get("meeting"))
        day = meeting.held_on if meeting else PAST_FROM + dt.timedelta(days=3 * number)
        _say(actor, consultation, voice, number=number, meeting=meeting, day=day)
    rounds.close(actor, consultation.current_round, PAST_TO)
    rounds.archive(actor, consultation, PAST_TO)


def _open(actor: User, document: ActVersion, proposed: BillVersion, told: dict[str, Any]) -> None:
    """Its first round is over; the second is open, on a bill and on what the first one said."""
    if Consultation.objects.filter(client_key=key("consultation", OPEN_POLL)).exists():
        return
    today = timezone.localdate()
    consultation = _publish(actor, NOW, document, today, today)
    first_from, first_to = (today - dt.timedelta(days=days) for days in (75, 20))
    consultation = consultations.change_consultation(
        actor=actor,
        consultation=consultation,
        announcement=_announcement(NOW, document, first_from, first_to, consultation.poll),
    )
    for number, voice in enumerate(told["before"]):
        day = first_from + dt.timedelta(days=5 * number)
        _say(actor, consultation, voice, number=f"before-{number}", meeting=None, day=day)
    first = consultation.current_round
    rounds.write_positions(actor, first, told["position"])
    rounds.close(actor, first, first_to)
    opened = today - dt.timedelta(days=12)
    closes = today + dt.timedelta(days=OPEN_DAYS)
    consultation = rounds.open_second(actor, consultation, opened, closes, proposed)
    for number, voice in enumerate(told["open"]):
        day = opened + dt.timedelta(days=number + 1)
        _say(actor, consultation, voice, number=number, meeting=None, day=day)


def _publish(
    actor: User, story: Story, document: ActVersion, opens_on: dt.date, closes_on: dt.date
) -> Consultation:
    consultation = consultations.create_consultation(
        actor=actor,
        client_key=key("consultation", story.poll),
        announcement=_announcement(story, document, opens_on, closes_on, _poll(actor, story)),
    )
    return consultations.publish_consultation(actor=actor, consultation=consultation)


def _announcement(
    story: Story,
    document: ActVersion,
    opens_on: dt.date,
    closes_on: dt.date,
    poll: Poll | None,
) -> consultations.Announcement:
    return consultations.Announcement(
        title_ky=story.title_ky,
        title_ru=story.title_ru,
        summary_ky=story.summary_ky,
        summary_ru=story.summary_ru,
        document=document,
        opens_on=opens_on,
        closes_on=closes_on,
        organiser=cast.agency(),
        poll=poll,
    )


def _poll(actor: User, story: Story) -> Poll:
    return opinions.create_poll(
        actor=actor,
        code=story.poll,
        title_ky=story.title_ky,
        title_ru=story.title_ru,
        statements=[
            opinions.StatementDraft(text_ky=statement["ky"], text_ru=statement["ru"])
            for statement in texts.read("statements.toml")["statement"]
        ],
    )


def _say(
    actor: User,
    consultation: Consultation,
    voice: dict[str, Any],
    *,
    number: int | str,
    meeting: Meeting | None,
    day: dt.date,
) -> None:
    provision = consultation.document.provisions.get(key=voice["key"])
    place = Place.objects.current().get(code=voice["place"]) if "place" in voice else None
    contribution = consultations.enter_contribution(
        actor=actor,
        client_key=key("voice", consultation.poll_id, number),
        consultation=consultation,
        voice=consultations.Voice(
            text=voice["text"],
            language=voice["language"],
            provision=provision,
            place=place,
            channel=Channel(voice["channel"]),
            meeting=meeting,
        ),
    )
    noon = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    Contribution.objects.filter(pk=contribution.pk).update(received_at=noon)
    consultations.publish_contribution(actor=actor, contribution=contribution)
    if "outcome" in voice:
        decision = consultations.decide(
            actor=actor,
            client_key=key("decision", consultation.poll_id, number),
            contribution=contribution,
            outcome=voice["outcome"],
            reason=voice["reason"],
        )
        answered = noon + dt.timedelta(days=20)
        Decision.objects.filter(pk=decision.pk, decided_at__gt=answered).update(decided_at=answered)
