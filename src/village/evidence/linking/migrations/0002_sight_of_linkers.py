"""Who was a linker before there was anything to see is given the sight that comes with the role."""

from typing import Any

from django.db import migrations

SCOPE = "links"


def give_sight(apps: Any, schema_editor: Any) -> None:  # Any: as the migration hands them on
    grants = apps.get_model("people", "Grant").objects
    for role in apps.get_model("people", "Role").objects.filter(kind="linker").order_by("pk"):
        until = min(role.ends_on or role.confirmed_until, role.confirmed_until)
        if until > role.starts_on and not grants.filter(role=role, scope=SCOPE).exists():
            grants.create(
                person_id=role.person_id,
                scope=SCOPE,
                from_on=role.starts_on,
                until_on=until,
                why="role: linker",
                role=role,
            )


def keep(apps: Any, schema_editor: Any) -> None:  # Any: as the migration hands them on
    """Going back leaves the grants: nothing asks for them."""


class Migration(migrations.Migration):

    dependencies = [
        ('linking', '0001_initial'),
        ('people', '0003_agency_keys'),
    ]

    operations = [
        migrations.RunPython(give_sight, keep),
    ]
