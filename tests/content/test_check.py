"""`check` and `new-scenario` as a writer uses them, with the real judge."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from bot.cli import CommandError
from bot.commands import check as check_command
from bot.commands import new_scenario
from bot.content.check import check
from bot.content.library import builtin_scenarios, load_library
from bot.content.proof import Bench, proof_objections
from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.vote.voting import revote
from tests.content.files import RIGHT, right_text, write


@cache
def bench() -> Bench:
    rubric = load_rubric()
    return Bench(partial(judge, rubric), partial(revote, rubric))


def run(module: object, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)  # type: ignore[attr-defined]  # both commands have it
    return int(module.run(parser.parse_args(arguments)))  # type: ignore[attr-defined]  # likewise


def said_of(tmp_path: Path, text: str, name: str = "webhook-drop-rate.yaml") -> str:
    return "\n".join(map(str, check([write(tmp_path, name, text)], bench())))


def test_a_strong_answer_that_is_weak_is_told_so_at_each_level() -> None:
    path = builtin_scenarios() / "dive_deep" / "cold-chain-alarm.yaml"
    scenario = load_library([path]).scenarios["cold-chain-alarm"]
    routed = "I passed it on to the quality office, and we waited for them to fix it. They found something in the end."
    stages = {**scenario.stages, "action": replace(scenario.stages["action"], strong=routed)}
    said = [one.message for one in proof_objections(replace(scenario, stages=stages), bench())]
    for level in ("SDE 1", "SDE 2", "Senior SDE"):
        assert any(one.startswith(f"At {level} the strong answer is judged") for one in said)


def test_a_weak_answer_that_is_strong_is_told_so(tmp_path: Path) -> None:
    text = right_text()
    start = text.index("      I've always cared about what happens at the edges")
    end = text.index("    fluent: true")
    strong = """
      I saw that the gate scanners at our parcel depot read every tenth label twice. My manager had decided to buy new ones, and I
      told him in his office that I disagreed, because I had counted 4,100 double reads in one week and nine out of ten came from one
      firmware version. He bought two all the same. I got behind it, set them up that
          weekend and trained both shifts on them myself, so that they would work. I rolled the firmware back on a third gate, measured
      it for a week beside the new ones, and double reads fell from 410 a day to 12. He cancelled the order, which saved £60,000. What I
      got wrong was the order of things: I had argued before I had tried the cheapest cause. Since then a week of counting stands on our
      list before anything is bought.
      together we arrived at a solution that everyone could stand behind, we stayed with the facts, speaking up matters,
      Notifications became a lot more reliable, merchants were much happier
"""
    assert "This weak answer is judged" in said_of(tmp_path, text[:start] + strong.lstrip("\n") + text[end:])


def test_replies_that_lean_the_wrong_way_are_told_so(tmp_path: Path) -> None:
    text = right_text()
    weak = text[text.index("        Oh, I did escalate it properly.") : text.index("      why: >\n        A message passes")]
    strong = text[text.index("        I flagged it to their tech lead") : text.index("      signature: what I brought")]
    swapped = text.replace(strong, "@@").replace(weak, strong).replace("@@", weak)
    swapped = swapped.replace("signature: what I brought was a solution, not just a problem", "signature: it was in good hands")
    said = said_of(tmp_path, swapped)
    assert "The weak reply leans strong" in said
    assert "The strong reply leans weak" in said


def test_a_copy_of_a_scenario_is_found_beside_the_library(tmp_path: Path) -> None:
    copy = right_text().replace("id: webhook-drop-rate", "id: my-own-story")
    assert "This seems to be the story of webhook-drop-rate again." in said_of(tmp_path, copy, "my-own-story.yaml")


def test_the_command_prints_places_and_ends_with_a_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "webhook-drop-rate.yaml", right_text().replace("language: en", "language: de"))
    assert run(check_command, "webhook-drop-rate.yaml") == 1
    shown = capsys.readouterr().out
    assert shown.startswith("webhook-drop-rate.yaml:7:11: `de` is not a language")
    assert shown.endswith("1 problem in 1 file.\n")


def test_the_command_says_whether_anything_keeps_the_scenario_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "my-own-story.yaml", right_text().replace("id: webhook-drop-rate", "id: my-own-story"))
    assert run(check_command, str(path)) == 1
    assert "None of them keeps a scenario out of a bot" in capsys.readouterr().out
    write(tmp_path, "my-own-story.yaml", right_text())
    assert run(check_command, str(path)) == 1
    shown = capsys.readouterr().out
    assert "the file is named my-own-story.yaml" in shown
    assert "keeps a scenario out" not in shown


def test_a_text_that_yaml_cuts_is_told_so_and_a_comment_is_none(tmp_path: Path) -> None:
    """Half of a title was gone, and the check found nothing to mend."""
    cut = right_text().replace("domain: payments platform", "domain: payments platform #2 of three")
    said = said_of(tmp_path, cut)
    assert "webhook-drop-rate.yaml:5:26: The text ends here" in said
    assert "Put the whole text into double quotes" in said
    for well in ('"payments platform #2 of three"', "payments#2 platform # a note"):
        assert "The text ends here" not in said_of(tmp_path, right_text().replace("domain: payments platform", f"domain: {well}"))


def test_the_command_names_an_id_that_comes_with_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bot that is to offer both refuses to start, so the check must not call it well."""
    path = write(tmp_path, "webhook-drop-rate.yaml", right_text())
    assert run(check_command, str(tmp_path)) == 1
    shown = capsys.readouterr().out
    assert f"{path}:2:5: `webhook-drop-rate` is the id of a scenario that comes with the program." in shown
    assert "Give this one another id and file name." in shown
    assert "keeps a scenario out" not in shown
    assert run(check_command, str(RIGHT)) == 0, "the program's own file is that scenario"


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, "--schema") == 0
    assert "question_variants" in json.loads(capsys.readouterr().out)["required"]


def test_the_name_of_a_file_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(new_scenario, "dive_deep", "my-story", "--folder", str(tmp_path)) == 0
    named = tmp_path / "dive_deep" / "\x1b]0;owned\x07\x9b2J.yaml"
    (tmp_path / "dive_deep" / "my-story.yaml").rename(named)
    capsys.readouterr()
    assert run(check_command, str(named)) == 1
    shown = capsys.readouterr().out
    assert "more places of this kind" in shown
    assert {letter for letter in shown if not letter.isprintable()} == {"\n"}


def test_a_new_scenario_is_started_and_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(new_scenario, "dive_deep", "my-story", "--folder", str(tmp_path)) == 0
    path = tmp_path / "dive_deep" / "my-story.yaml"
    assert str(path) in capsys.readouterr().out
    assert run(check_command, str(path)) == 1
    shown = capsys.readouterr().out
    assert shown.count("still to be written") == 6, "five places, and how many more there are"
    assert "more places of this kind" in shown
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="exists already"):
        run(new_scenario, "dive_deep", "my-story", "--folder", str(tmp_path))
    assert path.read_text(encoding="utf-8") == "mine"
    with pytest.raises(CommandError, match="Did you mean `dive_deep`"):
        run(new_scenario, "dive-deep", "x", "--folder", str(tmp_path))
    with pytest.raises(CommandError, match="Write `my-story`"):
        run(new_scenario, "dive_deep", "My Story", "--folder", str(tmp_path))
