"""Filters that write numbers, dates and sizes the one way (`design.formats`)."""

from django import template

from village.design import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("day", formats.day)
register.filter("short_day", formats.short_day)
register.filter("moment", formats.moment)
register.filter("size", formats.size)
register.filter("figure", formats.figure)
register.filter("span", formats.span)


@register.filter
def counted(count: int, words: str) -> str:
    """`{{ 3|counted:"child,children" }}`."""
    one, _, many = words.partition(",")
    return formats.counted(count, one, many)
