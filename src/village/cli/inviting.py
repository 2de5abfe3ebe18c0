"""`village invite`: lets the first person in; from then on people invite each other on the site."""

from typing import Annotated

import typer

from village import engine
from village.cli.starting import housed
from village.cli.telling import err, out


def invite(
    email: Annotated[str, typer.Argument(help="The address of somebody whom the kit named.")],
) -> None:
    """Send somebody a link to choose a password. It works once, for seven days.

    The letter leaves through the site's outbox: `village serve` sends it.

    \b
      village invite business.manager@example.org
    """
    with housed():
        _invite(email)
    out.print("The letter waits in the outbox; it leaves as soon as the site runs.")


def _invite(email: str) -> None:
    from village.kernel.refusal import Refusal
    from village.partnership.people.models import Person
    from village.partnership.people.rights import moment
    from village.partnership.people.services import invitations
    from village.trail import System

    people = Person.objects.system("the command line invites the first person")
    known = people.filter(email=email.strip().lower()).first()
    if known is None:
        err.print("Nobody here has this address. Name them in the kit and load it first.")
        raise typer.Exit(engine.Usage.exit_code)
    try:
        invitations.invite(known, by=System("command-line"), at=moment())
    except Refusal as no:
        err.print(no.message, markup=False)
        raise typer.Exit(engine.Usage.exit_code) from None
