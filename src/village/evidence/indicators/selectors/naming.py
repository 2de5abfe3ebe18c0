"""How the trail names versions of the figures."""

from collections.abc import Collection, Mapping

from village.design import formats
from village.evidence.indicators.models import Release, Version
from village.trail import words
from village.trail.words import Named, Page

VERSION, RELEASE = "version", "release"

PAGES = {
    "indicators.api_list": Page("the list of indicators"),
    "indicators.api_one": Page("an indicator"),
    "indicators.api_permanent": Page("an indicator of an earlier version"),
    "indicators.api_version": Page("a version of the figures"),
    "indicators.api_versions": Page("the list of versions of the figures"),
    "indicators.audiences": Page("what each audience sees of a count"),
    "indicators.agencies": Page("the list of agencies’ dashboards"),
    "indicators.agency": Page("the dashboard of an agency"),
    "indicators.changed": Page("what changed this quarter"),
    "indicators.data_set": Page("the data set"),
    "indicators.explore": Page("the builder of tables"),
    "indicators.explored": Page("a table that somebody puts together"),
    "indicators.explored_sheet": Page("a table that somebody puts together"),
    "indicators.list": Page("the list of indicators"),
    "indicators.one": Page("the page of an indicator"),
    "indicators.permanent": Page("an indicator of an earlier version"),
    "indicators.picture": Page("a chart"),
    "indicators.release": Page("the page of a release", kind="release"),
    "indicators.release_sheet": Page("the tables of a release", kind="release"),
    "indicators.releases": Page("the list of releases"),
    "indicators.sheet": Page("the table of an indicator"),
    "indicators.version": Page("the page of a version of the figures"),
    "indicators.versions": Page("the list of versions of the figures"),
}


def versions(refs: Collection[str]) -> Mapping[str, Named]:
    found = Version.objects.system("the trail's own readers see which version").filter(ref__in=refs)
    return {
        version.ref: Named(f"the figures counted on {formats.moment(version.built_at)}")
        for version in found
    }


def releases(refs: Collection[str]) -> Mapping[str, Named]:
    found = Release.objects.system("the trail's own readers see which release").filter(ref__in=refs)
    return {one.ref: Named(f"a release for {one.audience}") for one in found}


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(
        {
            "indicators.ask_for_table": "Asked for a table to be counted",
            "indicators.ask_for_release": "Asked for a release of tables",
            "indicators.make_release": "Made a release, or said why it was not made",
            "indicators.publish": "Published a new version of the figures",
            "indicators.take_release": "Took the tables of a release out",
            "indicators.read_by_key": "Read figures by the API, of",
        }
    )
    words.tell_pages(PAGES)
    words.tell_kind(VERSION, "a version of the figures", namer=versions)
    words.tell_kind(RELEASE, "a release of tables", namer=releases)
    words.tell_room("indicators", "Figures")
