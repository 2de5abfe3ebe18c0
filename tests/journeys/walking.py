"""Follows every link that somebody can reach, and keeps what each page says."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

MOST = 400
"""A walk longer than this has met a spiral."""
OF_A_KIND = 8
"""How many of the pages are opened that differ by a ref alone, such as those of forty people."""
LEAVES = re.compile(r"/static/|/sign-out/|\.(csv|docx|json|pdf|svg|xlsx)$")
"""Not followed: what is no page, and the door."""


@dataclass(frozen=True)
class Seen:
    """One page as it was served. text: all of it, its markup and hidden words too.

    policy: what it lets itself load, by directive.
    """

    path: str
    status: int
    title: str
    text: str
    links: tuple[str, ...]
    policy: dict[str, str]

    @property
    def is_made_up(self) -> bool:
        return 'aria-label="Made-up data"' in self.text

    @property
    def audience(self) -> str:
        return self._fact("Who can see this page:")

    @property
    def fresh(self) -> str:
        return self._fact("How fresh:")

    def _fact(self, question: str) -> str:
        found = re.search(re.escape(question) + r"</dt>\s*<dd>(.*?)</dd>", self.text, re.S)
        return " ".join(found[1].split()) if found else ""


class Reader(HTMLParser):
    """Picks the title and the links out of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.links: list[str] = []
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        if tag == "a" and (href := dict(attrs).get("href")):
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open == "title":
            self.title += data


def walk(page: Page, *, start: str = "/") -> list[Seen]:
    """Every page that this window's person can reach by links, from `start` on.

    A page turned by its query is a page of its own, but no title of its own is asked of it.
    """
    base = urljoin(page.url, "/")
    waiting, met, seen = [start], {start}, []
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        kinds[shape(path)] += 1
        if kinds[shape(path)] > OF_A_KIND:
            continue
        seen.append(fetch(page, base, path))
        fresh = [path for path in inside(base, seen[-1]) if path not in met]
        met.update(fresh)
        waiting.extend(fresh)
        assert len(seen) <= MOST, f"more than {MOST} pages; the latest: {sorted(fresh)[:5]}"
    return seen


def shape(path: str) -> str:
    """An address without what names one record: a ref has sixteen signs, a version a number."""
    parts = path.partition("?")[0].split("/")
    return "/".join("*" if len(part) == 16 or part[1:].isdigit() else part for part in parts)


def fetch(page: Page, base: str, path: str) -> Seen:
    answer = page.context.request.get(urljoin(base, path))
    text = answer.text()
    reader = Reader()
    reader.feed(text)
    policy = policy_of(answer.headers.get("content-security-policy", ""))
    return Seen(path, answer.status, reader.title, text, tuple(reader.links), policy)


def policy_of(header: str) -> dict[str, str]:
    """The directives of a content security policy, each with what it allows."""
    parts = (directive.strip().partition(" ") for directive in header.split(";"))
    return {name: allowed for name, _, allowed in parts if name}


def inside(base: str, seen: Seen) -> Iterator[str]:
    """The pages of this site to which one leads, each once and without its fragment."""
    for href in dict.fromkeys(seen.links):
        parts = urlsplit(urljoin(urljoin(base, seen.path), href))
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.netloc == urlsplit(base).netloc and not LEAVES.search(parts.path):
            yield path
