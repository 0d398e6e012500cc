from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def gather(apps, _editor):
    risk = apps.get_model("risks", "Risk")
    for stage in ("inherent", "residual"):
        judged = apps.get_model("risks", "Assessment").objects.filter(
            risk=OuterRef("pk"), stage=stage
        )
        newest = judged.order_by("-pk").values("level")[:1]
        risk.objects.filter(assessments__stage=stage).update(**{stage: Subquery(newest)})
    newest = apps.get_model("risks", "Acceptance").objects.filter(risk=OuterRef("pk"))
    newest = newest.order_by("-pk")
    risk.objects.filter(acceptances__isnull=False).update(
        accepted_until=Subquery(newest.values("until")[:1]),
        accepted_level=Subquery(newest.values("level")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [("risks", "0006_seeds")]
    operations = [
        migrations.AddField(
            "risk", "inherent", models.PositiveSmallIntegerField(null=True, blank=True)
        ),
        migrations.AddField(
            "risk", "residual", models.PositiveSmallIntegerField(null=True, blank=True)
        ),
        migrations.AddField("risk", "accepted_until", models.DateField(null=True, blank=True)),
        migrations.AddField(
            "risk", "accepted_level", models.PositiveSmallIntegerField(null=True, blank=True)
        ),
        migrations.RunPython(gather, migrations.RunPython.noop),
    ]
