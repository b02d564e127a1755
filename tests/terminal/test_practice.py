"""`practice` as a person meets it: a scripted interview printed whole, a typed one in a real terminal, and nothing lost at Ctrl-C."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "examples" / "practice.txt"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
ANSWER = "I saw that our label printer jammed forty times a day. I measured the rolls and had them changed. It jams three times a day now."


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "PYTHONPATH", "USER", "LOGNAME")}
    return {
        **kept,
        "BAR_RAISER_DATABASE": f"sqlite+aiosqlite:///{folder / 'practice.sqlite3'}",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "LC_ALL": "C.UTF-8",
    }


def practice(folder: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "practice", *arguments]
    return subprocess.run(command, input=text, env=environment(folder), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_shipped_script_plays_a_whole_interview(tmp_path: Path) -> None:
    played = practice(tmp_path, "--scenario", "webhook-drop-rate", "--script", str(SCRIPT))
    assert played.returncode == 0, played.stderr
    for piece in (
        "Question",
        "The vote on this answer",
        "Against your last attempt",
        "Flaws that are gone: ",
        "Follow-up 1 of 3",
        "This reply leans",
    ):
        assert piece in played.stdout
    debrief = played.stdout[played.stdout.index("Debrief · Have Backbone") :]
    for piece in (
        "The vote:",
        "things first",
        "How the vote moved",
        "Stage by stage",
        "The same answer at each level",
        "Where else this story",
    ):
        assert piece in debrief
    assert "bar-raiser report" not in debrief, "nothing of it was stored"
    assert "Writing took" not in debrief, "a script takes no time to write"
    assert "\x1b" not in played.stdout
    assert not (tmp_path / "practice.sqlite3").exists()


def test_the_scenarios_story_is_probed_in_its_own_words_and_contrasted(tmp_path: Path) -> None:
    script = ROOT / "docs" / "examples" / "scenario.txt"
    played = practice(tmp_path, "--scenario", "webhook-drop-rate", "--story", "scenario", "--script", str(script)).stdout
    assert "Platform team" in played[: played.index("Your answer.")]
    assert played.count("Beside a weak and a strong reply") >= 3
    assert "The line that carries it:" in played


def test_every_reason_for_a_vote_is_seen_in_what_was_said(tmp_path: Path) -> None:
    """More was found than is shown; what the reasons name is shown."""
    answer = (
        "Our new refund automation showed a 98 percent resolution rate in its first three weeks. I was asked for the dashboard, nothing else. "
        "I pulled 200 resolved cases at random from the warehouse and read every one of them. In 61 of them the rider had written again from "
        "the app instead of by mail, and our pipeline joined tickets on the mail address, so that a second contact looked like a new "
        "customer. I then wrote a query that matched on the rider id and reran all three weeks. The true rate was 68 percent. I proposed to "
        "hold the roll-out for two weeks, and she agreed to hold it in eight cities and keep the one. I wrote the check for expired cards "
        "myself, and a test that fails the nightly run when more than 2 percent of tickets have no rider id. The rate went from 68 to 83 "
        "percent in the next four weeks, and repeat contacts fell from 310 to 140 a week. I learned that I had trusted my own join because it "
        "had passed the tests that I had written for it. Since then I read fifty raw cases before I publish a new metric, and two other "
        "teams took over that check as part of their release list."
    )
    script = tmp_path / "script.txt"
    script.write_text(answer, "utf-8")
    played = practice(tmp_path, "--scenario", "twenty-three-perfect-nights", "--script", str(script)).stdout
    feedback = played[played.index("The vote on this answer") : played.index("Beside a weak")]
    assert "more were found" in feedback
    assert "The lesson belongs to this story." in feedback
    assert "Specific reflection: “I learned that I had trusted my own join" in " ".join(feedback.split())
    assert "Prevention: “" in feedback
    assert "Something keeps it from happening again." in feedback


def test_the_debrief_says_what_each_exemplar_stands_beside_and_tells_none_twice(tmp_path: Path) -> None:
    script = ROOT / "docs" / "examples" / "scenario.txt"
    played = practice(tmp_path, "--scenario", "webhook-drop-rate", "--story", "scenario", "--script", str(script)).stdout
    debrief = played[played.index("Debrief · Have Backbone") :]
    opening, *replies = debrief[debrief.index("Beside a weak and a strong answer") :].split("Beside a weak and a strong reply")
    assert "A weak answer:" in opening
    assert "The strong one stands above, under Stage by stage." in opening
    assert "A strong" not in opening
    for reply in replies:
        question = reply.strip().split("\n\n")[0]
        assert question.endswith("?")
        assert question in debrief[: debrief.index("Stage by stage")]


def test_a_script_plays_the_same_twice(tmp_path: Path) -> None:
    scenario = ("--scenario", "webhook-drop-rate", "--mode", "interview", "--script", str(SCRIPT))
    first, second = (practice(tmp_path, *scenario).stdout for _ in range(2))
    assert first == second
    assert first.index("\nQuestion") < first.index("Follow-up 1 of") < first.index("Debrief · ")


def test_answers_from_a_pipe_are_kept_and_an_unfinished_interview_goes_on(tmp_path: Path) -> None:
    begun = practice(tmp_path, "--principle", "ownership", "--mode", "interview", text=f"{ANSWER}\n\n")
    assert "Follow-up 1" in begun.stdout
    assert "Debrief ·" in begun.stdout, "the end of the input ends the interview, with a debrief"
    again = practice(tmp_path, "--new", "--level", "senior", text="hint\n\n")
    assert "Question" in again.stdout


def test_no_word_that_is_offered_is_judged_as_an_answer(tmp_path: Path) -> None:
    begun = practice(tmp_path, "--mode", "interview", "--principle", "ownership", text="end\n\n")
    offered = re.findall(r"type one of these alone, and Enter: (.*?)\.", " ".join(begun.stdout.split()))[0].split(", ")
    assert {"repeat", "hint", "minute", "another question", "end"} == set(offered)
    typed = "".join(f"{word}\n" for word in offered if word != "end")
    played = practice(tmp_path, "--mode", "interview", "--principle", "ownership", "--new", text=typed).stdout
    assert "Take your time." in played
    assert "Ended before there was an answer to judge." in played


def test_a_question_about_the_question_is_no_answer(tmp_path: Path) -> None:
    asked = "What does that mean?\nhelp\nSorry, I dont understand. Can you say it with other words?\n"
    played = practice(tmp_path, "--mode", "interview", "--principle", "ownership", text=asked).stdout
    assert played.count("One real event is meant") == 3
    assert "The question once more" in played
    assert "Ended before there was an answer to judge." in played


def test_whoever_has_no_story_for_a_question_is_asked_another_one(tmp_path: Path) -> None:
    """It was voted on, and then no other question could be had: this one had been answered."""
    played = practice(tmp_path, "--principle", "ownership", text="Sorry, I have no story for this question.\n").stdout
    first, second = (part.split("Your answer.")[0].strip() for part in played.split("Question\n")[1:3])
    assert first != second
    assert "Ended before there was an answer to judge." in played


def test_an_end_says_where_it_leads_on_to(tmp_path: Path) -> None:
    told = practice(tmp_path, "--mode", "interview", "--principle", "ownership", text=f"{ANSWER}\n\nend\n").stdout
    assert "`bar-raiser report -o FILE.html`" in told[told.index("Debrief ·") :]
    read = practice(tmp_path, "--mode", "learn", "--scenario", "webhook-drop-rate", text="\n" * 40).stdout
    assert "`bar-raiser practice --scenario webhook-drop-rate` asks you the same question" in " ".join(read.split())
    left = practice(tmp_path, "--mode", "learn", "--scenario", "webhook-drop-rate", text="adelante\nterminar\nend\n").stdout
    assert "That was not understood" not in left, "asked for in Spanish"
    assert "`end`, typed alone, ends the interview." in left
    assert "You left the walk-through before its end." in left
    assert "answer to judge" not in left


def test_a_vote_is_taken_by_its_name_as_by_its_number(tmp_path: Path) -> None:
    played = practice(tmp_path, "--mode", "evaluate", "--principle", "ownership", text="no hire\n1 Strong Hire\n").stdout
    assert "You voted No Hire." in played
    assert "You voted Strong Hire." in played
    assert "That was not understood" not in played


def test_only_the_word_that_is_offered_ends_an_interview_at_once(tmp_path: Path) -> None:
    """What may be said at the end of an answer ends nothing that cannot be taken back."""
    played = practice(tmp_path, "--mode", "interview", "--principle", "ownership", text=f"I'm done.\n{ANSWER}\n\nEnd.\n").stdout
    assert "`end`, typed alone, ends the interview." in played
    assert played.index("`end`, typed alone") < played.index("Follow-up 1 of 3") < played.index("Debrief ·")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--principle", "ownershp"), "did you mean ownership?"),
        (("--scenario", "nowhere"), "There is no scenario named nowhere"),
        (("--script", "nowhere.txt"), "nowhere.txt: the script cannot be read"),
    ],
)
def test_a_wrong_wish_is_refused_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    refused = practice(tmp_path, *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


class Terminal:
    """`practice` on a pseudo-terminal."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [sys.executable, "-m", "bot", "practice", *arguments], environment(folder))
        self.seen = ""
        self._read = 0

    def until(self, text: str) -> str:
        """Reads the screen until it shows the text, after what was waited for before."""
        start, deadline = self._read, time.monotonic() + 30
        while text not in self.seen[start:]:
            assert time.monotonic() < deadline, f"{text!r} did not come:\n{self.seen[start:]}"
            if select.select([self.fd], [], [], 0.5)[0]:
                self.seen += ESCAPES.sub("", os.read(self.fd, 65536).decode("utf-8", "replace"))
        self._read = self.seen.index(text, start) + len(text)
        return self.seen[start:]

    def type(self, text: str) -> None:
        os.write(self.fd, text.encode())

    def ended(self) -> int:
        while True:
            try:
                if not os.read(self.fd, 65536):
                    break
            except OSError:
                break
        os.close(self.fd)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def at_the_box(folder: Path, *arguments: str) -> Terminal:
    """`practice` where it waits for the answer to its first question."""
    here = Terminal(folder, *arguments)
    here.until("Your answer.")
    here.until(">")
    return here


