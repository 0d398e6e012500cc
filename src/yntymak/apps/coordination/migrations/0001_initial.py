import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('consultations', '0001_initial'),
        ('people', '0001_initial'),
        ('plans', '0001_initial'),
        ('registry', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='people.organisation')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='plans.measure')),
                ('what', models.TextField()),
                ('amount', models.PositiveBigIntegerField(blank=True, help_text='in tyiyn', null=True)),
                ('due_on', models.DateField()),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation_confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('organisation_confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality_confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('municipality_confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='commitment_withdrawn_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='HeardIn',
            fields=[
                ('hearing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='heard_in', serialize=False, to='plans.hearing')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_hearings', to='consultations.consultation')),
                ('named_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='JointPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joint_parts', to='plans.measure')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joint_parts', to='registry.place')),
                ('what', models.TextField()),
                ('share', models.PositiveSmallIntegerField(help_text="of the measure's money, in percent")),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('declined_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['measure_id', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('share__range', (0, 99))), name='joint_share'), models.CheckConstraint(condition=models.Q(('declined_at', None), models.Q(('declined_reason', ''), _negated=True), _connector='OR'), name='joint_declined_with_a_reason'), models.UniqueConstraint(condition=models.Q(('declined_at', None)), fields=('measure', 'place'), name='joint_part_one_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='plans.plan')),
                ('kind', models.CharField(choices=[('money', 'money'), ('decision', 'a decision'), ('expertise', 'expertise')], max_length=9)),
                ('level', models.CharField(choices=[('raion', 'raion'), ('oblast', 'oblast'), ('nation', 'nation')], max_length=6)),
                ('text', models.TextField()),
                ('amount', models.PositiveBigIntegerField(blank=True, help_text='in tyiyn', null=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'granted'), ('partly', 'granted in part'), ('refused', 'refused')], max_length=7)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('answer', ''), _negated=True), _connector='OR'), name='request_answered_with_words')],
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='registry.place')),
                ('kind', models.CharField(choices=[('machine', 'machine'), ('specialist', 'specialist'), ('hall', 'hall'), ('other', 'other')], max_length=10)),
                ('what', models.CharField(max_length=200)),
                ('terms', models.TextField(blank=True, help_text='who pays the fuel, who drives')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['first_day', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='resource_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('resource', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='coordination.resource')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='registry.place')),
                ('purpose', models.TextField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'lent'), ('refused', 'not lent'), ('withdrawn', 'no longer needed')], max_length=9)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['first_day', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='loan_days_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='loan_refused_with_a_reason')],
            },
        ),
    ]
