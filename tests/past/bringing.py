"""Brings a spreadsheet through the pages, as a person would: file, columns, words, dry run."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast
from tests.returns import sending
from village.kernel.refs import new_ref
from village.partnership.people.models import Person
from village.past.models import Bringing

Rows = list[list[object]]


def csv(rows: Rows) -> bytes:
    quoted = (",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(quoted).encode()


def book(**sheets: Rows) -> bytes:
    made = openpyxl.Workbook()
    del made["Sheet"]
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class Bringer:
    """One person with one sheet on its way in."""

    def __init__(self, cast: Cast, person: Person) -> None:
        self.person = person
        self.client = cast.client(person)
        self.ref = ""

    def bring(self, kind: str, data: bytes, *, name: str = "old list.csv") -> "Bringer":
        """Send the file, and let the worker read it."""
        upload = SimpleUploadedFile(name, data)
        answer = self.client.post(
            reverse("past:add", args=[kind]), {"file": upload, "request_key": new_ref()}
        )
        assert answer.status_code == 302, answer.content.decode()
        self.ref = answer["Location"].split("/")[2]
        sending.work()
        return self

    @property
    def found(self) -> Bringing:
        return Bringing.objects.system("a test looks").get(ref=self.ref)

    def at(self, page: str) -> str:
        return reverse(f"past:{page}", args=[self.ref])

    def get(self, page: str, **query: str) -> Any:  # Any: a test's response
        return self.client.get(self.at(page), query)

    def post(self, page: str, **answers: object) -> Any:  # Any: as above
        asked = {"version": self.found.version, "request_key": new_ref(), **answers}
        return self.client.post(self.at(page), asked)

    def columns(self, **changed: str) -> Any:  # Any: as above
        """Send the page of columns as it was guessed, some of it changed: `column_2="email"`."""
        said = guessed(self.get("columns").context["form"])
        return self.post(
            "columns", **{**said, **{key.replace("_", "-", 1): v for key, v in changed.items()}}
        )

    def words(self, **meant: str) -> Any:  # Any: as above
        """Say what words mean, by how they stand: `words(**{"The Nick": "Vale Police"})`."""
        form = self.get("words").context["form"]
        said = guessed(form)
        for name, field in form.fields.items():
            word = str(field.label or "").strip("“”")
            if word in meant:
                said[name] = _key(field.choices, meant[word])
        return self.post("words", **said)

    def dry_run(self) -> Any:  # Any: what the page shows
        return self.get("dry_run").context["run"]

    def take(self, **changed: object) -> Any:  # Any: a test's response
        return self.post("take", **{"ready": self.dry_run().ready, **changed})

    def undo(self, **changed: object) -> Any:  # Any: as above
        return self.post("undo", **{"why": "It was the wrong year", **changed})


def guessed(form: Any) -> dict[str, str]:  # Any: a form of a page
    """What a form has chosen already, without what it carries itself."""
    return {name: field.initial or "" for name, field in form.fields.items() if "-" in name}


def _key(choices: Any, title: str) -> str:  # Any: Django's choices, some of them groups
    """The key of a choice by its title."""
    flat: dict[str, str] = {}
    for key, shown in choices:
        flat |= {t: k for k, t in shown} if isinstance(shown, list | tuple) else {shown: key}
    return str(flat[title])