def test_ctrl_c_keeps_the_draft_and_the_next_start_puts_it_back(tmp_path: Path) -> None:
    first = at_the_box(tmp_path, "--principle", "ownership")
    first.type("I had begun to tell")
    first.until("begun to tell")
    first.type("\x03")
    first.until("Everything is kept")
    assert first.ended() == 130
    second = Terminal(tmp_path)
    second.until("unfinished interview")
    second.until("I had begun to tell")
    second.type(", and I end it here.\r\r")
    second.until("The vote on this answer")
    second.until("Enter to go on")
    second.type("end\r")
    second.until("Debrief ·")
    assert second.ended() == 0


def test_a_word_acts_at_its_own_enter_and_never_comes_back_as_a_draft(tmp_path: Path) -> None:
    here = Terminal(tmp_path, "--principle", "ownership", "--mode", "interview")
    here.until("and Enter:")
    here.until(">")
    for word, reply in (("hint\r", "One real event is meant"), ("minute\r", "Take your time."), ("repeat\r\r", "and Enter:")):
        here.type(word)
        here.until(reply)
        here.until(">")
    here.type("hint")
    here.until("hint")
    here.type("\x03")
    here.until("Everything is kept")
    assert here.ended() == 130
    again = Terminal(tmp_path)
    again.until("and Enter:")
    again.type("end\r")
    again.until("Ended before there was an answer to judge.")
    assert "back in the box" not in here.seen + again.seen
    assert again.ended() == 0


