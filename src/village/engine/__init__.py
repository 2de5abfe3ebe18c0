"""The multi-agency data set: from the file that an agency sends to a figure that may leave.

This is its one door. Names are brought when they are asked for, so that a web worker which only
reads figures never loads the libraries that make them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from village.engine import synthetic as synthetic
    from village.engine.apart import tell as tell
    from village.engine.checks import Checked as Checked
    from village.engine.checks import End as End
    from village.engine.checks import Issue as Issue
    from village.engine.checks import Outcome as Outcome
    from village.engine.checks import Severity as Severity
    from village.engine.checks.counts import with_previous as with_previous
    from village.engine.checks.counts_faults import Faulty as Faulty
    from village.engine.checks.counts_faults import counts_faults as counts_faults
    from village.engine.checks.counts_places import placed as placed
    from village.engine.checks.issues import write_issues as write_issues
    from village.engine.checks.lines import from_lines as from_lines
    from village.engine.checks.looked_after.reference import (
        looked_after_rules_page as looked_after_rules_page,
    )
    from village.engine.checks.reference import census_rules_page as census_rules_page
    from village.engine.checks.returns import check as check
    from village.engine.checks.returns import recognise as recognise
    from village.engine.checks.sources import rule_source as rule_source
    from village.engine.checks.tables_reference import tables_page as tables_page
    from village.engine.errors import Busy as Busy
    from village.engine.errors import EngineError as EngineError
    from village.engine.errors import Hostile as Hostile
    from village.engine.errors import KitFault as KitFault
    from village.engine.errors import TooTelling as TooTelling
    from village.engine.errors import Unreadable as Unreadable
    from village.engine.errors import Usage as Usage
    from village.engine.errors import WrongReturn as WrongReturn
    from village.engine.errors import from_record as from_record
    from village.engine.intake.archive import pack as pack
    from village.engine.intake.counts import place_of as place_of
    from village.engine.intake.public_statistics_comparison import Comparison as Comparison
    from village.engine.intake.public_statistics_comparison import comparison as comparison
    from village.engine.intake.received import Received as Received
    from village.engine.intake.received import receive as receive
    from village.engine.linkage.apart import link_apart as link_apart
    from village.engine.linkage.apart import queue_sheet as queue_sheet
    from village.engine.linkage.apart import read_decisions as read_decisions
    from village.engine.linkage.apart import read_identity_files as read_identity_files
    from village.engine.linkage.apart import write_links_file as write_links_file
    from village.engine.linkage.decisions import Decided as Decided
    from village.engine.linkage.decisions import Decision as Decision
    from village.engine.linkage.linked import ToReview as ToReview
    from village.engine.linkage.queue import queue_for_linker as queue_for_linker
    from village.engine.linkage.records import PersonRecord as PersonRecord
    from village.engine.linkage.statement_told import statement_told as statement_told
    from village.engine.measures.definition import COUNTS as COUNTS
    from village.engine.measures.definition import DIRECTIONS as DIRECTIONS
    from village.engine.measures.definition import STEPS as STEPS
    from village.engine.measures.definition import UNITS as UNITS
    from village.engine.measures.definition import Definition as Definition
    from village.engine.measures.definition import DefinitionFault as DefinitionFault
    from village.engine.measures.engines import Engine as Engine
    from village.engine.measures.letting_out import LetOut as LetOut
    from village.engine.measures.measured import PopulationRow as PopulationRow
    from village.engine.pipeline import Kept as Kept
    from village.engine.pipeline import Parted as Parted
    from village.engine.pipeline import Rulebook as Rulebook
    from village.engine.pipeline import Secrets as Secrets
    from village.engine.pipeline import build as build
    from village.engine.pipeline import join as join
    from village.engine.pipeline import keep_apart as keep_apart
    from village.engine.pipeline import keep_return as keep_return
    from village.engine.pipeline import release as release
    from village.engine.pipeline import split_apart as split_apart
    from village.engine.pipeline.exploring import explore as explore
    from village.engine.specs.counts import COLUMNS
    from village.engine.specs.counts import Asked as Asked
    from village.engine.specs.counts import Counted as Counted
    from village.engine.specs.counts import CountsSpec as CountsSpec
    from village.engine.specs.counts import Fault as Fault
    from village.engine.specs.counts import Mark as Mark
    from village.engine.specs.counts import Place as Place
    from village.engine.specs.counts import amount as amount
    from village.engine.specs.groups import BREAKDOWNS as BREAKDOWNS
    from village.engine.specs.groups import GROUPS as GROUPS
    from village.engine.specs.releases import Listed as Listed
    from village.engine.specs.returns import CENSUS as CENSUS
    from village.engine.specs.returns import CENSUS_TABLES as CENSUS_TABLES
    from village.engine.specs.returns import EVENTS as EVENTS
    from village.engine.specs.returns import LOOKED_AFTER as LOOKED_AFTER
    from village.engine.specs.returns import BuiltIn as BuiltIn
    from village.engine.specs.returns import Spec as Spec
    from village.engine.specs.returns import built_in_return as built_in_return
    from village.engine.specs.returns import counts_return as counts_return
    from village.engine.specs.tables import Length as Length
    from village.engine.specs.tables import Reckoning as Reckoning
    from village.engine.specs.tables import RuleKind as RuleKind
    from village.engine.specs.tables import SpecFault as SpecFault
    from village.engine.specs.tables import TableSpec as TableSpec
    from village.engine.specs.tables_build import table_spec as table_spec
    from village.engine.specs.tables_set import BetweenKind as BetweenKind
    from village.engine.specs.tables_values import Kind
    from village.engine.store.completeness import completeness as completeness
    from village.engine.store.keep import destroy as destroy
    from village.engine.store.layout import Held as Held
    from village.engine.store.layout import Store as Store
    from village.engine.store.reconciled import alone_for_sender as alone_for_sender
    from village.engine.store.reconciled import reconciled_of as reconciled_of
    from village.engine.store.reports import Disclosed as Disclosed
    from village.engine.store.reports import counts_for_sender as counts_for_sender
    from village.engine.store.reports import findings_for_sender as findings_for_sender
    from village.engine.store.reports import keep_counts as keep_counts
    from village.engine.store.reports import keep_findings as keep_findings
    from village.engine.store.seals import sealed_context as sealed_context
    from village.engine.store.split import Sent as Sent
    from village.engine.store.versions import Version as Version
    from village.engine.store.versions import figures_of as figures_of
    from village.engine.store.versions import rows_gone as rows_gone
    from village.engine.store.versions import statement_of as statement_of
    from village.engine.store.versions import version as version

    CellKind = Kind
    COUNT_COLUMNS = COLUMNS

ROOMS = {
    "apart": ("tell",),
    "checks": ("Checked", "End", "Issue", "Outcome", "Severity"),
    "checks.counts": ("with_previous",),
    "checks.counts_faults": ("Faulty", "counts_faults"),
    "checks.counts_places": ("placed",),
    "checks.issues": ("write_issues",),
    "checks.lines": ("from_lines",),
    "checks.looked_after.reference": ("looked_after_rules_page",),
    "checks.reference": ("census_rules_page",),
    "errors": (
        "Busy", "EngineError", "Hostile", "KitFault", "TooTelling", "Unreadable", "Usage",
        "WrongReturn", "from_record",
    ),
    "intake.public_statistics_comparison": ("Comparison", "comparison"),
    "intake.archive": ("pack",),
    "intake.counts": ("place_of",),
    "intake.received": ("Received", "receive"),
    "linkage.decisions": ("Decided", "Decision"),
    "linkage.linked": ("ToReview",),
    "linkage.queue": ("queue_for_linker",),
    "linkage.records": ("PersonRecord",),
    "linkage.statement_told": ("statement_told",),
    "measures.definition": (
        "COUNTS", "DIRECTIONS", "STEPS", "UNITS", "Definition", "DefinitionFault",
    ),
    "measures.engines": ("Engine",),
    "measures.letting_out": ("LetOut",),
    "measures.measured": ("PopulationRow",),
    "linkage.apart": (
        "link_apart", "queue_sheet", "read_decisions", "read_identity_files", "write_links_file",
    ),
    "pipeline": (
        "Kept", "Parted", "Rulebook", "Secrets", "build", "join", "keep_apart", "keep_return",
        "release", "split_apart",
    ),
    "pipeline.exploring": ("explore",),
    "checks.returns": ("check", "recognise"),
    "checks.sources": ("rule_source",),
    "checks.tables_reference": ("tables_page",),
    "specs.counts": ("Asked", "Counted", "CountsSpec", "Fault", "Mark", "Place", "amount"),
    "specs.groups": ("BREAKDOWNS", "GROUPS"),
    "specs.releases": ("Listed",),
    "specs.returns": (
        "CENSUS", "CENSUS_TABLES", "EVENTS", "LOOKED_AFTER", "BuiltIn", "Spec", "built_in_return",
        "counts_return",
    ),
    "specs.tables": ("Length", "Reckoning", "RuleKind", "SpecFault", "TableSpec"),
    "specs.tables_build": ("table_spec",),
    "specs.tables_set": ("BetweenKind",),
    "store.completeness": ("completeness",),
    "store.keep": ("destroy",),
    "store.layout": ("Held", "Store"),
    "store.reconciled": ("alone_for_sender", "reconciled_of"),
    "store.reports": (
        "Disclosed", "counts_for_sender", "findings_for_sender", "keep_counts", "keep_findings",
    ),
    "store.seals": ("sealed_context",),
    "store.split": ("Sent",),
    "store.versions": ("Version", "figures_of", "rows_gone", "statement_of", "version"),
}  # fmt: skip
_BEHIND = {name: (room, name) for room, names in ROOMS.items() for name in names}
_BEHIND["COUNT_COLUMNS"] = ("specs.counts", "COLUMNS")
_BEHIND["CellKind"] = ("specs.tables_values", "Kind")  # a fuller name than its room has for it
WHOLE_ROOMS = ("synthetic",)
"""Rooms that the door shows as they are: `engine.synthetic.write(...)`."""


def __getattr__(name: str) -> Any:  # Any: whatever the room holds under that name
    if name in WHOLE_ROOMS:
        return import_module(f"village.engine.{name}")
    if name not in _BEHIND:
        raise AttributeError(f"the engine's door has no {name}")
    room, its_name = _BEHIND[name]
    return getattr(import_module(f"village.engine.{room}"), its_name)
