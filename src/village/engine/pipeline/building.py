"""Makes the next version: links children, counts, and publishes all of it at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from village.engine.linkage.decisions import Decision
from village.engine.linkage.links import AGENCIES, Links, links_of, write_links
from village.engine.linkage.opening import Source, open_records
from village.engine.measures.engines import Engine, connected
from village.engine.pipeline.counting import (
    LINKS,
    Joined,
    OnProgress,
    Rulebook,
    ground_of,
    measure,
    silent,
)
from village.engine.pipeline.keeping import Kept, gone_from_store, refuse_missing
from village.engine.pipeline.reconciling import reconcile
from village.engine.store.keep import drop_links_of, has_identities
from village.engine.store.layout import Store
from village.engine.store.reconciled import ROWS, seal_alone
from village.engine.store.versions import kept_model, rows_gone, version, write_version
from village.kernel.seal import Keyring


def build(
    store: Store,
    returns: Sequence[Kept],
    *,
    rulebook: Rulebook,
    as_at: str,
    made_up: bool,
    on_progress: OnProgress = silent,
    keyring: Keyring | None = None,
    decisions: Iterable[Decision] = (),
    engine: Engine = Engine.DUCKDB,
) -> str:
    """Make the next version of these returns and publish it. Returns its name.

    keyring: opens the identities, which are linked where two agencies or more sent some and an
    indicator needs it; without it nothing is linked. decisions: the linker's. engine: what counts;
    the figures are the same.

    Nothing is seen of it until the pointer is renamed: a killed or failed build leaves the last
    good version. Raises Busy while another build holds the store, Unreadable where a return's
    events or identities are not in it, KitFault for a definition that cannot be counted, and what
    opening a seal raises.
    """
    made = Making(store, sorted(returns, key=Kept.age), rulebook, on_progress, engine)
    facts = {"as_at": as_at, "made_up": made_up}
    with store.one_builder():
        made.refuse_missing()
        return made.publish(made.linked(keyring, decisions), facts, keyring=keyring)


@dataclass(frozen=True, slots=True)
class Making:
    """A version being made by whoever holds the store's lock. returns: oldest first."""

    store: Store
    returns: Sequence[Kept]
    rulebook: Rulebook
    on_progress: OnProgress
    engine: Engine = Engine.DUCKDB

    def refuse_missing(self) -> None:
        refuse_missing(self.store, self.returns)

    def linked(self, keyring: Keyring | None, decisions: Iterable[Decision]) -> Links | None:
        """The links of these returns; None where there is nothing to link, or nobody needs it."""
        needed = any(one.needs_links for one in self.rulebook.definitions)
        sources = [_source(kept) for kept in self.returns if kept.spec.counts is None]
        if keyring is None or not needed or len({one.agency for one in sources}) < AGENCIES:
            return None
        self.on_progress(0, len(self.rulebook.definitions), "Linking children")
        for source in sources:
            if not has_identities(self.store, source.ref):
                raise gone_from_store("identities", source.ref)
        return links_of(
            list(open_records(self.store, sources, keyring)),
            deprivation=self.rulebook.deprivation,
            decisions=decisions,
            kept=kept_model(self.store),
        )

    def counted(
        self, joined: Joined, *, spill: Path, made_up: bool
    ) -> Mapping[str, Mapping[str, Any]]:
        """Every indicator as it may leave for the house."""
        with connected(spill=spill, engine=self.engine) as engine:
            ground = ground_of(
                self.store, self.returns, self.rulebook, engine=engine, joined=joined
            )
            return measure(ground, self.rulebook, made_up=made_up, on_progress=self.on_progress)

    def publish(
        self, links: Links | None, facts: Mapping[str, Any], *, keyring: Keyring | None
    ) -> str:
        """Count, write the version with its links, and publish it."""
        with self.store.scratch() as scratch:
            mine, apart = self.store.next_version(), scratch / LINKS
            if links is not None:
                write_links(links, apart, version=mine, keyring=keyring)
            missing = self.reconciled(links, apart, version=mine, keyring=keyring)
            joined = Joined(apart, links.statement if links else None)
            indicators = self.counted(joined, spill=scratch / "spill", made_up=facts["made_up"])
            write_version(
                scratch / "version",
                indicators=indicators,
                facts={**facts, **_made_of(self.returns, self.rulebook)},
                linkage={**(links.for_ever if links else {}), **missing},
            )
            self.refuse_missing()
            name = self.store.publish(scratch / "version", links=apart if apart.exists() else None)
        _drop_links_of_gone(self.store, name)
        self.on_progress(len(indicators), len(indicators), "Published")
        return name

    def reconciled(
        self, links: Links | None, apart: Path, *, version: str, keyring: Keyring | None
    ) -> Mapping[str, Mapping[str, Any]]:
        """Seal the rows that one list of missing children alone knows; give what is said of all."""
        if keyring is None:
            return {}
        child_of = {one.child_key: one.child for one in links.rows} if links else None
        found = reconcile(self.store, self.returns, links=child_of, keyring=keyring)
        if found is None:
            return {}
        apart.mkdir(mode=0o700, exist_ok=True)
        seal_alone(apart / ROWS, found.rows, version=version, keyring=keyring)
        return found.for_ever


def _source(kept: Kept) -> Source:
    """An agency is known by what it is to the partnership, as in the linkage statement."""
    return Source(kept.ref, kept.spec.sender, kept.period.last)


def _drop_links_of_gone(store: Store, name: str) -> None:
    """A return may be destroyed in the very moment in which its version is published."""
    made = version(store, name)
    if made is not None and (gone := rows_gone(store, made)):
        drop_links_of(store, gone)


def _made_of(returns: Iterable[Kept], rulebook: Rulebook) -> dict[str, Any]:
    return {
        "returns": [_told(kept) for kept in sorted(returns, key=lambda kept: kept.ref)],
        "editions": dict(sorted(rulebook.editions.items())),
    }


def _told(kept: Kept) -> dict[str, str]:
    return {
        "ref": kept.ref,
        "spec": kept.spec.id,
        "period": kept.period.key,
        "sha256": kept.sha256,
    }
