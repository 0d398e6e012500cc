import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        ('registry', '0001_initial'),
        ('risks', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Classification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('title_ky', models.CharField(max_length=300, null=True)),
                ('title_ru', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['code', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='classification_version'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='classification_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='registry.place')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('hearing', 'at a public hearing'), ('submitted', 'submitted to the kenesh'), ('approved', 'approved')], default='draft', max_length=10)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('amends', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='plans.plan')),
                ('is_public', models.BooleanField(default=False, help_text='from its first hearing on')),
                ('set_aside', models.PositiveBigIntegerField(blank=True, help_text='in the local budget of the year, in tyiyn', null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('kenesh_session', models.CharField(blank=True, max_length=60)),
                ('resolution_number', models.CharField(blank=True, max_length=40)),
                ('resolution_date', models.DateField(blank=True, null=True)),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('votes_abstained', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-year', 'place__sort_key'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('amends', None)), fields=('place', 'year'), name='plan_one_a_year'), models.CheckConstraint(condition=models.Q(('amends', None), models.Q(('state', 'approved'), _negated=True), _connector='OR'), name='plan_amendment_is_merged'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(models.Q(('kenesh_session', ''), _negated=True), models.Q(('resolution_number', ''), _negated=True), ('resolution_date__isnull', False)), _connector='OR'), name='plan_approved_by_a_resolution')],
            },
        ),
        migrations.CreateModel(
            name='PlanTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('title_ky', models.CharField(max_length=300, null=True)),
                ('title_ru', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('content', models.JSONField()),
                ('is_current', models.BooleanField(default=True)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['title_ky'],
            },
        ),
        migrations.CreateModel(
            name='RollUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='HalfYearReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='plans.plan')),
                ('half', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'being written'), ('sent', 'sent'), ('returned', 'returned'), ('accepted', 'accepted')], default='draft', max_length=8)),
                ('accepted_by_level', models.CharField(blank=True, choices=[('raion', 'raion'), ('oblast', 'oblast'), ('nation', 'nation')], max_length=6)),
                ('done', models.TextField(blank=True)),
                ('difficulties', models.TextField(blank=True)),
                ('figures', models.JSONField(default=dict, help_text='as they were sent')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['plan_id', 'half'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'half'), name='report_one_a_half'), models.CheckConstraint(condition=models.Q(('half__in', (1, 2))), name='report_half')],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='plans.plan')),
                ('held_on', models.DateField()),
                ('venue', models.CharField(max_length=300)),
                ('announced_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attended', models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                'ordering': ['held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quarter', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='plans.plan')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='programmes.indicator')),
                ('numerator', models.DecimalField(decimal_places=3, max_digits=15)),
                ('denominator', models.DecimalField(blank=True, decimal_places=3, max_digits=15, null=True)),
            ],
            options={
                'ordering': ['plan_id', 'indicator_id', 'quarter', 'version'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'indicator', 'quarter', 'version'), name='indicator_value_version'), models.CheckConstraint(condition=models.Q(('denominator', None), ('denominator__gt', 0), _connector='OR'), name='indicator_value_has_a_whole')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='plans.plan')),
                ('half', models.PositiveSmallIntegerField()),
                ('on', models.DateField(help_text='the day for which it reminds')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('waiting', 'waits to be sent'), ('sent', 'sent'), ('failed', 'could not be sent')], default='waiting', max_length=7)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'half', 'on', 'user'), name='letter_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='plans.plan')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('title_ky', models.CharField(max_length=300, null=True)),
                ('title_ru', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.objective')),
            ],
            options={
                'ordering': ['plan_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'position'), name='objective_position')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='plans.plan')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('hearing', 'put to a public hearing'), ('approved', 'approved'), ('amended', 'amended')], max_length=8)),
                ('content', models.JSONField()),
                ('kenesh_session', models.CharField(blank=True, max_length=60)),
                ('resolution_number', models.CharField(blank=True, max_length=40)),
                ('resolution_date', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('written_on', models.PositiveBigIntegerField(blank=True, null=True, unique=True)),
            ],
            options={
                'ordering': ['plan_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='version_number')],
            },
        ),
        migrations.CreateModel(
            name='PlanFigures',
            fields=[
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='figures', serialize=False, to='plans.plan')),
                ('content', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='HearingComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='plans.hearing')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('partly', 'accepted in part'), ('rejected', 'not accepted')], max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['hearing_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('hearing', 'number'), name='hearing_comment_number'), models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('reason', ''), _negated=True), _connector='OR'), name='hearing_answer_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='plans.objective')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('title_ky', models.CharField(max_length=300, null=True)),
                ('title_ru', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('responsible', models.CharField(max_length=200)),
                ('responsible_ky', models.CharField(max_length=200, null=True)),
                ('responsible_ru', models.CharField(max_length=200, null=True)),
                ('responsible_en', models.CharField(max_length=200, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('expected_effect', models.TextField(blank=True)),
                ('expected_effect_ky', models.TextField(blank=True, null=True)),
                ('expected_effect_ru', models.TextField(blank=True, null=True)),
                ('expected_effect_en', models.TextField(blank=True, null=True)),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.measure')),
                ('risks', models.ManyToManyField(blank=True, related_name='measures', to='risks.risk')),
            ],
            options={
                'ordering': ['objective_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('objective', 'position'), name='measure_position'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='measure_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ReportStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.halfyearreport')),
                ('kind', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('returned', 'returned')], max_length=8)),
                ('level', models.CharField(blank=True, choices=[('raion', 'raion'), ('oblast', 'oblast'), ('nation', 'nation')], max_length=6)),
                ('remark', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['report_id', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='plans.measure')),
                ('source', models.CharField(choices=[('local', 'local budget'), ('republican', 'republican budget'), ('donor', 'donor'), ('private', 'private'), ('in_kind', 'in kind')], max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('classification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.classification')),
                ('planned', models.PositiveBigIntegerField(help_text='in tyiyn')),
                ('approved', models.PositiveBigIntegerField(blank=True, help_text='in tyiyn', null=True)),
                ('committed', models.PositiveBigIntegerField(blank=True, help_text='in tyiyn', null=True)),
                ('spent', models.PositiveBigIntegerField(blank=True, help_text='in tyiyn', null=True)),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.budgetline')),
            ],
            options={
                'ordering': ['measure_id', 'year', 'source', 'classification__code'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'source', 'year', 'classification'), name='budget_line_per_source_year_and_code'), models.UniqueConstraint(condition=models.Q(('classification', None)), fields=('measure', 'source', 'year'), name='budget_line_per_source_and_year')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='plans.measure')),
                ('quarter', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('file', models.FileField(upload_to='evidence/%Y/')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['measure_id', 'quarter', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'quarter', 'sha256'), name='evidence_once')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quarter', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress', to='plans.measure')),
                ('state', models.CharField(choices=[('not_begun', 'not begun'), ('under_way', 'under way'), ('done', 'done'), ('postponed', 'postponed')], max_length=10)),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['measure_id', 'quarter', 'version'],
                'constraints': [models.UniqueConstraint(fields=('measure', 'quarter', 'version'), name='progress_version'), models.CheckConstraint(condition=models.Q(('quarter__range', (1, 4))), name='progress_quarter')],
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='plans.measure')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alignments', to='programmes.goal')),
                ('share', models.PositiveSmallIntegerField(blank=True, help_text="of the measure's money, in percent", null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'goal'), name='alignment_once'), models.CheckConstraint(condition=models.Q(('share', None), ('share__range', (1, 100)), _connector='OR'), name='alignment_share_of_100')],
            },
        ),
        migrations.CreateModel(
            name='Spending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('progress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spendings', to='plans.progress')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spendings', to='plans.budgetline')),
                ('spent', models.PositiveBigIntegerField(help_text='in tyiyn')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('progress', 'line'), name='spending_once')],
            },
        ),
        migrations.AddField(
            model_name='measure',
            name='goals',
            field=models.ManyToManyField(blank=True, related_name='measures', through='plans.Alignment', to='programmes.goal'),
        ),
    ]
