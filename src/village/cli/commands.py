"""Every command that there is, with its help."""

import typer

from village.cli import (
    backing,
    building,
    checking,
    codes,
    figures_check,
    inviting,
    joining,
    kits,
    linking,
    parting,
    releasing,
    site,
    trails,
)

app = typer.Typer(
    name="village",
    help="What the agencies send becomes what the partnership knows, does and accounts for.",
    epilog=codes.ALL,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
app.command(
    "check",
    short_help="Check one return: what is wrong in it, where, and what to do.",
    epilog=codes.ALL,
)(checking.check)
app.command(
    "figures-check",
    short_help="Read a report before the public does: what cannot be right in it.",
    epilog=codes.FIGURES,
)(figures_check.figures_check)
app.command(
    "build", short_help="Make figures of a folder of returns, without a site.", epilog=codes.ALL
)(building.build)
app.command(
    "release", short_help="Make tables that may leave the partnership.", epilog=codes.RELEASE
)(releasing.release)
app.command(
    "split", short_help="At the agency: part names from events, into two files.", epilog=codes.SPLIT
)(parting.split)
app.command(
    "link", short_help="For the linker: find the same children, without events.", epilog=codes.LINK
)(linking.link)
app.command(
    "join", short_help="Make figures of events and links, without names.", epilog=codes.JOIN
)(joining.join)
app.add_typer(kits.app, name="kit")
app.command("invite", short_help="Let the first person in, by a letter.", epilog=codes.HOUSE)(
    inviting.invite
)
app.command("migrate", short_help="Make the database ready, with its guards.", epilog=codes.HOUSE)(
    site.migrate
)
app.command("serve", short_help="Serve the site and work through its jobs.", epilog=codes.SITE)(
    site.serve
)
app.command(
    "demo", short_help="Furnish a made-up partnership and serve it here.", epilog=codes.SITE
)(site.demo)
app.command(
    "backup", short_help="Write the whole house into one sealed file.", epilog=codes.BACKUP
)(backing.backup)
app.command(
    "restore", short_help="Restore a backup into an empty place, or check it.", epilog=codes.RESTORE
)(backing.restore)
app.command("work", hidden=True)(site.work)
app.add_typer(trails.app, name="trail")
app.command("reference", hidden=True)(kits.reference)
