"""Drops reports through the pages, as a person would."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast
from tests.returns import sending
from village.account.reporting.models import Report
from village.kernel.refs import new_ref
from village.partnership.people.models import Person

CANARY = "Zebedee Canary of Larkspur Close"
NAME = "canary-draft-of-larkspur.md"
TEXT = f"""# Annual report

## Audit

43 out of 48 children (88%) were seen within ten days. {CANARY} chaired the audit.

Training was attended by 20 people: 15 from schools and 9 from health.
"""
MENDED = TEXT.replace("88%", "90%")
SHARE, PARTS = "percentage of its count", "parts and whole"


class Dropper:
    """One person with one report."""

    def __init__(self, cast: Cast, person: Person) -> None:
        self.person = person
        self.client = cast.client(person)
        self.ref = ""

    def drop(self, text: str | bytes = TEXT, *, name: str = NAME, after: str = "") -> "Dropper":
        """Send a report, as the next version of `after` if given, and let the worker read it."""
        answer = self.send(text, name=name, after=after)
        assert answer.status_code == 302, answer.content.decode()
        self.ref = answer["Location"].split("/")[2]
        sending.work()
        return self

    def send(self, text: str | bytes, *, name: str = NAME, after: str = "") -> Any:
        """What the site answers to one that is dropped. Any: a test's response."""
        href = reverse("reporting:next", args=[after]) if after else reverse("reporting:add")
        data = text.encode() if isinstance(text, str) else text
        upload = SimpleUploadedFile(name, data)
        return self.client.post(href, {"file": upload, "request_key": new_ref()})

    @property
    def report(self) -> Report:
        return Report.objects.system("a test looks").get(ref=self.ref)

    def at(self, page: str, *more: str) -> str:
        return reverse(f"reporting:{page}", args=[self.ref, *more])

    def page(self) -> str:
        """The report's page, its tags left out."""
        answer = self.client.get(self.at("one"))
        assert answer.status_code == 200
        return plain(answer)

    def finding(self, kind: str) -> Any:
        """The one finding of a kind, as its page shows it. Any: a selector's own."""
        return next(one for one in self.findings() if one.told["kind"] == kind)

    def findings(self) -> list[Any]:  # Any: as above
        found = self.client.get(self.at("one")).context["findings"]
        return list(found.shown)

    def kinds(self) -> list[str]:
        """Of the findings that nobody set aside."""
        return [one.told["kind"] for one in self.findings() if not one.why_aside]

    def post(self, page: str, *more: str, **answers: object) -> Any:  # Any: a test's response
        asked = {"version": self.report.version, "request_key": new_ref(), **answers}
        answer = self.client.post(self.at(page, *more), asked)
        sending.work()
        return answer

    def correct(self, number: Any, key: str, **changed: object) -> Any:  # Any: as above
        """Send the form of one number as it was read, some of it changed."""
        read = {name: number.told[name] or "" for name in ("measure", "n", "period")}
        return self.post("correct", key, number.mark, **{**read, "value": number.value, **changed})


def plain(answer: Any) -> str:  # Any: a test's response
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
