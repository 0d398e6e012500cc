from __future__ import annotations

from django_tasks import task

from yntymak.apps.opinions.actions import make_report
from yntymak.apps.opinions.models import Poll


@task()
def make_report_of(poll_id: int) -> None:
    """Repeated, it finds the report of the same votes and leaves it as it is."""
    make_report(poll=Poll.objects.select_related("place").get(pk=poll_id))
