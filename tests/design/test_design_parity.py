"""Our markup is what the package's own fixtures show, so that an upgrade is seen."""

import json
from html.parser import HTMLParser

import pytest
from django.core.paginator import Paginator

from village.design import build, gallery

COMPONENTS = build.PACKAGES / "govuk-frontend" / "dist" / "govuk" / "components"
KEPT = ("class", "data-module", "role", "hidden", "aria-hidden", "aria-current", "rel")
OWN = "village-"

PAIRS = [
    ("button", '{% button "Save and continue" once=False %}'),
    ("button", '{% button "Save" kind="secondary" is_disabled=True once=False %}'),
    ("button", '{% button "Withdraw" kind="warning" once=False %}'),
    ("button", '{% button "Go" href="/" %}'),
    ("inset-text", "{% inset %}Words{% endinset %}"),
    ("warning-text", "{% warning %}Words{% endwarning %}"),
    ("details", '{% details "More" %}Words{% enddetails %}'),
    ("tag", '{% tag "A" %}{% tag "B" "good" %}{% tag "C" "bad" %}{% tag "D" "warn" %}'),
    ("tag", '{% tag "E" "special" %}{% tag "F" "quiet" %}'),
    ("back-link", '{% back_link "/" %}'),
    ("error-message", '{% error_message "Wrong" %}'),
    ("panel", '{% panel "Done" "Words" %}'),
    ("exit-this-page", "{% exit_this_page %}"),
    ("breadcrumbs", '{% crumbs "Home" "/" "Returns" "/r/" %}'),
    ("summary-list", "{% summary_list %}{% fact 'Name' 'Ada' href='/' %}{% endsummary_list %}"),
    ("summary-list", "{% summary_list %}{% fact 'Name' 'Ada' %}{% endsummary_list %}"),
    ("task-list", '{% task_list %}{% task "A" href="/" state="Done" %}{% endtask_list %}'),
    ("task-list", '{% task_list %}{% task "A" hint="B" state="Done" %}{% endtask_list %}'),
    ("tabs", '{% tabs %}{% tab "A" %}{% endtab %}{% tab "B" %}{% endtab %}{% endtabs %}'),
    ("error-summary", "{% error_summary wrong %}"),
    ("radios", "{{ question.kind.as_field_group }}{{ question.sure.as_field_group }}"),
    ("checkboxes", "{{ question.bodies.as_field_group }}"),
    ("date-input", "{{ question.start_on.as_field_group }}"),
    ("input", "{{ question.code.as_field_group }}"),
    ("select", "{{ question.year.as_field_group }}"),
    ("file-upload", "{{ question.file.as_field_group }}"),
    ("password-input", "{{ question.password.as_field_group }}"),
    ("character-count", "{{ question.note.as_field_group }}"),
    ("pagination", "{% pagination leaf %}"),
]
WRAPPERS = {"nav", "aside", "div", "p", "small"}


class Shape(HTMLParser):
    """Which elements there are, with the attributes that a component is known by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = {name: " ".join(sorted((v or "").split())) for name, v in attrs if name in KEPT}
        names = [name for name in kept.get("class", "").split() if not name.startswith(OWN)]
        kept["class"] = " ".join(names)
        if kept["class"].removeprefix("govuk-width-container") or tag not in WRAPPERS:
            self.found.append((tag, tuple(sorted((n, v) for n, v in kept.items() if v))))


def shape(html: str) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """The set of elements: how often each stands there depends on the words of the example."""
    return set(Shape(html).found)


@pytest.mark.parametrize(("component", "text"), PAIRS)
def test_each_element_of_a_component_stands_in_the_package_s_own_examples(
    rendered, component, text
):
    fixtures = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))
    theirs = set().union(*(shape(example["html"]) for example in fixtures["fixtures"]))
    leaf = Paginator(range(1000), 50).get_page(2)

    ours = shape(
        rendered(text, leaf=leaf, wrong=gallery.wrong_form(), question=gallery.empty_form())
    )

    assert ours
    assert ours - theirs == set()


def test_the_fixtures_are_those_of_the_version_that_the_locks_name():
    package = json.loads((build.PACKAGES / "govuk-frontend" / "package.json").read_text("utf-8"))

    assert package["version"] == "6.6.0"
