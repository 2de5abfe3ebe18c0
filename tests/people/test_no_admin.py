"""Nobody administers by table: decision 4."""

from django.apps import apps
from django.conf import settings

from tests.cast import Cast
from village.partnership.people import rights
from village.partnership.people.models import Person
from village.partnership.people.rules import ROLES, RoleKind


def test_the_administration_site_is_not_installed_and_has_no_address(cast: Cast) -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not [app for app in settings.INSTALLED_APPS if "admin" in app]
    assert cast.client(cast.by_role[RoleKind.ADMINISTRATOR]).get("/admin/").status_code == 404


def test_a_person_has_no_rank_outside_the_roles() -> None:
    fields = {field.name for field in Person._meta.get_fields()}

    assert not fields & {"is_staff", "is_superuser", "groups", "user_permissions"}


def test_the_administrators_role_sees_no_records(cast: Cast) -> None:
    seen = rights.read(cast.by_role[RoleKind.ADMINISTRATOR], at=cast.rights(cast.owner).at)

    assert ROLES[RoleKind.ADMINISTRATOR].scopes == ()
    assert seen.granted == frozenset()
