"""Every section that a kit can have, in the order in which they are read."""

from village.kit import (
    agreements,
    bodies,
    claims,
    clocks,
    codes,
    comparisons,
    cover,
    deprivation,
    gateways,
    indicators,
    later,
    owed,
    people,
    populations,
    releases,
    returns,
    sources,
)
from village.kit.section import Kind, Section
from village.kit.shape import Shape

SECTIONS: tuple[Section, ...] = (
    sources.SECTION,
    gateways.SECTION,
    clocks.SECTION,
    codes.SECTION,
    returns.SECTION,
    indicators.SECTION,
    comparisons.SECTION,
    releases.SECTION,
    populations.SECTION,
    deprivation.SECTION,
    bodies.SECTION,
    people.SECTION,
    owed.SECTION,
    agreements.SECTION,
    later.STRATEGIES,
    later.GROUPS,
    later.SCRUTINY,
    later.BUDGET,
    claims.SECTION,
)

BY_PLACE = {section.place: section for section in SECTIONS}
BY_NAME = {section.name: section for section in SECTIONS}
LATER = tuple(section for section in SECTIONS if section.kind is Kind.LATER)


def cover_shape() -> Shape:
    """The shape of kit.yaml, which names the other sections."""
    return cover.shape(sections=list(BY_NAME), later=[section.place for section in LATER])
