"""Today tells of agreements that wait for a signature or run out, to those who can see to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import DAY, Cast
from tests.returns import agreeing, sending
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
SIGN, RUNS_OUT = "Agreements to sign", "Sharing agreements that run out within 60 days"


@pytest.fixture(autouse=True)
def _rules() -> None:
    sending.connect()


def today(cast: Cast, role: RoleKind) -> str:
    return cast.client(cast.by_role[role]).get("/").content.decode()


def test_who_may_sign_is_told_what_waits_for_a_signature(cast: Cast) -> None:
    agreeing.drafted(cast.council)

    assert SIGN in today(cast, RoleKind.AGENCY_LEAD)
    assert SIGN not in today(cast, RoleKind.DATA_LEAD)
    assert SIGN not in today(cast, RoleKind.IG_OFFICER)


def test_what_runs_out_is_told_to_who_sends_and_to_who_keeps(cast: Cast) -> None:
    near = DAY + timedelta(days=30)
    agreeing.signed(cast.council, by=agreeing.signer(cast), until_on=near, review_on=DAY)

    assert RUNS_OUT in today(cast, RoleKind.DATA_LEAD)
    assert RUNS_OUT in today(cast, RoleKind.IG_OFFICER)
    assert RUNS_OUT not in today(cast, RoleKind.TRAINER)


def test_where_nothing_runs_out_a_data_lead_reads_nothing_of_it(cast: Cast) -> None:
    agreeing.signed(cast.council, by=agreeing.signer(cast))

    assert RUNS_OUT not in today(cast, RoleKind.DATA_LEAD)


@pytest.mark.parametrize(
    "role", [RoleKind.DATA_LEAD, RoleKind.AGENCY_LEAD, RoleKind.IG_OFFICER], ids=str
)
def test_whose_body_is_a_party_reaches_agreements_in_one_click(cast: Cast, role) -> None:
    assert f'href="{reverse("returns:agreements")}"' in navigation(today(cast, role))


def test_who_may_not_see_agreements_finds_no_way_to_them(cast: Cast) -> None:
    shown = today(cast, RoleKind.TRAINER)

    assert navigation(shown)
    assert reverse("returns:agreements") not in shown


def navigation(html: str) -> str:
    """The part of a page that holds its menu."""
    _, _, rest = html.partition("<nav")
    return rest.partition("</nav>")[0]
