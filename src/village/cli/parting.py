"""`village split`: at the agency, a return becomes a file without names and one without events."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli.checking import opened, packed
from village.cli.gathering import period_of_return
from village.cli.periods import period_in, period_of
from village.cli.telling import counted, out, plain, progress, told

KEY, MATCH_KEY = "VILLAGE_AGENCY_KEY", "VILLAGE_MATCH_KEY"
LEAST_DIGITS, LEAST_DIFFERING = 64, 8
"""Of a secret; of 32 random bytes some 30 differ."""


class Match(StrEnum):
    """Whether match keys go to the linker, beside identifiers or instead of them."""

    NONE = "none"
    BESIDE = "beside"
    INSTEAD = "instead"


def split(  # noqa: PLR0917 - each is an option by its name
    file: Annotated[Path, typer.Argument(help="The return as exported, or a folder of CSV files.")],
    kit: Annotated[Path, typer.Option(help="The kit, with its returns.")],
    return_id: Annotated[str, typer.Option("--return", help="An id of your own for this return.")],
    agency: Annotated[str, typer.Option(help="Your agency's id, the same in all its returns.")],
    identities: Annotated[Path, typer.Option(help="A new file for the linker: who children are.")],
    events: Annotated[Path, typer.Option(help="A new file for counting: what happened.")],
    period: Annotated[
        str | None,
        typer.Option(help="For a table: its period, 2026-01-01--2026-03-31 or 2026-06-30."),
    ] = None,
    match_keys: Annotated[
        Match, typer.Option(help="Match keys for the linker, beside identifiers or instead.")
    ] = Match.NONE,
) -> None:
    """Part a return at the agency that holds it: who children are, and what happened to them.

    The file of identities goes to the named linker and to nobody else; the file of events holds no
    name, number, address or day of birth and goes to whoever counts. Both are personal data, say so
    in their first line, and are readable by you alone.

    Children go by keys in both, made under a secret that stays with your agency. Make it once, and
    use the same for every return, or your children would not be known again:

    \b
      export VILLAGE_AGENCY_KEY=$(openssl rand -hex 32)
      village split police-missing-2026-01-01--2026-03-31.csv --kit kits/demo \\
        --return missing-2026-q1 --agency police \\
        --identities identities.jsonl --events events.jsonl

    An agency that may not send identifiers sends match keys instead (--match-keys instead), made
    under a second secret, VILLAGE_MATCH_KEY, that all agencies share and the linker never has.
    It then finds the children of those that send match keys too (--match-keys beside), and fewer
    of them: see docs/reference/linkage.md.
    """
    asked = Asked(return_id, agency, period, identities, events)
    with told("split", folder=None) as run:
        secrets = _secrets(match_keys)
        made, checked, spec = _parted(file, kit, asked, secrets)
        run.facts.update(children=made.children, events=made.events)
        _tell(made, checked, match_keys, asked)
        summary = checked.summary()
        # Counts ask about the quarter before, which is not at hand: that is no fault of theirs.
        could_not = summary.could_not_run and not spec.counts
        run.exit_code = 1 if summary.errors or could_not else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says of the return, and where the two files go."""

    return_id: str
    agency: str
    period: str | None
    identities: Path
    events: Path


def _parted(
    file: Path, kit: Path, asked: Asked, secrets: "engine.Secrets"
) -> "tuple[engine.Parted, engine.Checked, engine.Spec]":
    """Check the return as `village check` does, and write the two files."""
    from village import kit as kits  # only here: other commands need no kit

    house = kits.rulebook(kit)
    with packed(file) if file.is_dir() else opened(file) as stream:
        received = engine.receive(stream, name=file.name)
        spec = engine.recognise(received, house.specs)
        said = asked.period
        named = period_of(said, spec, where="--period") if said else period_in(file, spec)
        with progress(f"Checking {file.name}") as advance:
            checked = engine.check(received, spec=spec, period=named, on_progress=advance)
        period = period_of_return(checked, spec, named, file)
        sent = engine.Sent(asked.agency, asked.return_id, period)
        made = engine.split_apart(
            received, spec=spec, sent=sent, secrets=secrets,
            identities=asked.identities, events=asked.events,
        )  # fmt: skip
    return made, checked, spec


def _secrets(match_keys: Match) -> "engine.Secrets":
    own = _secret(KEY, "your agency's own")
    if match_keys is Match.NONE:
        return engine.Secrets(own)
    shared = _secret(MATCH_KEY, "the agencies' common")
    if shared == own:
        raise engine.Usage(
            f"{MATCH_KEY} and {KEY} are the same secret.",
            mend="Make one for your agency alone, and share the other.",
        )
    return engine.Secrets(own, shared, alone=match_keys is Match.INSTEAD)


def _secret(name: str, whose: str) -> bytes:
    """The secret of the environment; a short or unlikely one is refused."""
    text = os.environ.get(name, "").strip()
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(text) < LEAST_DIGITS or len(set(secret)) < LEAST_DIFFERING:
        raise engine.Usage(
            f"{name} is {'too weak' if text else 'not set'}: {whose} secret, of {LEAST_DIGITS}"
            " random digits and letters a to f, or more.",
            mend=f"Set {name} to what “openssl rand -hex 32” once gave you, and keep it for good.",
        )
    return secret


def _tell(made: "engine.Parted", checked: "engine.Checked", keys: Match, asked: Asked) -> None:
    summary = checked.summary()
    out.print(
        f"{counted(made.children, 'child', 'children')}, {counted(made.events, 'event')};"
        f" {counted(summary.errors, 'error')}, {counted(summary.queries, 'query', 'queries')}"
    )
    held = {Match.NONE: "identifiers", Match.BESIDE: "identifiers and match keys",
            Match.INSTEAD: "match keys and no identifiers"}[keys]  # fmt: skip
    out.print(f"For the linker alone, {held}: {plain(str(asked.identities))}")
    out.print(f"For counting, no names: {plain(str(asked.events))}")
