from django.db import migrations

from yntymak.apps.risks import seeds
from yntymak.apps.risks.matrix import ensure_matrix
from yntymak.apps.risks.warning.detector import ensure_detector


def sow(apps, _editor):
    ensure_matrix(apps.get_model("risks", "Matrix"))
    ensure_detector(apps.get_model("risks", "Detector"))
    seeds.ensure_subtypes(apps.get_model("risks", "Subtype"))
    seeds.ensure_terms(apps.get_model("risks", "Term"))
    seeds.ensure_holidays(apps.get_model("risks", "Holiday"))


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_initial")]
    operations = [migrations.RunPython(sow, migrations.RunPython.noop)]
