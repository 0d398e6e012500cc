from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from yntymak.apps.consultations.reminders import remind


class Command(BaseCommand):
    help = "Remind the offices of rounds that end soon and of minutes that nobody has approved."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{remind()} reminders sent.")
