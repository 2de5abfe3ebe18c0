"""What a version says, read as a page would read it."""

from village import engine
from village.evidence.indicators.models import Version
from village.evidence.returns.services import house

RATE = "referrals-rate"


def versions() -> list[Version]:
    """Every version that the site knows, oldest first."""
    return list(Version.objects.system("a test looks").order_by("pk"))


def referrals(name: str) -> int | None:
    """How many children's referrals a version counts in its newest year; None where it cannot."""
    plain = engine.figures_of(house.store(), name, RATE)
    assert plain is not None
    years = plain["series"]["year"]
    return years[-1]["figure"]["numerator"]["children"] if years else None


def refs(name: str) -> set[str]:
    """The editions that a version was made of."""
    found = engine.version(house.store(), name)
    assert found is not None
    return {made_of["ref"] for made_of in found.returns}
