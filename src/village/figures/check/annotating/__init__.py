"""A document with its findings beside where they stand: as a page, or as Word's comments."""

from village.figures.check.annotating.page import page
from village.figures.check.annotating.word import commented

__all__ = ["commented", "page"]
