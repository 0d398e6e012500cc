import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('level', models.CharField(choices=[('national', 'national'), ('oblast', 'oblast'), ('local', 'local')], max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('title_ky', models.CharField(max_length=300, null=True)),
                ('title_ru', models.CharField(max_length=300, null=True)),
                ('title_en', models.CharField(max_length=300, null=True)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='people.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registry.place')),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('succeeds', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='programmes.programme')),
                ('is_published', models.BooleanField(default=False)),
                ('is_demonstration', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-first_year', 'title_ky'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='programme_years_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='programmes.programme')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programmes.goal')),
                ('number', models.CharField(max_length=20)),
                ('title', models.TextField()),
                ('title_ky', models.TextField(null=True)),
                ('title_ru', models.TextField(null=True)),
                ('title_en', models.TextField(null=True)),
                ('position', models.PositiveIntegerField()),
                ('responsible', models.CharField(blank=True, help_text='who answers for it', max_length=200)),
                ('responsible_ky', models.CharField(blank=True, help_text='who answers for it', max_length=200, null=True)),
                ('responsible_ru', models.CharField(blank=True, help_text='who answers for it', max_length=200, null=True)),
                ('responsible_en', models.CharField(blank=True, help_text='who answers for it', max_length=200, null=True)),
            ],
            options={
                'ordering': ['programme_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'number'), name='goal_number')],
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programmes.goal')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('name_ky', models.CharField(max_length=300, null=True)),
                ('name_ru', models.CharField(max_length=300, null=True)),
                ('name_en', models.CharField(max_length=300, null=True)),
                ('unit', models.CharField(max_length=60)),
                ('unit_ky', models.CharField(max_length=60, null=True)),
                ('unit_ru', models.CharField(max_length=60, null=True)),
                ('unit_en', models.CharField(max_length=60, null=True)),
                ('direction', models.CharField(choices=[('up', 'should grow'), ('down', 'should fall')], default='up', max_length=4)),
                ('over_time', models.CharField(choices=[('last', 'the last value counts'), ('sum', 'values are added'), ('mean', 'the mean counts')], default='last', max_length=4)),
                ('over_places', models.CharField(choices=[('sum', 'values are added'), ('ratio', 'a share: parts and wholes are added'), ('most', 'the largest value counts')], default='sum', max_length=5)),
                ('missing', models.CharField(choices=[('unknown', 'stays unknown'), ('carried', 'the last known value is carried on')], default='unknown', max_length=7)),
                ('baseline', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ('target', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
            ],
            options={
                'ordering': ['goal_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('goal', 'position'), name='indicator_position')],
            },
        ),
    ]
