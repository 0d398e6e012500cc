"""What many voices bring with them: the same text from several, a wording, a letter, themes."""

from __future__ import annotations

from django.utils import timezone, translation

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.consultations.wordings import current_text, proposed_wording
from yntymak.portal.demo import cast
from yntymak.portal.demo.keys import key
from yntymak.portal.demo.law import OPEN_POLL

COPIES = (
    "Отчетту айыл жыйынында окуп берүү милдет болсун, кагазга эле жазылып калбасын.",
    "отчетту айыл жыйынында окуп беруу милдет болсун, кагазга эле жазылып калбасын!!",
    "Otchettu aiyl jyiynynda okup berüü mildet bolsun, kagazga ele jazylyp kalbasyn",
)
LETTER = "Биргелешкен иш-чараларга бөлүнгөн каражат эки кеңештин тең сайтында жарыяланып турсун."
THEMES = ("Отчеттуулук", "Каражат")


def load() -> None:
    consultation = Consultation.objects.get(client_key=key("consultation", OPEN_POLL))
    if consultation.codes.exists():
        return
    elmira = cast.person("elmira")
    with translation.override("ky"):
        _speak(consultation)
        actions.fold(consultation=consultation)
        for name in THEMES:
            _give_theme(consultation, name)
        accepted = Decision.objects.filter(
            contribution__consultation=consultation, outcome__in=("accepted", "partly")
        ).order_by("pk")
        for decision in accepted.select_related("contribution")[:1]:
            actions.state_effect(
                actor=elmira,
                client_key=key("effect", decision.contribution.number),
                consultation=consultation,
                decision=decision,
                unit=decision.contribution.article_key or "art_1",
                words="Каражат өзүнчө сап менен көрсөтүлөт жана жыйынга айтылат.",
            )
        actions.make_results(consultation=consultation)


def _speak(consultation: Consultation) -> None:
    article = consultation.document.provisions.get(key="art_12")
    standing = current_text(consultation.document, "art_12", "ky")
    lines = standing.splitlines()
    lines[-1] = f"{lines[-1]} Ал айыл жыйынында окулат."
    wording = proposed_wording(consultation.document, "art_12", "ky", "\n".join(lines))
    letter = actions.Letterhead("Суу пайдалануучулар бирикмеси", "Төрага", timezone.localdate())
    voices = [
        *(actions.Voice(text, provision=article) for text in COPIES),
        actions.Voice(
            "Окулса, эл сурай алат.", provision=article, kind="wording", proposed=wording
        ),
        actions.Voice(LETTER, kind=Contribution.Kind.POSITION, letterhead=letter),
    ]
    for number, voice in enumerate(voices):
        made = actions.contribute(
            client_key=key("many", number), consultation=consultation, voice=voice
        )
        actions.publish_contribution(actor=cast.person("elmira"), contribution=made)


def _give_theme(consultation: Consultation, name: str) -> None:
    elmira = cast.person("elmira")
    code = actions.make_code(
        actor=elmira, client_key=key("theme", name), consultation=consultation, name=name
    )
    stem = {"Отчеттуулук": "отчет", "Каражат": "каражат"}[name]
    said = consultation.contributions.citizens().filter(text__contains=stem)
    actions.apply_code(
        actor=elmira,
        consultation=consultation,
        code=code,
        chosen=list(said.values_list("pk", flat=True)),
    )
