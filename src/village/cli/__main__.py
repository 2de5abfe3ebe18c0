"""`python -m village.cli` is the `village` command."""

from village.cli import main

if __name__ == "__main__":  # a process that helps another imports this file too
    main()
