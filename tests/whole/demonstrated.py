"""People and drafts beside those of the demonstration."""

from __future__ import annotations

import datetime as dt
import uuid

from cast import make_user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

BATKEN = "41705000000000"
HOME = "41702205805000"
DAY = dt.timedelta(days=1)


def add_people() -> None:
    from yntymak.foundation.people.models import Role
    from yntymak.foundation.registry.models import Place

    today = timezone.localdate()
    home = Place.objects.current().get(code=HOME)
    make_user("batken", "Бактыгүл", ("oblast_officer", Place.objects.get(code=BATKEN)))
    for name, since, until in (
        ("former", today - 9 * DAY, today - DAY),
        ("coming", today + DAY, None),
    ):
        user = make_user(name, name)
        for kind in ("specialist", "focal_point"):
            Role.objects.create(user=user, kind=kind, place=home, since=since, until=until)


def add_drafts() -> None:
    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.coordination.models import JointPart, Request
    from yntymak.apps.laws import actions as laws
    from yntymak.apps.laws.importing.reading import read_upload
    from yntymak.apps.laws.models import ActVersion
    from yntymak.apps.opinions.models import Poll, Statement, VoteSheet
    from yntymak.apps.plans.models import Plan, ResolutionPaper
    from yntymak.apps.programmes.models import Programme
    from yntymak.apps.risks import actions as risks
    from yntymak.foundation.people.models import Organisation, User
    from yntymak.foundation.registry.models import Place

    today = timezone.localdate()
    home = Place.objects.current().get(code=HOME)
    aigul = User.objects.get(username="aigul")
    office = Organisation.objects.filter(place=home).first()
    poll = Poll.objects.create(code="draft", title_ky="Суу", place=home)
    Statement.objects.create(poll=poll, number=1, text_ky="Суу керек")
    VoteSheet.objects.create(
        poll=poll, name="a.csv", sha256="0" * 64, participants=1, votes=1, uploaded_by=aigul
    )
    consultation = Consultation.objects.create(
        code="draft",
        title_ky="Суу",
        summary_ky="Суу",
        organiser=office,
        place=home,
        document=ActVersion.objects.first(),
        opens_on=today,
        closes_on=today + 30 * DAY,
    )
    consultation.contributions.create(number=1, receipt="AAAA-BBBB-CC", text="Суу")
    add_meeting(consultation, aigul)
    add_to_draft(consultation, aigul)
    programme = Programme.objects.create(
        code="draft", title_ky="Суу", place=home, issuer=office, first_year=2026, last_year=2027
    )
    goal = programme.goals.create(number="1", title_ky="Суу", position=1)
    goal.indicators.create(position=1, name_ky="Канал", unit_ky="км")
    file = SimpleUploadedFile("a.txt", "1-берене. Суу\n\nСуу таза болсун.\n".encode())
    laws.upload_act(
        actor=aigul,
        client_key=uuid.uuid4(),
        description=laws.ActDescription(
            title_ky="Суу",
            title_ru="",
            kind="law",
            number="",
            adopted_on=None,
            in_force_from=None,
            act=None,
            is_demonstration=True,
        ),
        sources={"ky": read_upload(file, "ky", require_articles=True)},
    )
    add_bill(aigul, office)
    year = today.year + 2
    plan = Plan.objects.create(place=home, year=year, author=aigul)
    measure = plan.objectives.create(title_ky="Суу", position=1).measures.create(
        title_ky="Канал",
        responsible_ky="Айгүл",
        position=1,
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year, 12, 31),
    )
    measure.budget_lines.create(source="local", year=year, planned=100)
    measure.alignments.create(goal=goal)
    hearing = plan.hearings.create(held_on=today, venue="Клуб")
    hearing.comments.create(number=1, text="Суу")
    evidence = measure.evidence.model(
        measure=measure, quarter=1, name="a.pdf", sha256="0" * 64, size=1
    )
    evidence.file.save("a.bin", SimpleUploadedFile("a.pdf", b"a"))
    paper = ResolutionPaper(
        version=plan.versions.create(number=1, kind="approved", content={"objectives": []}),
        name="a.pdf",
        sha256="a",
        size=1,
    )
    paper.file.save("a.bin", SimpleUploadedFile("a.pdf", b"a"))
    JointPart.objects.create(measure=measure, place=home, what="Иш", share=10)
    Request.objects.create(plan=plan, kind="decision", level="oblast", text="Суу", due_on=today)
    in_force = Plan.objects.get(place=home, year=today.year)
    in_force.reports.update_or_create(half=1, defaults={"state": "sent", "sent_at": timezone.now()})
    for lane in ("officials", "protected"):
        risks.report(key=uuid.uuid4(), text="Жашыруун сөз", category="other", place=home, lane=lane)


