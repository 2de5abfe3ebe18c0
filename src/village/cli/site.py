"""`village migrate`, `village serve`, `village demo`: the site on this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli.starting import housed, started
from village.cli.telling import ends_with, err, out

HOST, PORT = "127.0.0.1", 8000
LOOPBACK = (HOST, "localhost", "::1")
GRACE = 20.0


def migrate() -> None:
    """Make the database and the styles ready, and put the guards of the trail back in place.

    Run it before the first start and after each new edition of Village; twice does no harm.

    \b
      village migrate
    """
    with housed():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    out.print("The database and the styles are ready.")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = PORT,
    workers: Annotated[int, typer.Option(help="Web workers.", min=1)] = 2,
) -> None:
    """Serve the site and work through its jobs, until Ctrl-C.

    Refuses to start where the trail's guards are not in place: run `village migrate` first. What
    else it needs stands in docs/how-to/run-it-for-real.md.

    \b
      village serve
      village serve --port 8001 --workers 4
    """
    with housed():
        _must_be_ready()
    if _is_demo():
        _must_stay_here(host)
    _must_be_free(host, port, mend="Choose another port: village serve --port 8001")
    run(commands(host, port, workers), address=f"http://{host}:{port}")


def _must_be_ready() -> None:
    """Refuse to serve without the trail's guards or the seals' keys."""
    from django.conf import settings

    from village.kernel.seal import KeyFault, Keyring
    from village.trail import guards

    try:
        Keyring.from_environment(settings.VILLAGE_KEYS)
        guards.must_stand()
    except (KeyFault, guards.GuardsDown) as fault:
        raise ends_with(engine.Usage(str(fault))) from None
    _must_be_migrated()
    _must_have_post()


def _must_be_migrated() -> None:
    """Refuse to serve a database that is older than the house, or empty."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        what = "The database was not made ready for this edition of Village."
        raise ends_with(engine.Usage(what, mend="Run `village migrate` first."))


def _must_have_post() -> None:
    """Refuse to serve where letters with sign-in links would be printed, or lead nowhere."""
    missing = [name for name in ("SMTP", "ADDRESS") if not os.environ.get(f"VILLAGE_{name}")]
    if missing and not _is_demo():
        raise ends_with(
            engine.Usage(
                "Letters with sign-in links would be printed on the screen, or lead nowhere.",
                where=" and ".join(f"VILLAGE_{name}" for name in missing),
                mend="Set VILLAGE_SMTP (smtp://user:word@host:587) and VILLAGE_ADDRESS.",
            )
        )


def _is_demo() -> bool:
    from village import settings

    return settings.DEMO


def _must_stay_here(host: str) -> None:
    """The demonstration, where one click signs in, is for this machine alone."""
    from village import settings

    if host not in LOOPBACK or not settings.loopback(settings.ALLOWED_HOSTS):
        raise ends_with(
            engine.Usage(
                "The demonstration is served on this machine alone.",
                where=f"{host}, {', '.join(settings.ALLOWED_HOSTS)}",
                mend=f"Leave --host at {HOST} and VILLAGE_HOSTS unset.",
            )
        )


def _must_be_free(host: str, port: int, *, mend: str) -> None:
    """Refuse before anything is begun where another program listens, or may not be joined."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as refused:
            what = f"The site cannot listen on port {port}: {refused.strerror}."
            raise ends_with(engine.Busy(what, where=f"{host}:{port}", mend=mend)) from None


def commands(host: str, port: int, workers: int) -> list[list[str]]:
    """The two processes of the site: web and worker."""
    web = ["gunicorn", "village.wsgi:application", "--bind", f"{host}:{port}"]
    # Threads, so that whoever sends slowly holds up a thread and not the site.
    web += ["--workers", str(workers), "--worker-class", "gthread", "--threads", "16"]
    # Its control socket lies in the home folder, where a second site would stumble over it.
    web += ["--timeout", "120", "--log-level", "warning", "--no-control-socket"]
    web += ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []  # noqa: S108
    return [[sys.executable, "-m", *web], [sys.executable, "-m", "village.cli", "work"]]


def work() -> None:
    """Work through the site's jobs until told to stop. `village serve` runs this beside the web."""
    started()
    from threading import Event

    from django.conf import settings

    from village import kit
    from village.jobs import worker

    kit.connect(settings.VILLAGE_KIT)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker.run(stop)


def run(asked: list[list[str]], *, address: str) -> None:
    """Run web and worker together until Ctrl-C; a worker that was killed is started again."""
    web, worker = (subprocess.Popen(command, env=os.environ) for command in asked)  # noqa: S603
    signal.signal(signal.SIGTERM, _stop)
    out.print(f"\nVillage is at [bold]{address}[/]  (Ctrl-C ends it)")
    try:
        while web.poll() is None:
            time.sleep(0.3)
            if worker.poll() is not None:
                err.print(
                    "[yellow]The worker ended and is started again; its job is taken again.[/]"
                )
                time.sleep(1)
                worker = subprocess.Popen(asked[1], env=os.environ)  # noqa: S603
        err.print("[bold red]The web part ended; the rest ends with it.[/]")
    except KeyboardInterrupt:
        out.print("\nClosing the house.")
    finally:
        _end([web, worker])


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()


def demo(
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = PORT,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was entered.")] = False,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", hidden=True)] = True,
    scale: Annotated[float, typer.Option(min=0.01, max=33, hidden=True)] = 1.0,
) -> None:
    """Furnish a made-up partnership, carry its returns through, and serve it on this machine.

    A second start keeps what was entered. Everybody in it is made up. Ctrl-C ends it; where it is
    stopped before it was furnished whole, the next start begins anew.

    \b
      make demo
      make demo PORT=8001
      village demo --reset
    """
    os.environ["VILLAGE_DEMO"] = "1"
    os.environ.setdefault("VILLAGE_AS_AT", "2026-07-15")
    os.environ.setdefault("VILLAGE_ADDRESS", f"http://{HOST}:{port}")
    from village.cli import furnishing

    _must_stay_here(HOST)
    if serve_it:
        mend = f"Choose another: make demo PORT={port + 1}, or village demo --port {port + 1}"
        _must_be_free(HOST, port, mend=mend)
    try:
        furnishing.furnish(reset=reset, scale=scale)
    except engine.Usage as fault:
        raise ends_with(fault) from None
    if serve_it:
        run(commands(HOST, port, 2), address=f"http://{HOST}:{port}")
