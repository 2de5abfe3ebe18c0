"""The command line: check a return, build a version, read a kit, run the site."""

import typer

from village.cli import building, checking, inviting, kits, site, trails

EXIT_CODES = """
Exit codes

\b
  0  clean: nothing is wrong
  1  errors were found (queries alone are clean)
  2  the command was not understood
  3  a file could not be read as what it claims to be
  4  a file looks built to do harm, and was refused
  5  another return, or another year, than was asked for
  6  the kit says something that cannot be
  7  busy: another build holds the store
"""

app = typer.Typer(
    name="village",
    help="What the agencies send becomes what the partnership knows, does and accounts for.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
app.command("check", epilog=EXIT_CODES)(checking.check)
app.command("build", epilog=EXIT_CODES)(building.build)
app.add_typer(kits.app, name="kit")
app.command("invite")(inviting.invite)
app.command("migrate")(site.migrate)
app.command("serve")(site.serve)
app.command("demo")(site.demo)
app.command("work", hidden=True)(site.work)
app.add_typer(trails.app, name="trail")
app.command("reference", hidden=True)(kits.reference)


def main() -> None:
    """The `village` command."""
    app()
