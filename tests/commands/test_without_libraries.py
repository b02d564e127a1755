"""`python -m bot` by a Python that has none of the libraries: the system's, beside the virtual environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", [["doctor", "--offline"], ["practice"], ["run"]])
def test_the_python_to_use_is_named(command: list[str]) -> None:
    ran = subprocess.run([sys.executable, "-S", "-m", "bot", *command], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert f"is not installed for the Python that ran this ({sys.executable})" in ran.stderr
    assert ".venv/bin/python" in ran.stderr
