"""Loading: the whole library or every problem of every file, from a checkout and from an installed package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.content.library import QUESTION_BANK, builtin_scenarios, load_library, read_library
from bot.content.problems import ContentProblems
from bot.core.vocabulary import LEVELS, PRINCIPLES, STAGES
from tests.content.files import RIGHT, right_text, write


def test_the_library_of_the_program_loads() -> None:
    library = load_library()
    assert library.scenarios["webhook-drop-rate"].principle == "have_backbone_disagree_and_commit"
    assert library.files["webhook-drop-rate"].name == "webhook-drop-rate.yaml"
    for principle in PRINCIPLES:
        assert {one.id for one in library.by_principle(principle)} == {
            one.id for one in library.scenarios.values() if one.principle == principle
        }
        assert len(library.questions[principle]) >= 10
    with pytest.raises(KeyError):
        library.by_principle("fun")


def test_everything_on_the_seed_page_is_in_its_scenario() -> None:
    scenario = load_library().scenarios["webhook-drop-rate"]
    assert list(scenario.stages) == list(STAGES)
    assert [stage.target_seconds for stage in scenario.stages.values()] == [30, 20, 90, 20, 15]
    assert set(scenario.reflections) == set(scenario.calibration) == set(LEVELS)
    told = scenario.strong_answer("senior")
    for fact in ("0.3%", "zero", "$8,000", "no ticket", "dead letter queue", "template", "SLO"):
        assert fact in told
    assert scenario.calibration["sde1"].seconds == (0, 120)
    assert scenario.calibration["senior"].seconds == (150, 180)
    assert [angle.principle for angle in scenario.angles] == ["deliver_results", "ownership", "dive_deep"]
    weak = scenario.weak_answers[0]
    assert "We" not in weak.text.split()
    assert "collective_voice" not in {flaw.id for flaw in weak.flaws}, "the page's erratum: there is no 'we' to quote"


def test_the_library_cannot_be_changed() -> None:
    library = load_library()
    with pytest.raises(TypeError):
        library.scenarios["x"] = library.scenarios["webhook-drop-rate"]  # type: ignore[index]  # that it fails is the point
    with pytest.raises(TypeError):
        library.scenarios["webhook-drop-rate"].stages["result"] = None  # type: ignore[index]  # likewise


def test_the_versions_follow_the_texts(tmp_path: Path) -> None:
    path = write(tmp_path, RIGHT.name, right_text())
    before = load_library([path])
    write(tmp_path, RIGHT.name, right_text().replace("\n", "\r\n"))
    assert load_library([path]).version == before.version
    write(tmp_path, RIGHT.name, right_text().replace("nobody was asked to mend", "nobody had asked about"))
    after = load_library([path])
    assert after.version != before.version
    assert after.scenarios["webhook-drop-rate"].version != before.scenarios["webhook-drop-rate"].version


def test_what_is_no_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes to a pipe, and a device has no end."""
    write(tmp_path, RIGHT.name, right_text())
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "endless.yaml").symlink_to("/dev/zero")
    library, problems = read_library([tmp_path])
    assert len(library.scenarios) == 1
    assert [problem.path.name for problem in problems] == ["endless.yaml", "pipe.yaml"]
    assert {problem.message for problem in problems} == {"This is no file."}
    assert [problem.path.name for problem in read_library([tmp_path / "pipe.yaml"])[1]] == ["pipe.yaml"]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a/one.yaml", right_text().replace("language: en", "language: de").replace("fluent: false", "fluent: no"))
    write(tmp_path, "b/two.yaml", "x: [\n")
    write(tmp_path, QUESTION_BANK, 'dive_deep: ["What?"]\ndive_deeper: ["Why?"]\n')
    with pytest.raises(ContentProblems) as raised:
        load_library([tmp_path, tmp_path / "nothing.yaml"])
    said = str(raised.value)
    for words in ("not a language", "neither `true` nor `false`", "two.yaml", "`dive_deeper` is not a field", "nothing.yaml"):
        assert words in said
    assert said.endswith("5 problems in 4 files.")
    library, problems = read_library([tmp_path])
    assert not library.scenarios
    assert len(problems) == 4


def test_a_file_must_be_named_after_its_id_and_lie_with_its_principle(tmp_path: Path) -> None:
    write(tmp_path, "dive_deep/other.yaml", right_text())
    _, problems = read_library([tmp_path])
    said = "\n".join(map(str, problems))
    assert "the file is named other.yaml" in said
    assert "lies in the folder dive_deep" in said


def test_no_id_is_advised_that_would_be_refused(tmp_path: Path) -> None:
    """As a browser names what is downloaded a second time."""
    write(tmp_path, "webhook-drop-rate (1).yaml", right_text())
    write(tmp_path, "other.yaml", right_text())
    (second, other) = (str(problem) for problem in read_library([tmp_path])[1] if "the file is named" in str(problem))
    if "(1)" in other:
        second, other = other, second
    assert second.endswith("Rename the file to webhook-drop-rate.yaml.")
    assert other.endswith("Rename the file to webhook-drop-rate.yaml, or write id: other.")


def test_an_id_stands_once_in_a_library(tmp_path: Path) -> None:
    first = write(tmp_path, f"a/{RIGHT.name}", right_text())
    write(tmp_path, f"b/{RIGHT.name}", right_text())
    library, problems = read_library([tmp_path])
    assert library.files["webhook-drop-rate"] == first
    assert f"already the id of {first}" in problems[0].message


def test_packs_are_added_to_the_library_and_their_questions_to_the_bank(tmp_path: Path) -> None:
    text = right_text().replace("id: webhook-drop-rate", "id: ours")
    write(tmp_path, "ours.yml", text)
    write(tmp_path, ".hidden/broken.yaml", "x: [")
    write(tmp_path, QUESTION_BANK, "dive_deep:\n  - Which layer did you stop at?\n")
    both = load_library([builtin_scenarios(), tmp_path])
    assert {"ours", "webhook-drop-rate"} <= set(both.scenarios)
    assert both.questions["dive_deep"][-1] == "Which layer did you stop at?"
    assert both.version != load_library().version


def test_an_empty_folder_and_a_wrong_file_are_named(tmp_path: Path) -> None:
    notes = write(tmp_path, "notes.txt", "x")
    _, problems = read_library([tmp_path, notes])
    assert [problem.path for problem in problems] == [tmp_path, notes]


def test_it_works_where_the_scenarios_lie_inside_the_package(tmp_path: Path) -> None:
    """The layout of an installed wheel (pyproject.toml, force-include): bot/scenarios, and no scenarios beside bot."""
    package = Path(sys.modules["bot"].__file__ or "").parent
    shutil.copytree(package, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(builtin_scenarios(), tmp_path / "bot" / "scenarios")
    script = "from bot.content.library import load_library, builtin_scenarios as b; print(b(), len(load_library().scenarios))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout.split() == [str(tmp_path / "bot" / "scenarios"), str(len(load_library().scenarios))]
