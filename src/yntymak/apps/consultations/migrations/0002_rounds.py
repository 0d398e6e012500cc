import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def to_round(name):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="consultations.round",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0001_initial"),
        ("laws", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('local', 'local round'), ('national', 'national round'), ('parliamentary', 'round in parliament')], max_length=14)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('override_reason', models.TextField(blank=True, help_text='why it was closed although something was missing; public')),
                ('areas', models.ManyToManyField(blank=True, help_text='none: the whole area of the consultation', related_name='+', to='registry.place')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='consultations.consultation')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='laws.actversion')),
            ],
            options={'ordering': ['consultation_id', 'number']},
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('consultation', 'number'), name='round_number'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='round_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('override_reason', ''), ('closed_at__isnull', False), _connector='OR'), name='round_override_closes'),
        ),
        migrations.AddField("contribution", "round", to_round("contributions")),
        migrations.AddField("meeting", "round", to_round("meetings")),
    ]