def test_a_second_ctrl_d_ends_nothing_and_the_next_start_goes_on(tmp_path: Path) -> None:
    first = at_the_box(tmp_path, "--principle", "ownership")
    first.type(ANSWER)
    first.until("a day now.")
    first.type("\x04\x04")
    first.until("Everything is kept")
    assert first.ended() == 130
    assert "The vote on this answer" in first.seen
    assert "Debrief ·" not in first.seen
    second = Terminal(tmp_path)
    second.until("unfinished interview")
    second.until("Enter to go on")
    second.type("\r")
    second.until("Follow-up 1 of 3")
    second.until("Your answer.")
    second.until(">")
    second.type("\x04")
    second.until("Everything is kept")
    assert second.ended() == 130


def test_two_windows_on_one_interview_stand_at_the_same_step_again(tmp_path: Path) -> None:
    one = at_the_box(tmp_path, "--principle", "ownership", "--mode", "interview")
    other = Terminal(tmp_path)
    other.until("unfinished interview")
    other.until("and Enter:")
    other.until(">")
    one.type(f"{ANSWER}\r\r")
    one.until("Follow-up 1 of 3")
    one.until(">")
    other.type("Another telling of it.\r\r")
    other.until("Your second text is kept")
    other.until("Follow-up 1 of 3")
    other.until(">")
    other.type("end\r")
    other.until("Debrief ·")
    assert other.ended() == 0
    one.type("I did the rolls.\r\r")
    one.until("This interview is over.")
    one.until("Debrief ·")
    assert one.ended() == 0


def test_the_empty_line_that_ends_an_answer_is_no_part_of_it(tmp_path: Path) -> None:
    here = Terminal(tmp_path, "--principle", "ownership", "--mode", "interview")
    for text in (ANSWER, "I measured the rolls."):
        here.until("and Enter:")
        here.until(">")
        here.type(f"{text}\r\r")
    here.until("Follow-up")
    here.until("and Enter:")
    here.until(">")
    here.type("end\r")
    here.until("Stage by stage")
    assert here.ended() == 0
    after = here.seen[here.seen.index("Your words: I measured the rolls.") :].splitlines()
    assert not after[1].strip(" │")
    assert "│" not in after[1]


def test_a_prompt_is_folded_between_words(tmp_path: Path) -> None:
    here = Terminal(tmp_path, "--mode", "evaluate", "--principle", "ownership")
    here.until("`end`:")
    here.type("\x04")
    assert here.ended() == 130


def test_a_text_that_is_too_long_is_refused_where_it_is_seen(tmp_path: Path) -> None:
    """The box with the whole text in it fills the screen and has pushed what was said above it out of sight."""
    here = Terminal(tmp_path, "--principle", "ownership")
    here.until("and Enter:")
    here.until(">")
    here.type("\x1b[200~" + f"{ANSWER}\n" * 170 + "\x1b[201~\x04")
    for text in ("20000 can be taken", "send it again.", "back in the box", "jams three times"):
        here.until(text)
    here.type("\x1b[1;1R")  # as a terminal says where its cursor is, so that there is known to be room below
    for text in ("20000 can be taken", "send it again."):
        here.until(text)
    here.type("\x03")
    assert here.ended() == 130
