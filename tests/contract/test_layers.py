"""The engine stands by itself: what `make check` proves of its imports holds of whatever they import as well."""

import subprocess
import sys
import tomllib
from pathlib import Path

import newsstand

ENGINE = ("feeds", "extract", "group", "brief", "rank", "topics", "text", "model", "errors")
SHELL_ONLY = (
    "django",
    "aiohttp",
    "psycopg",
    "granian",
    "newsstand.newsroom",
    "newsstand.net",
    "newsstand.site",
)

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1].split(","):
    room = importlib.import_module(f"newsstand.{name}")
    for module in pkgutil.walk_packages(getattr(room, "__path__", []), f"newsstand.{name}."):
        importlib.import_module(module.name)
print(*[name for name in sys.argv[2].split(",") if name in sys.modules])
"""


def test_the_engine_brings_nothing_of_the_shell_along() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, ",".join(ENGINE), ",".join(SHELL_ONLY)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == []


def test_every_room_has_its_layer() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    layers, engine, _ = project["tool"]["importlinter"]["contracts"]
    named = {room for line in layers["layers"] for room in line.split(" | ")}
    folder = Path(newsstand.__file__).parent
    rooms = {
        path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert named == rooms - {"__init__", "__main__"}
    assert {name.removeprefix("newsstand.") for name in engine["source_modules"]} == set(ENGINE)
