"""What the trail's own readers see of a decision about two records: that there was one."""

import pytest

from tests.cast import Cast
from tests.linking.pairs import linker, publish, saying, waiting
from village.evidence.linking import services
from village.evidence.linking.rules import Said
from village.evidence.linking.selectors import naming

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", [Said.SAME, Said.DIFFERENT])
def test_a_decision_s_name_does_not_say_whether_it_is_one_child(cast: Cast, said: Said) -> None:
    publish()
    found = waiting(cast)
    made = services.decide(found.ref, by=linker(cast), **saying(found, said=said))

    name = naming.decisions([made.ref])[made.ref].text

    assert name.startswith("two records (")
    assert "child" not in name
