"""The program works from its wheel alone: scenarios, rubric, sentences and migrations travel in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str, folder: Path, **variables: str) -> str:
    environment = {**os.environ, **variables}
    return subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=120).stdout


def test_an_interview_runs_from_the_wheel(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), folder=ROOT)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    where = run(sys.executable, "-c", "import bot; print(bot.__file__)", folder=tmp_path, PYTHONPATH=str(installed))
    assert str(installed) in where
    database = f"sqlite+aiosqlite:///{tmp_path / 'wheel.sqlite3'}"
    shown = run(sys.executable, "-m", "bot", "db", "upgrade", folder=tmp_path, PYTHONPATH=str(installed), BAR_RAISER_DATABASE=database)
    assert "upgraded" in shown
    script = ROOT / "docs" / "examples" / "practice.txt"
    told = run(
        *(sys.executable, "-m", "bot", "practice", "--scenario", "webhook-drop-rate", "--script", str(script)),
        folder=tmp_path,
        PYTHONPATH=str(installed),
    )
    assert "Debrief ·" in told
