"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.core.vocabulary import PRINCIPLES

# Whoever counts further than this counts nothing of ours; a database takes no number of any length.
_FARTHEST = 999_999_999


def add_config(parser: argparse.ArgumentParser) -> None:
    """The option of every command that reads the configuration."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration file (default: config.yaml, if there is one)")


def counting(value: str, most: int = _FARTHEST) -> int | None:
    """The number that is written here, from 1 to `most`; None for everything else."""
    if not value.isascii() or not value.isdigit() or len(value) > len(str(most)):
        return None
    return int(value) if 1 <= int(value) <= most else None


def principle(value: str) -> str:
    """A principle's id; its name and small slips are understood only as far as naming the nearest. Raises argparse's error."""
    if value in PRINCIPLES:
        return value
    from difflib import get_close_matches

    near = get_close_matches(value.strip().lower().replace(" ", "_").replace("-", "_"), PRINCIPLES, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(PRINCIPLES)}"
    raise argparse.ArgumentTypeError(f"{value!r} is no principle; {hint}")
