from django.db import migrations
from django.db.models import OuterRef, Subquery

from yntymak.apps.risks import seeds


def sow(apps, _editor):
    seeds.ensure_subtypes(apps.get_model("risks", "Subtype"))
    seeds.ensure_terms(apps.get_model("risks", "Term"))
    seeds.ensure_holidays(apps.get_model("risks", "Holiday"))
    newest = apps.get_model("risks", "Assessment").objects.filter(
        risk=OuterRef("pk"), stage="current"
    ).order_by("-pk")
    apps.get_model("risks", "Risk").objects.exclude(level=None).update(
        likelihood=Subquery(newest.values("likelihood")[:1]),
        impact=Subquery(newest.values("impact")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("risks", "0005_signals_cases_register")]
    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
