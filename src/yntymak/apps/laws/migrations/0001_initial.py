import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('constitution', 'constitution'), ('code', 'code'), ('law', 'law'), ('by_law', 'by-law'), ('resolution', 'kenesh resolution')], max_length=16)),
                ('title', models.CharField(max_length=500)),
                ('title_ky', models.CharField(max_length=500, null=True)),
                ('title_ru', models.CharField(max_length=500, null=True)),
                ('title_en', models.CharField(max_length=500, null=True)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('is_demonstration', models.BooleanField(default=False, help_text='written for the demonstration, not an act of the state')),
            ],
            options={
                'ordering': ['title_ky'],
            },
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('title_ky', models.CharField(max_length=500, null=True)),
                ('title_ru', models.CharField(max_length=500, null=True)),
                ('title_en', models.CharField(max_length=500, null=True)),
                ('summary', models.TextField(blank=True)),
                ('summary_ky', models.TextField(blank=True, null=True)),
                ('summary_ru', models.TextField(blank=True, null=True)),
                ('summary_en', models.TextField(blank=True, null=True)),
                ('organisation', models.ForeignKey(help_text='who introduces it', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('stage', models.CharField(choices=[('drafting', 'being drafted'), ('consultation', 'put to people'), ('parliament', 'in parliament'), ('adopted', 'adopted'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn')], default='drafting', max_length=12)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BillVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='laws.bill')),
                ('number', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('closing_ky', models.TextField(blank=True)),
                ('closing_ru', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sha256', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['bill_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('bill', 'number'), name='bill_version_number'), models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('bill',), name='one_bill_version_in_work'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('sha256', '')), models.Q(('published_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='published_bill_version_has_its_hash')],
            },
        ),
        migrations.CreateModel(
            name='ActVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='laws.act')),
                ('number', models.PositiveIntegerField()),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enacted_from', models.ForeignKey(blank=True, help_text='the bill that made this redaction; none: it was brought in as a text', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='laws.billversion')),
                ('sources', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('act', 'number'), name='act_version_number')],
            },
        ),
        migrations.CreateModel(
            name='AmendedAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='laws.billversion')),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='laws.actversion')),
                ('position', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['version_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'base'), name='amended_act_once'), models.UniqueConstraint(fields=('version', 'position'), name='amended_act_position')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='laws.actversion')),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=16)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='laws.provision')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='laws.provision')),
                ('position', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['version_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='provision_key'), models.UniqueConstraint(fields=('version', 'position'), name='provision_position')],
            },
        ),
        migrations.CreateModel(
            name='ActImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title_ky', models.CharField(max_length=500)),
                ('title_ru', models.CharField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('constitution', 'constitution'), ('code', 'code'), ('law', 'law'), ('by_law', 'by-law'), ('resolution', 'kenesh resolution')], max_length=16)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('adopted_on', models.DateField(blank=True, null=True)),
                ('in_force_from', models.DateField(blank=True, null=True)),
                ('act', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='laws.act')),
                ('state', models.CharField(choices=[('waiting', 'waiting for confirmation'), ('confirmed', 'confirmed'), ('discarded', 'discarded')], default='waiting', max_length=10)),
                ('parsed', models.JSONField(default=dict)),
                ('problems', models.JSONField(default=list)),
                ('corrections', models.JSONField(default=list)),
                ('is_demonstration', models.BooleanField(default=False)),
                ('sources', models.JSONField(default=dict)),
                ('version', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='source_import', to='laws.actversion')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-uploaded_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('version__isnull', False), _connector='OR'), name='confirmed_import_has_a_version')],
            },
        ),
        migrations.CreateModel(
            name='ProvisionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='laws.provision')),
                ('language', models.CharField(choices=[('ky', 'Kyrgyz'), ('ru', 'Russian')], max_length=2)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('heading', models.TextField(blank=True)),
                ('paragraphs', models.JSONField(default=list)),
                ('remarks', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provision', 'language'), name='provision_text_language')],
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='laws.amendedact')),
                ('unit', models.CharField(max_length=200)),
                ('position', models.PositiveIntegerField()),
                ('operations', models.JSONField(default=dict)),
                ('style', models.CharField(choices=[('words', 'words are exchanged where few have changed'), ('provision', 'each changed part is given anew')], default='words', max_length=10)),
                ('rationale_ky', models.TextField(blank=True)),
                ('rationale_ru', models.TextField(blank=True)),
                ('note_ky', models.TextField(blank=True)),
                ('note_ru', models.TextField(blank=True)),
                ('initiative', models.CharField(blank=True, help_text='whose idea, where nobody proposed it to the office', max_length=300)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['act_id', 'position', 'unit'],
                'constraints': [models.UniqueConstraint(fields=('act', 'unit'), name='amendment_unit')],
            },
        ),
    ]
