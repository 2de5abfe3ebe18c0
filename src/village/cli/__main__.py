"""`python -m village.cli` is the `village` command."""

from village.cli import main

main()
