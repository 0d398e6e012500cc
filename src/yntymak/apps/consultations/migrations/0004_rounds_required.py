import django.db.models.deletion
from django.db import migrations, models


def to_round(name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="consultations.round",
    )


class Migration(migrations.Migration):
    """Apart from the rows: PostgreSQL alters no table whose new keys it has yet to check."""

    dependencies = [("consultations", "0003_first_rounds")]

    operations = [
        migrations.AlterField("contribution", "round", to_round("contributions")),
        migrations.AlterField("meeting", "round", to_round("meetings")),
    ]
