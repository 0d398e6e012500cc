from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0008_bill_versions")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="files",
            field=models.PositiveIntegerField(default=1, help_text="more than one come as a ZIP"),
        ),
    ]
