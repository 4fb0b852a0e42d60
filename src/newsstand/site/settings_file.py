"""The file of settings that `newsstand setup` writes: `NAME=value` lines, as systemd and shells read them too."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from newsstand.errors import SettingInvalid

NAME = "newsstand.env"
LARGEST = 65_536  # bytes
HEAD = "# Settings of this Newsstand. The environment wins over what stands here. It holds secrets: keep it to yourself.\n"


def settings_path(environment: Mapping[str, str]) -> Path:
    """Where the file lies: in the data folder."""
    return Path(environment.get("NEWSSTAND_DATA", "").strip() or "data") / NAME


def read_settings(path: Path) -> dict[str, str]:
    """What the file says, {} where there is none; SettingInvalid names the line that is none of ours."""
    try:
        if path.stat().st_size > LARGEST:
            raise SettingInvalid(
                f"{path} is larger than {LARGEST} bytes; that is no settings file", name=NAME
            )
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise SettingInvalid(f"{path} cannot be read: {said}", name=NAME) from error
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, is_there, value = line.partition("=")
        try:
            words = shlex.split(value)
        except ValueError as error:
            raise SettingInvalid(
                f"{path}, line {number}: {error}; put the value in quotes", name=NAME
            ) from error
        if not is_there or not name.strip().isidentifier() or len(words) > 1:
            raise SettingInvalid(
                f"{path}, line {number}: write NAME=value, with quotes around spaces", name=NAME
            )
        found[name.strip()] = words[0] if words else ""
    return found


def write_settings(path: Path, values: Mapping[str, str]) -> None:
    """Write the file anew, readable by its owner alone; whoever stops this in the middle keeps the old one."""
    lines = [f"{name}={shlex.quote(' '.join(value.split()))}" for name, value in values.items() if value]
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise SettingInvalid(
            f"{path} cannot be written: {error.strerror}; make its folder one that you may write, or name another with --data",
            name=NAME,
        ) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
