"""Work in the background: folding, results, papers, notices."""

from __future__ import annotations

from django_tasks import task

from yntymak.apps.consultations.actions.folding import fold
from yntymak.apps.consultations.actions.papers import make_paper, make_results
from yntymak.apps.consultations.models import Consultation, Paper
from yntymak.apps.consultations.sending import send_answer_notice


@task()
def fold_voices(consultation_id: int) -> None:
    """Repeated, it finds the same groups."""
    fold(consultation=Consultation.objects.get(pk=consultation_id))


@task()
def sum_up(consultation_id: int) -> None:
    make_results(consultation=Consultation.objects.get(pk=consultation_id))


@task()
def write_paper(paper_id: int) -> None:
    """Repeated, it finds the paper made."""
    make_paper(paper=Paper.objects.select_related("consultation__place").get(pk=paper_id))


@task()
def send_notice(contribution_id: int) -> None:
    send_answer_notice(contribution_id)
