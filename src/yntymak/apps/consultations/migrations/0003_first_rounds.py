"""What stands already was round 1."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def begin(apps, schema_editor):
    database = schema_editor.connection.alias
    consultation, asked = (
        apps.get_model("consultations", name).objects.using(database)
        for name in ("Consultation", "Round")
    )
    asked.bulk_create(
        asked.model(
            consultation_id=each.pk,
            number=1,
            kind="local" if each.place_id else "national",
            opens_on=each.opens_on,
            closes_on=each.closes_on,
            document_id=each.document_id,
        )
        for each in consultation.filter(rounds=None)
    )
    first = asked.filter(consultation=OuterRef("consultation"), number=1).values("pk")
    for name in ("Meeting", "Contribution"):
        rows = apps.get_model("consultations", name).objects.using(database)
        rows.filter(round=None).update(round=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("consultations", "0002_rounds")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop, elidable=True)]
