"""What `tests/bench.py` measures, each in a process of its own: `bench_stages.py STAGE ...`."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import docx
import yaml

ROOT = Path(__file__).resolve().parents[1]
PASSAGES = ROOT / "tests" / "figures" / "check" / "blind.yaml"
SIGNS_OF_A_PAGE = 2_000
REQUESTS = 40
AIM = "under 25 ms"


def census(children: str, path: str) -> None:
    """A census of so many children with the demonstration's mistakes in it."""
    from village.engine.synthetic import DEMO, census_file

    with Path(path).open("w", encoding="utf-8") as out:
        census_file(out, children=int(children), mistakes=DEMO)


def looked_after(children: str, path: str) -> None:
    """A looked-after return of so many children, with honest mistakes in it."""
    from village.engine.synthetic import looked_after_file

    looked_after_file(Path(path), children=int(children))


def report(pages: str, path: str) -> None:
    """A report as long as so many printed pages, of passages that nobody wrote for speed."""
    passages = [one["text"] for one in yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))]
    parts, signs = [], 0
    for number, passage in enumerate(cycle(passages), 1):
        parts.append(f"## Part {number}\n\nThis part is number {number}.\n\n{passage}")
        signs += len(parts[-1])
        if signs > int(pages) * SIGNS_OF_A_PAGE:
            break
    text = "\n\n".join(parts)
    if path.endswith(".md"):
        Path(path).write_text(text, encoding="utf-8")
        return
    made = docx.Document()
    for line in filter(None, text.splitlines()):
        heading = line.removeprefix("## ")
        made.add_paragraph(heading, style="Heading 2" if heading != line else None)
    made.save(path)


def district(folder: str) -> None:
    from village import engine

    engine.synthetic.write(Path(folder))


def boroughs(folder: str, number: str) -> None:
    """What every agency of so many boroughs sends."""
    from village import engine

    engine.synthetic.write_with_care(Path(folder), scale=float(number))
    tell(mb=sum(path.stat().st_size for path in Path(folder, "returns").iterdir()) / 1e6)


def linkage(scale: str) -> None:
    """Every agency's records of a district linked; only the linking itself is told."""
    import tempfile

    sys.path.insert(0, str(ROOT))
    from tests.engine.linkage.districts import district as known_district
    from village.engine.linkage.linked import link

    with tempfile.TemporaryDirectory() as folder:
        records = known_district(Path(folder), seed=2026, scale=float(scale)).records
    begun = time.process_time()
    linked = link(records)
    spent = time.process_time() - begun
    tell(records=len(records), children=len(linked.children), cpu=spent)


def returns(folder: str) -> Iterator[tuple[str, Any]]:
    """Each return of a district with a ref, without the one to be tried by hand."""
    from village.kernel.periods import Period, year_ending

    for number, path in enumerate(sorted((Path(folder) / "returns").iterdir())):
        days = path.stem.removeprefix("police-missing-").removeprefix("person-list-")
        if path.suffix == ".xml":
            spec, period = "census-cin", year_ending(int(path.stem[-4:]))
        elif "--" in days:
            spec, period = "police-missing", Period.parse(days)
        else:
            spec, period = "person-list", Period.parse(f"{days}--{days}")
        yield f"return-{number:03d}", (path, spec, period)


def house(store: str) -> tuple[Any, Any, Any]:
    from village import engine, kit
    from village.kernel.seal import Keyring

    keyring = Keyring({"bench": b"a key that seals nothing of note"})
    return engine.Store(Path(store)), keyring, kit.rulebook(ROOT / "kits" / "demo")


def keep(folder: str, store: str) -> None:
    """Part and store every return, in one process."""
    from village import engine

    stores, keyring, rules = house(store)
    identities = number = 0
    for ref, (path, name, period) in returns(folder):
        spec = rules.specs[name]
        with path.open("rb") as stream:
            received = engine.receive(stream, name=path.name)
            sent = engine.Sent(spec.sender, ref, period)
            found = engine.keep_return(
                received, spec=spec, sent=sent, store=stores, keyring=keyring
            )
        identities, number = identities + found.identities, number + 1
    tell(returns=number, identities=identities)


