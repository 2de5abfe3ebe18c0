"""The demo's rates are counted over the very children that its made-up district has."""

from io import StringIO

from tests.kit.shelf import KITS
from village.engine.synthetic.district import District
from village.engine.synthetic.truth import Population


def test_the_demos_population_is_that_of_its_district() -> None:
    """Where the district has changed: write its truth/population.csv over the kit's table."""
    district = District()
    population = Population(district.span)
    for household in district.households():
        for child in household.children:
            population.add(child)
    counted = StringIO()

    population.write(counted)

    table = KITS / "demo" / "populations" / "under-18.csv"
    assert table.read_text(encoding="utf-8") == counted.getvalue()
