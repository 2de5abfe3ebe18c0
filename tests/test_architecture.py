"""The house holds: sizes, names, doors and directions that no import checker sees.

Each check is a plain function over a folder, so that `TestEveryCheckCanFail` can show it a house
with that one fault and see it found.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "village"
LONGEST_FUNCTION, LONGEST_FILE = 50, 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "process", "data"}
PAGE_APPS = {"desk", "past", "people", "returns", "linking", "indicators", "reporting"}
APP_MODULES = {
    "__init__", "apps", "models", "rules", "services", "selectors", "forms", "views", "api",
    "tasks", "urls", "kitfile", "pastfile", "migrations", "templates", "static", "templatetags",
}  # fmt: skip
MORE_MODULES = {
    # people receives the sign-in library's signals and holds the seam that others stand on
    "people": {"access", "adapters", "middleware", "rights", "signals"},
}
HEAVY = ("duckdb", "ibis", "pyarrow", "pandas", "polars", "splink", "scipy", "statsmodels",
         "vl_convert", "openpyxl")  # fmt: skip


def sources(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def long_functions(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{node.lineno} {node.name}"
        for path, tree in sources(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def long_files(root: Path) -> list[str]:
    return [
        str(path.relative_to(root))
        for path, _ in sources(root)
        if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE
    ]


def forbidden_names(root: Path) -> list[str]:
    return [str(p.relative_to(root)) for p, _ in sources(root) if p.stem in FORBIDDEN_NAMES]


def without_a_sentence(root: Path) -> list[str]:
    """Modules that do not open with a docstring."""
    return [str(p.relative_to(root)) for p, tree in sources(root) if not ast.get_docstring(tree)]


def strange_modules(root: Path) -> list[str]:
    """Modules of a page app that the house has no name for."""
    found = []
    for app in sorted(root.rglob("apps.py")):
        name = app.parent.name
        if name in PAGE_APPS:
            allowed = APP_MODULES | MORE_MODULES.get(name, set())
            found += [
                f"{name}/{item.name}"
                for item in sorted(app.parent.iterdir())
                if item.stem not in allowed and item.name != "__pycache__"
            ]
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def behind_the_door(root: Path) -> list[str]:
    """Imports from outside that reach past `village.engine` into its rooms."""
    rooms = {path.stem for path in (root / "engine").iterdir()}
    return [
        f"{path.relative_to(root)}: {name}"
        for path, tree in sources(root)
        if "engine" not in path.relative_to(root).parts[:1]
        for name in imports(tree)
        if name.startswith("village.engine.") and name.split(".")[2] in rooms
    ]


PRIVATE = re.compile(r"(?P<app>village(\.\w+)+)\.(views|forms)(\.|$)")


def foreign_forms_and_views(root: Path) -> list[str]:
    """Views and forms of one app that another one imports (design's forms are for all)."""
    found = []
    for path, tree in sources(root):
        here = ".".join(("village", *path.relative_to(root).parent.parts))
        for name in imports(tree):
            private = PRIVATE.match(name)
            app = private["app"] if private else "village.design"
            if not (app.startswith("village.design") or here.startswith(app)):
                found.append(f"{path.relative_to(root)}: {name}")
    return found


def swallowed(root: Path) -> list[str]:
    """Bare excepts, `assert` on what came in, and prints outside the command line."""
    found = []
    for path, tree in sources(root):
        for node in ast.walk(tree):
            bare = isinstance(node, ast.ExceptHandler) and node.type is None
            if bare or isinstance(node, ast.Assert):
                found.append(f"{path.relative_to(root)}:{node.lineno}")
    return found


def silent_about_persons(models: list[type]) -> list[str]:
    """Models that do not say which of their fields are personal."""
    return [
        model.__name__
        for model in models
        if not isinstance(vars(model).get("PERSONAL"), tuple)
        or set(vars(model)["PERSONAL"]) - {f.name for f in model._meta.get_fields()}  # type: ignore[attr-defined]
    ]


def ahead(models: list[type], rank: dict[str, int]) -> list[str]:
    """Foreign keys that point ahead along the loop."""
    return [
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()  # type: ignore[attr-defined]
        if field.is_relation and not field.auto_created and field.related_model is not None
        and rank.get(field.related_model._meta.app_label, -1) > rank[model._meta.app_label]  # type: ignore[attr-defined]
    ]  # fmt: skip


RANK = {"files": 1, "jobs": 1, "trail": 2, "post": 2, "design": 2, "people": 3, "returns": 4,
        "linking": 5, "indicators": 6, "reporting": 7, "past": 8, "desk": 9}  # fmt: skip


def our_models() -> list[type]:
    from django.apps import apps

    return [model for model in apps.get_models() if model.__module__.startswith("village.")]


class TestTheHouse:
    @pytest.mark.parametrize(
        "check",
        [long_functions, long_files, forbidden_names, without_a_sentence, strange_modules,
         behind_the_door, foreign_forms_and_views, swallowed],
        ids=lambda check: check.__name__,
    )  # fmt: skip
    def test_keeps_the_rule(self, check) -> None:
        assert check(SRC) == []

    def test_every_model_says_which_of_its_fields_are_personal(self) -> None:
        assert silent_about_persons(our_models()) == []

    def test_foreign_keys_point_back_along_the_loop(self) -> None:
        assert ahead(our_models(), RANK) == []

    def test_every_model_is_guarded(self) -> None:
        from village.guard import GuardedQuerySet

        unguarded = [
            model.__name__
            for model in our_models()
            if not isinstance(model._default_manager.system("a test looks").none(), GuardedQuerySet)
        ]

        assert unguarded == []

    def test_labels_are_the_rooms_names(self) -> None:
        from django.apps import apps

        ours = {a.label for a in apps.get_app_configs() if a.name.startswith("village.")}

        assert ours == set(RANK)
        assert "account" not in ours

    def test_the_web_starts_without_the_heavy_libraries(self, tmp_path: Path) -> None:
        started = "import village.wsgi, sys; from django.urls import get_resolver; "
        started += f"get_resolver().url_patterns; print([m for m in {HEAVY!r} if m in sys.modules])"
        house = {
            "VILLAGE_DEMO": "1",
            "VILLAGE_VAR": str(tmp_path),
            "PATH": "",
            "DJANGO_SETTINGS_MODULE": "village.settings",
        }

        for command in (["-m", "village.cli", "migrate"], ["-c", started]):
            said = subprocess.run(
                [sys.executable, *command], capture_output=True, text=True, check=True, env=house
            )

        assert said.stdout.strip().splitlines()[-1] == "[]"

    def test_nothing_in_src_names_a_borough(self) -> None:
        named = [
            str(path)
            for path in SRC.rglob("*")
            if path.suffix in {".py", ".html"}
            and re.search(r"islington|camden|hackney", path.read_text(encoding="utf-8"), re.I)
        ]

        assert named == []


class TestTheHouseIsClean:
    """What must never be committed: addresses in locks, copies of packages."""

    def tracked(self) -> list[Path]:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return [ROOT / name for name in listed.stdout.split("\0") if name]

    def test_locks_carry_versions_and_hashes_and_no_addresses(self) -> None:
        locks = [*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json"]

        assert [lock.name for lock in locks if "://" in lock.read_text()] == []
        assert all("--hash=sha256:" in lock.read_text() for lock in locks[:-1])

    def test_no_package_is_copied_into_the_repository(self) -> None:
        copies = [
            str(path) for path in self.tracked()
            if {"node_modules", "vendor", "built"} & set(path.parts)
            or path.suffix in {".woff2", ".whl"}
        ]  # fmt: skip

        assert copies == []


class TestEveryCheckCanFail:
    """A house with one fault each, to see the check catch it."""

    def house(self, folder: Path, name: str, text: str) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (folder / "engine").mkdir(exist_ok=True)
        (folder / "engine" / "store").mkdir(exist_ok=True)
        path.write_text(text)
        return folder

    @pytest.mark.parametrize(
        ("check", "name", "text"),
        [
            (long_functions, "a.py", "def f():\n" + "    x = 1\n" * 60),
            (long_files, "a.py", "x = 1\n" * 401),
            (forbidden_names, "utils.py", "x = 1\n"),
            (without_a_sentence, "a.py", "x = 1\n"),
            (behind_the_door, "desk/views.py", "from village.engine.store import layout\n"),
            (foreign_forms_and_views, "desk/a.py", "import village.evidence.returns.forms\n"),
            (swallowed, "a.py", "try:\n    f()\nexcept:\n    pass\n"),
            (swallowed, "a.py", "assert x\n"),
        ],
    )  # fmt: skip
    def test_a_planted_fault_is_found(self, check, name: str, text: str, tmp_path: Path) -> None:
        assert check(self.house(tmp_path, name, text)) != []

    def test_a_strange_module_in_an_app_is_found(self, tmp_path: Path) -> None:
        self.house(tmp_path, "desk/apps.py", "")
        self.house(tmp_path, "desk/gadgets.py", "")

        assert strange_modules(tmp_path) == ["desk/gadgets.py"]

    def test_a_model_that_is_silent_about_persons_is_found(self) -> None:
        class Silent:
            class _meta:
                @staticmethod
                def get_fields() -> list[object]:
                    return []

        assert silent_about_persons([Silent]) == ["Silent"]

    def test_a_foreign_key_that_points_ahead_is_found(self) -> None:
        from village.evidence.returns.models import Return

        upside_down = {**RANK, "people": 9}

        assert any("Return." in line for line in ahead([Return], upside_down))
