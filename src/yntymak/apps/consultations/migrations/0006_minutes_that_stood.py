"""Minutes that stood were the first text; a consultation is of the kind of its document."""

from django.db import migrations

KINDS = {"by_law": "by_law", "resolution": "kenesh_resolution"}


def fill(apps, schema_editor):
    database = schema_editor.connection.alias
    consultation, meeting, text = (
        apps.get_model("consultations", name).objects.using(database)
        for name in ("Consultation", "Meeting", "MinutesText")
    )
    for of_act, kind in KINDS.items():
        consultation.filter(document__act__kind=of_act).update(kind=kind)
    written = meeting.filter(minutes_number=0).exclude(minutes="")
    text.bulk_create(text.model(meeting=each, number=1, text=each.minutes) for each in written)
    written.update(minutes_number=1)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_meetings_on_paper")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