def build(folder: str, store: str) -> None:
    """One version of all of them."""
    from village import engine

    stores, _, rules = house(store)
    kept = [
        engine.Kept(ref, rules.specs[name], period, ref)
        for ref, (_, name, period) in returns(folder)
    ]
    began = time.process_time()
    name = engine.build(stores, kept, rulebook=rules.rulebook, as_at="2026-07-15", made_up=True)
    found = engine.version(stores, name)
    tell(cpu=time.process_time() - began, indicators=len(found.indicators) if found else 0)


def release(store: str) -> None:
    """The public release of that version: counted anew, chosen, tried by a reader."""
    from village import engine
    from village.figures.audiences import Audience

    stores, _, rules = house(store)
    began = time.process_time()
    made = engine.release(
        stores, specs=rules.specs, rulebook=rules.rulebook, audience=Audience.PUBLIC
    )
    tell(
        cpu=time.process_time() - began,
        indicators=len(made.plain["indicators"]),
        cells=len(made.entry.numbers),
        small=made.small,
        beside=len(made.chosen.hidden) - made.small,
        is_least=made.chosen.is_least,
    )


def pages() -> None:
    """CPU of each page, asked for again and again by whoever may see it."""
    from village.cli.starting import started

    started()
    from django.conf import settings

    from village import kit

    kit.connect(settings.VILLAGE_KIT)
    for title, role, address in addresses():
        browser = signed_in(role)
        ask(browser, address)
        began = time.process_time()
        for _ in range(REQUESTS):
            ask(browser, address)
        ms = 1000 * (time.process_time() - began) / REQUESTS
        tell(title=title, ms=ms, aim=AIM)


def addresses() -> list[tuple[str, str, str]]:
    """Pages by title, with who asks for them: lists, one indicator, one edition, one rule."""
    from village.evidence.indicators.models import Version
    from village.evidence.returns.models import Edition

    lead, quality = "agency data lead", "QA manager"
    found = [
        ("returns that are owed", lead, "/returns/"),
        ("indicators", quality, "/indicators/"),
        ("one indicator", quality, "/indicators/referrals-rate/"),
        ("versions", quality, "/versions/"),
    ]
    version = Version.objects.system("the bench asks for its page").order_by("-pk").first()
    if version:
        found.append(("one version", quality, f"/versions/{version.name}/"))
    editions = Edition.objects.system("the bench asks for its page")
    census = editions.filter(of__spec="census-cin").order_by("-size").first()
    if census:
        found.append(("one edition of a census", lead, f"/editions/{census.ref}/"))
        kinds = [kind for kind in census.summary["kinds"] if kind["findings"]]
        most = max(kinds, key=lambda kind: kind["findings"], default=None)
        if most:
            rule = f"/editions/{census.ref}/rules/{most['rule']}/"
            found.append((f"one rule, {most['findings']:,} found", lead, rule))
    return found


def signed_in(role: str) -> Any:
    from django.test import Client

    from village.partnership.people.models import Role

    roles = Role.objects.system("the bench asks as somebody who may").select_related("person")
    person = roles.filter(kind=role).order_by("pk")[0].person
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(person)
    session = browser.session
    session["second_step"] = person.ref
    session.save()
    return browser


def ask(browser: Any, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    b"".join(answer.streaming_content) if answer.streaming else answer.content


def tell(**facts: Any) -> None:
    print(json.dumps(facts), flush=True)


STAGES: dict[str, Callable[..., None]] = {
    "census": census, "looked_after": looked_after, "district": district, "boroughs": boroughs,
    "keep": keep, "build": build, "release": release, "linkage": linkage, "pages": pages,
    "report": report,
}  # fmt: skip

if __name__ == "__main__":
    STAGES[sys.argv[1]](*sys.argv[2:])
