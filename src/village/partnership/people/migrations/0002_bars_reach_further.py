"""A bar spells out every scope that it takes away, and a lifted one says why it was lifted."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def say_why(apps: Any, schema_editor: Any) -> None:  # Any: as the migration hands them on
    lifted = apps.get_model("people", "Barred").objects.filter(until_on__isnull=False)
    lifted.filter(lifted_why="").update(lifted_why="Lifted before reasons were noted.")


def spell_out(apps: Any, schema_editor: Any) -> None:  # Any: as the migration hands them on
    scopes = apps.get_model("people", "BarredScope").objects
    for bar in apps.get_model("people", "Barred").objects.order_by("pk"):
        kind, colon, ref = bar.scope.partition(":")
        kinds = ("returns", "identities") if kind == "returns" else (kind,)
        for one in kinds:
            scopes.create(bar=bar, scope=f"{one}{colon}{ref}")


def keep(apps: Any, schema_editor: Any) -> None:  # Any: as the migration hands them on
    """Going back drops the table."""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BarredScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=80)),
                ('bar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scopes', to='people.barred')),
            ],
        ),
        migrations.AddIndex(
            model_name='barredscope',
            index=models.Index(fields=['scope', 'bar'], name='bar_by_scope'),
        ),
        migrations.AddConstraint(
            model_name='barredscope',
            constraint=models.UniqueConstraint(fields=('bar', 'scope'), name='bar_names_a_scope_once'),
        ),
        migrations.AddField(
            model_name='barred',
            name='lifted_why',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.RunPython(say_why, keep),
        migrations.AddConstraint(
            model_name='barred',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__isnull', True), models.Q(('lifted_why', ''), _negated=True), _connector='OR'), name='barred_says_why_it_was_lifted'),
        ),
        migrations.RunPython(spell_out, keep),
    ]
