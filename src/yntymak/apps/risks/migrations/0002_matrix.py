from django.db import migrations


def first_version(apps, schema_editor):
    from yntymak.apps.risks.matrix import ensure_matrix

    ensure_matrix(apps.get_model("risks", "Matrix"))


class Migration(migrations.Migration):
    dependencies = [("risks", "0001_initial")]
    operations = [migrations.RunPython(first_version, migrations.RunPython.noop)]
