import subprocess
import sys

LOOK = "import sys, village.figures.{}; print('scipy' in sys.modules, 'django' in sys.modules)"


def test_the_figures_are_imported_without_scipy() -> None:
    program = LOOK.format("words, village.figures.plain, village.figures.disclosure")

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert found.stdout.split() == [b"False", b"False"]