def add_bill(aigul, office) -> None:
    """In work, with one article changed; never published."""
    from yntymak.apps.laws import actions
    from yntymak.apps.laws.models import ActVersion, Bill

    description = actions.BillDescription("Суу", "", "Суу", "", office, is_demonstration=True)
    bill = actions.create_bill(
        actor=aigul,
        client_key=uuid.uuid4(),
        description=description,
        base=ActVersion.objects.filter(provisions__key="art_1").order_by("pk").first(),
    )
    Bill.objects.filter(pk=bill.pk).update(code="draft")
    act = bill.versions.get().acts.get()
    texts = dict.fromkeys(("ky", "ru"), "")
    draft = actions.Draft(texts={each: texts[each] for each in act.base.sources})
    actions.save_amendment(actor=aigul, act=act, unit="art_1", draft=draft, seen=0)


def add_meeting(consultation, actor) -> None:
    """A meeting with a scan, a position of its round, and another one that a second round asks."""
    from yntymak.apps.consultations import actions

    meeting = actions.plan_meeting(
        actor=actor,
        client_key=uuid.uuid4(),
        consultation=consultation,
        place=consultation.place,
        plan=actions.MeetingPlan(held_on=timezone.localdate()),
    )
    actions.keep_scan(
        actor=actor,
        client_key=uuid.uuid4(),
        meeting=meeting,
        kind="photo",
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.7 %%EOF"),
    )
    first = consultation.current_round
    first.closed_at = timezone.now()
    first.save()
    second = consultation.rounds.create(
        number=2,
        kind="national",
        opens_on=consultation.opens_on + DAY,
        closes_on=consultation.closes_on,
        document=consultation.document,
    )
    for number, carried_to in ((1, None), (2, second)):
        first.positions.create(number=number, title_ky="Суу", text_ky="Суу", carried_to=carried_to)


def add_to_draft(consultation, aigul) -> None:
    """What many voices bring with them: a wording, a letter, a sealed one, an effect, a paper."""
    from yntymak.foundation.sealing import seal

    def voice(number: int, **said):
        receipt = f"AAAA-BBBB-C{number}"
        return consultation.contributions.create(number=number, receipt=receipt, **said)

    said = voice(2, kind="wording", text="Суу", state="published", is_answered=True)
    letter = voice(3, kind="position", text="Суу", is_queued=False)
    voice(
        4,
        lane="protected",
        sealed=seal("Жашыруун сөз"),
        place=consultation.place,
        is_queued=False,
    )
    from yntymak.apps.consultations.models import InstitutionalOpinion

    InstitutionalOpinion.objects.create(
        contribution=letter,
        name="Суу",
        signatory="Айгүл",
        signed_on=consultation.opens_on,
        file_name="a.pdf",
        content=b"x",
        sha256="0" * 64,
    )
    decision = said.decisions.create(outcome="accepted", reason="Суу", decided_by=aigul)
    consultation.effects.create(decision=decision, unit="art_1", words="Суу", stated_by=aigul)
    consultation.papers.create(
        kind="data_csv", language="ky", input_version="0", content=b"x", made_at=timezone.now()
    )
    consultation.codes.create(name="Суу", made_by=aigul)
