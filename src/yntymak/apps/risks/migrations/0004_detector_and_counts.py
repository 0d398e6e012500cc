from collections import Counter

from django.db import migrations


def first_detector(apps, schema_editor):
    from yntymak.apps.risks.warning.detector import ensure_detector

    ensure_detector(apps.get_model("risks", "Detector"))


def counts_so_far(apps, schema_editor):
    """From here on the actions count each worry as it comes."""
    from yntymak.apps.risks.warning.weeks import week_told

    found = Counter()
    told = apps.get_model("risks", "Signal").objects.exclude(state="dropped").order_by()
    fields = ("place_id", "lane", "category", "occurred_on", "received_at")
    for place, lane, category, occurred_on, received_at in told.values_list(*fields).iterator():
        found[place, lane, category, week_told(occurred_on, received_at)[0]] += 1
    row = apps.get_model("risks", "WeeklyCount")
    row.objects.bulk_create(
        (
            row(place_id=place, lane=lane, category=category, week=week, count=count)
            for (place, lane, category, week), count in found.items()
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("risks", "0003_warning")]
    operations = [
        migrations.RunPython(first_detector, migrations.RunPython.noop),
        migrations.RunPython(counts_so_far, migrations.RunPython.noop),
    ]
