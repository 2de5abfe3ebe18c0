"""Makes versions: whenever the editions that count change, the next one is built."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localdate

from village import engine, trail
from village.design import charts
from village.evidence.indicators import selectors
from village.evidence.indicators.models import Version
from village.evidence.indicators.services import explored
from village.evidence.linking import selectors as linking
from village.evidence.linking.selectors import Following
from village.evidence.linking.services import follow
from village.evidence.returns import selectors as returns
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import house
from village.guard import Actor
from village.jobs import services as jobs
from village.jobs.registry import Progress

BUILD = "indicators.build"
INTERRUPTED = "Counted just before an interruption; why was not written down"
DECIDED = "Counted because linkers decided which records are of one child"


def ask_for_version(edition: Edition, by: Actor, at: datetime) -> None:
    """Ask, within the verb that changed the editions that count, for a version without delay."""
    key = f"{edition.ref}.{edition.state}.{edition.version}"
    jobs.enqueue(BUILD, key=key, about={"edition": edition.ref}, by=by, at=at)


def ask_for_decided(upto: int, by: Actor, at: datetime) -> None:
    """Ask for a version with all that linkers have decided, up to this decision."""
    jobs.enqueue(BUILD, key=f"decided.{upto}", about={"decided": str(upto)}, by=by, at=at)


def build(
    ref: str, *, by: Actor, at: datetime, progress: Progress, again: bool = True
) -> Version | None:
    """Build, draw and publish a version of all editions that count; None where nothing is to do.

    ref: the edition whose change asked for it; "" where linkers did, who have decided pairs. All
    that they decided is followed, whoever asked. One build does for all changes before it; where
    the editions change while it runs it ends, since that change has asked for its own. The files
    are published before the row is written: a row never names a version that is not there, and
    a version without a row gets it from the next build. Its charts are drawn before the row too,
    so that nobody meets a page without them; where they cannot be drawn the figures do not wait.
    again: this was tried before, and may have been killed before its charts were drawn.
    Raises the engine's Busy, NotDrawn.
    """
    why = _why(returns.by_ref(ref)) if ref else DECIDED
    kept, following = returns.counted(), linking.following()
    unwritten = _write_down_unwritten(kept, why, by=by, at=at)
    newest = house.store().current()
    if newest is not None and _is_of(newest, kept) and linking.is_followed(newest):
        if again or newest in unwritten:
            draw(_row(newest), progress=progress)
        return None
    name = _built(kept, following, at=at, progress=progress)
    if name is None:
        return None
    explored.describe(name)
    try:
        draw(Version(name=name, built_at=at), progress=progress)
    except charts.NotDrawn:
        publish(name, why=why, by=by, at=at, upto=following.upto)
        raise
    return publish(name, why=why, by=by, at=at, upto=following.upto)


def _built(
    kept: Sequence[Edition], following: Following, *, at: datetime, progress: Progress
) -> str | None:
    """The name of a new version; None where the editions changed while it was being counted."""
    try:
        return engine.build(
            house.store(),
            [_kept(edition) for edition in kept],
            rulebook=house.rulebook(),
            as_at=localdate(at).isoformat(),
            made_up=settings.DEMO,
            on_progress=_watching(kept, progress),
            keyring=house.keyring(),
            decisions=following.decisions,
        )
    except Exception:
        # Rows that were destroyed under it may break it in any way.
        if _changed(kept):
            return None
        raise


def _kept(edition: Edition) -> "engine.Kept":
    return engine.Kept(
        ref=edition.ref,
        spec=house.spec(edition.of.spec),
        period=edition.of.period,
        sha256=edition.sha256,
    )


class _Changed(Exception):  # reason: it tells what happened, and is expected
    """The editions that count are others than when the build began."""


def _watching(kept: Sequence[Edition], progress: Progress) -> Callable[[int, int, str], None]:
    """Tell how far the build is, and stop it where what it counts was taken back meanwhile."""

    def tell(done: int, of: int, words: str) -> None:
        if _changed(kept):
            raise _Changed
        progress(done, of, words)

    return tell


def _changed(kept: Sequence[Edition]) -> bool:
    return {one.ref for one in returns.counted()} != {one.ref for one in kept}


def _why(edition: Edition) -> str:
    """In a sentence, which return's change asked for a version."""
    what = f"{edition.of.title}, {edition.of.period.label}"
    return f"Counted because a return was {WHY.get(State(edition.state), 'changed')}: {what}"


WHY = {State.WITHDRAWN: "taken back", State.ACCEPTED: "accepted"}


def _row(name: str) -> Version:
    return Version.objects.system("a build looks at the version before").get(name=name)


def _write_down_unwritten(
    kept: Sequence[Edition], why: str, *, by: Actor, at: datetime
) -> list[str]:
    """Give their rows to versions that the engine published just before a worker died."""
    known = set(Version.objects.system("a version has one row").values_list("name", flat=True))
    unwritten = [name for name in house.store().versions() if name not in known]
    for name in unwritten:
        publish(name, why=why if _is_of(name, kept) else INTERRUPTED, by=by, at=at)
    return unwritten


def _is_of(name: str, kept: Sequence[Edition]) -> bool:
    """Whether a version is made of these very editions."""
    found = engine.version(house.store(), name)
    if found is None:
        return False
    return {made_of["ref"] for made_of in found.returns} == {one.ref for one in kept}


def draw(made: Version, *, progress: Progress) -> None:
    """Draw the charts of a version that are not drawn yet, so that its pages find them."""
    pictures = list(selectors.pictures_of_version(made))
    progress(0, len(pictures), "Drawing charts")
    charts.draw(pictures)
    progress(len(pictures), len(pictures), "Drawn")


def draw_missing() -> int:
    """Draw what is not drawn of any version, say after charts have learnt to look otherwise.

    Says how many were drawn; nothing is read anew where all are there but the figures.
    """
    every = Version.objects.system("charts are drawn for all who may see them")
    pictures = (selectors.pictures_of_version(of) for of in every.order_by("-pk"))
    return charts.draw([picture for of in pictures for picture in of])


def publish(name: str, *, why: str, by: Actor, at: datetime, upto: int = 0) -> Version:
    """Write down a version that the engine has published; one that is written stays as it is.

    upto: the last of the linkers' decisions that it follows; 0 for none.
    """
    known = Version.objects.system("a version has one row").filter(name=name).first()
    if known is not None:
        return known
    found = engine.version(house.store(), name)
    if found is None:
        raise LookupError(f"the store has no version {name}")
    with trail.verb("indicators.publish", by=by, at=at) as verb:
        made = Version.objects.create(
            name=name,
            built_at=at,
            made_up=found.made_up,
            figures=found.figures,
            returns=len(found.returns),
            why=why,
        )
        verb.wrote("version", made.ref, fields=("name", "figures"))
        if upto:
            follow(name, upto=upto, verb=verb)
    return made
