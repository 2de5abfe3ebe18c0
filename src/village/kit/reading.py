"""Reads a kit with those that it extends, and tells every fault of every file."""

from dataclasses import dataclass, replace
from pathlib import Path

from village.kernel import yaml
from village.kernel.yaml import KitError, Node
from village.kit.cover import Cover
from village.kit.faults import Names, faults_of
from village.kit.folder import Folder, Page, chain, pages
from village.kit.section import Entries, Entry, Kind, Piece, Section
from village.kit.sections import BY_NAME, SECTIONS


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit that is sound. folders: the most general one first."""

    folders: tuple[Folder, ...]
    entries: Entries

    @property
    def cover(self) -> Cover:
        return self.folders[-1].cover

    @property
    def made_up(self) -> bool:
        """Whether anything in it is made up: then every page and export says so."""
        return any(folder.cover.made_up for folder in self.folders)

    @property
    def partnership(self) -> str:
        """The name of the partnership that the kit is for; "" for a national kit."""
        named = [folder.cover.partnership for folder in self.folders if folder.cover.partnership]
        return named[-1] if named else ""

    def of(self, section: str) -> tuple[Entry, ...]:
        """The entries of a section in the order of the files; rules hold every edition."""
        return self.entries.get(section, ())

    def find(self, section: str, key: str, *, edition: str = "") -> Entry | None:
        """One entry; without an edition, the last of its editions."""
        found = [
            entry
            for entry in self.of(section)
            if entry.key == key and edition in {"", entry.edition}
        ]
        return found[-1] if found else None


def load(path: Path) -> Kit:
    """Read a kit. Raises its first KitError; `check` gives them all."""
    kit, faults = examine(path)
    if kit is None:
        raise faults[0]
    return kit


def check(path: Path) -> list[KitError]:
    """Every fault of a kit and of those that it extends, by file and line."""
    return list(examine(path)[1])


def examine(path: Path) -> tuple[Kit | None, tuple[KitError, ...]]:
    """Read a kit with all its faults; it is None where there is any."""
    folders, faults = chain(path)
    if not folders:
        return None, faults
    reader = _Reader()
    for folder in folders:
        reader.take(folder)
    entries = reader.contents()
    if reader.faults:
        told = sorted(reader.faults, key=lambda fault: (str(fault.file), fault.line))
        return None, tuple(told)
    return Kit(folders, entries), ()


class _Reader:
    """Takes one folder after another, each over those before it."""

    def __init__(self) -> None:
        self.faults: list[KitError] = []
        self.faulty: set[str] = set()
        self.unread: set[str] = set()
        self.found: dict[str, dict[tuple[str, str], Entry]] = {one.name: {} for one in SECTIONS}

    def take(self, folder: Folder) -> None:
        found, faults = pages(folder)
        self.faults += faults
        self._leave_out(folder)
        self.faults += _unlisted(folder, found)
        nodes = [(page, node) for page in found if (node := self._open(page)) is not None]
        for page, node in nodes:
            self._merge(page.section, node, kit=folder.cover.name)
        names = self._names()
        for page, node in nodes:
            self._shape(page.section, node, names=names)

    def contents(self) -> Entries:
        """Every entry with its frozen type, section by section."""
        done: dict[str, tuple[Entry, ...]] = {}
        for section in SECTIONS:
            waits = self.faulty.intersection((section.name, *section.needs))
            entries = () if waits else tuple(self.found[section.name].values())
            done[section.name] = tuple(
                read for entry in entries if (read := self._content(section, entry, done))
            )
            if section.name not in self.faulty:
                for fault in section.whole(done[section.name]):
                    self._fault(section, fault)
        return done

    def _content(self, section: Section, entry: Entry, earlier: Entries) -> Entry | None:
        piece = Piece(entry.key, entry.edition, entry.node, entry.value)
        try:
            return replace(entry, content=section.read(piece, earlier))
        except KitError as fault:
            self._fault(section, fault)
            return None

    def _open(self, page: Page) -> Node | None:
        node, faults = yaml.examine(page.path)
        for fault in faults:
            self._fault(page.section, fault)
        if node is None:
            self.unread.add(page.section.name)
        return node

    def _leave_out(self, folder: Folder) -> None:
        for name in folder.cover.without:
            self.found[name].clear()

    def _merge(self, section: Section, node: Node, *, kit: str) -> None:
        for piece in section.split(node):
            entry = Entry(section.name, piece.key, piece.edition, kit, piece.node, piece.value)
            before = self.found[section.name].get((piece.key, piece.edition))
            if before is None or _may_follow(before, entry):
                self.found[section.name][piece.key, piece.edition] = entry
            else:
                self._fault(section, _clash(before, entry))

    def _names(self) -> Names:
        return {
            name: frozenset(key for key, _edition in entries)
            for name, entries in self.found.items()
            if name not in self.unread
        }

    def _shape(self, section: Section, node: Node, *, names: Names) -> None:
        told = {(fault.file, fault.line) for fault in self.faults}
        for fault in faults_of(node, shape=section.shape, names=names):
            if (fault.file, fault.line) not in told:
                self._fault(section, fault)

    def _fault(self, section: Section, fault: KitError) -> None:
        self.faults.append(fault)
        self.faulty.add(section.name)


def _may_follow(before: Entry, after: Entry) -> bool:
    """A nearer kit may put its own content in place of an entry, but not change an edition."""
    if before.kit == after.kit:
        return False
    return BY_NAME[after.section].kind is not Kind.RULES or before.value == after.value


def _clash(before: Entry, after: Entry) -> KitError:
    edition = f", edition “{after.edition}”," if after.edition else ""
    if before.kit != after.kit:
        return after.node.error(
            f"“{after.key}”{edition} stands in the kit “{before.kit}” with other content.",
            instead="Give the changed content an edition of its own.",
        )
    line = before.node.mark.line
    where = before.node.mark.file.name
    return after.node.error(
        f"“{after.key}”{edition} already stands in {where}, line {line}.",
        instead="Keep one of the two, or give the second a key of its own.",
    )


def _unlisted(folder: Folder, found: tuple[Page, ...]) -> list[KitError]:
    """Content that no app takes yet must be named on the cover, so that nobody waits for it."""
    here = {page.section.place for page in found if page.section.kind is Kind.LATER}
    named = set(folder.cover.content)
    missing = [
        folder.node.error(
            f"{place} is content that no part of the house takes yet.",
            instead=f"Add a line “- {place}” under “content”.",
        )
        for place in sorted(here - named)
    ]
    gone = [
        folder.node["content"].error(
            f"“content” names {place}, and there is no such file.",
            instead="Take the line away, or add the file.",
        )
        for place in sorted(named - here)
    ]
    return missing + gone
