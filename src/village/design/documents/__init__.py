"""Documents out of the house, as DOCX to work on and as PDF to sign, from one plain structure."""

from village.design.documents.parts import (
    Document,
    Grid,
    Heading,
    Paragraph,
    Part,
    Points,
    Signatures,
    Signing,
)
from village.design.documents.pdf import pdf_bytes
from village.design.documents.sent import response
from village.design.documents.word import docx_bytes

__all__ = [
    "Document",
    "Grid",
    "Heading",
    "Paragraph",
    "Part",
    "Points",
    "Signatures",
    "Signing",
    "docx_bytes",
    "pdf_bytes",
    "response",
]
