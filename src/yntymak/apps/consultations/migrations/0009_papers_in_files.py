from django.db import migrations, models

KINDS = [
    ("bill_note", "Justification note to the bill, with the results (DOCX)"),
    ("table_xlsx", "Table of proposals (XLSX)"),
    ("table_docx", "Table of proposals (DOCX)"),
    ("note_docx", "Results for the justification note (DOCX)"),
    ("data_csv", "Open data (CSV)"),
    ("bundle_zip", "Evidence bundle (ZIP)"),
]


class Migration(migrations.Migration):
    dependencies = [("consultations", "0008_bill_versions")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="files",
            field=models.PositiveIntegerField(default=1, help_text="more than one come as a ZIP"),
        ),
        migrations.AlterField(
            model_name="paper",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
    ]
