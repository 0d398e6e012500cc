from __future__ import annotations

from django_tasks import task

from yntymak.apps.consultations.actions.clock import send_notice
from yntymak.apps.consultations.models import Notice


@task()
def send_notices(notices: list[int]) -> None:
    """Repeated after a crash, it sends what is not sent yet. One that fails stops no other."""
    for notice in Notice.objects.select_related("consultation__place").filter(pk__in=notices):
        send_notice(notice=notice)
