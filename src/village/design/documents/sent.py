"""A document as a download."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from village.design.documents.parts import Document
from village.design.documents.pdf import pdf_bytes
from village.design.documents.word import docx_bytes

WRITERS = {"docx": docx_bytes, "pdf": pdf_bytes}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def response(kind: str, document: Document) -> HttpResponse:
    """The file, kind "docx" or "pdf": record the look in the trail before this is returned."""
    made_up = "made-up-" if settings.DEMO else ""
    title = slugify(document.title)[:60] or "village"
    day = timezone.localtime(document.at).strftime("%Y-%m-%d")
    answer = HttpResponse(WRITERS[kind](document), content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{made_up}{title}-{day}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
