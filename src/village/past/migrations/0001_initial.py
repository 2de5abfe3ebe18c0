# The sheets that are brought, what is remembered of their words, and what came of them.

import django.db.models.deletion
import village.kernel.refs
import village.past.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bringing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(default=village.kernel.refs.new_ref, editable=False, max_length=16, unique=True)),
                ('kind', models.SlugField(max_length=40)),
                ('state', models.CharField(choices=[(village.past.rules.State['RECEIVED'], village.past.rules.State['RECEIVED']), (village.past.rules.State['READ'], village.past.rules.State['READ']), (village.past.rules.State['TAKEN'], village.past.rules.State['TAKEN']), (village.past.rules.State['UNDONE'], village.past.rules.State['UNDONE']), (village.past.rules.State['REFUSED'], village.past.rules.State['REFUSED']), (village.past.rules.State['DROPPED'], village.past.rules.State['DROPPED'])], default=village.past.rules.State['RECEIVED'], max_length=12)),
                ('of_unit', models.BooleanField()),
                ('file_ref', models.CharField(max_length=16)),
                ('file_name', models.CharField(max_length=200)),
                ('table_ref', models.CharField(blank=True, max_length=16)),
                ('at', models.DateTimeField()),
                ('sheet', models.CharField(blank=True, max_length=120)),
                ('head', models.PositiveIntegerField(default=1)),
                ('columns', models.JSONField(default=dict)),
                ('words', models.JSONField(default=dict)),
                ('matched', models.BooleanField(default=False)),
                ('failure', models.JSONField(default=dict)),
                ('summary', models.JSONField(default=dict)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='brought', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='took_in', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=40)),
                ('what', models.CharField(max_length=40)),
                ('said', models.CharField(max_length=200)),
                ('meant', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'what', 'said'), name='word_is_remembered_once')],
            },
        ),
        migrations.CreateModel(
            name='Thing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('made', models.CharField(max_length=16)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='things', to='past.bringing')),
            ],
        ),
        migrations.AddConstraint(
            model_name='bringing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'read', 'taken in', 'taken back', 'not readable', 'dropped'])), name='bringing_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='bringing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', [village.past.rules.State['TAKEN'], village.past.rules.State['UNDONE']]), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='bringing_says_who_decided'),
        ),
        migrations.AddConstraint(
            model_name='thing',
            constraint=models.UniqueConstraint(fields=('of', 'kind', 'made'), name='thing_is_made_once'),
        ),
    ]
