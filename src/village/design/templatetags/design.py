"""`{% load design %}`: every component, so that no page types a class name."""

from django import template

from village.design.tags import blocks, content, formats, forms, page, tables

register = template.Library()

for part in (blocks, content, forms, formats, page, tables):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
