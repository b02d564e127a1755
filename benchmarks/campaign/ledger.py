"""What people were promised, held against the database: an answer that was acknowledged is there, and no answer is there twice.

A text that was typed carries a tag that nothing else carries. One answer may have several tags: who gets no sign of life writes the message
once more, and one of the two may then be the one that is kept.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Written:
    """An answer of an interview: what was typed (its tags), and whether the person saw that it was taken."""

    who: str
    tags: list[str] = field(default_factory=list)
    acknowledged: bool = False


@dataclass
class Versions:
    """What a member sent to a study room or a panel, in its order; `acknowledged` is the place of the last one that they saw taken."""

    texts: list[str] = field(default_factory=list)
    acknowledged: int | None = None

    def send(self, text: str) -> None:
        if not self.texts or self.texts[-1] != text:
            self.texts.append(text)

    def acknowledge(self) -> None:
        self.acknowledged = len(self.texts) - 1

    def may_be(self, kept: str | None) -> bool:
        """Whether what is kept breaks no promise: the last one that was acknowledged, or one that was sent after it."""
        if self.acknowledged is None:
            return kept is None or kept in self.texts
        return kept in self.texts[self.acknowledged :]


@dataclass
class Ledger:
    database: Path
    answers: list[Written] = field(default_factory=list)
    picks: dict[tuple[int, int, int], Versions] = field(default_factory=dict)
    """(channel of the party, number of the question from 1, member's Discord id) -> the letters."""
    room_answers: dict[tuple[str, int], Versions] = field(default_factory=dict)
    """(room, member)."""
    room_votes: dict[tuple[str, int, int, int], Versions] = field(default_factory=dict)
    """(room, place from 0, round from 1, member)."""
    panel_answers: dict[tuple[str, int], Versions] = field(default_factory=dict)
    """(panel, round from 1)."""
    scores: dict[tuple[str, int], Versions] = field(default_factory=dict)
    """(panel, round from 1)."""
    checks: int = 0

    @property
    def acknowledged(self) -> int:
        kept = (self.picks, self.room_answers, self.room_votes, self.panel_answers, self.scores)
        return sum(each.acknowledged for each in self.answers) + sum(
            each.acknowledged is not None for group in kept for each in group.values()
        )

    def check(self) -> list[str]:
        """What was broken, as sentences. May be asked at any time: the bot may be running, dead or just starting."""
        self.checks += 1
        connection = sqlite3.connect(self.database, timeout=20)
        try:
            return [
                *_sound(connection),
                *self._turns(connection),
                *self._picks(connection),
                *self._rooms(connection),
                *self._panels(connection),
            ]
        finally:
            connection.close()

    def open_sessions(self, member: int) -> int:
        """How many interviews of a person are not over. For whoever plays that person, to know when to stop waiting."""
        query = "SELECT count(*) FROM sessions s JOIN members m ON m.id = s.member_id WHERE m.external_id = ? AND s.status = 'open'"
        connection = sqlite3.connect(self.database, timeout=20)
        try:
            return int(connection.execute(query, (str(member),)).fetchone()[0])
        finally:
            connection.close()

    def _turns(self, connection: sqlite3.Connection) -> Iterator[str]:
        stored = [str(row[0]) for row in connection.execute("SELECT answer FROM turns WHERE answer IS NOT NULL")]
        for written in self.answers:
            times = [sum(tag in text for text in stored) for tag in written.tags]
            if max(times, default=0) > 1:
                yield f"an answer of {written.who}'s is stored {max(times)} times ({written.tags})"
            if written.acknowledged and not sum(times):
                yield f"an acknowledged answer of {written.who}'s is lost ({written.tags})"

    def _picks(self, connection: sqlite3.Connection) -> Iterator[str]:
        rows = connection.execute(
            "SELECT p.channel_id, q.place, m.external_id FROM quiz_answers a JOIN quiz_asked q ON q.id = a.asked_id "
            "JOIN quiz_parties p ON p.id = q.party_id JOIN members m ON m.id = a.member_id"
        )
        stored = {(int(channel), int(place) + 1, int(member)) for channel, place, member in rows}
        for key, letters in self.picks.items():
            if letters.acknowledged is not None and key not in stored:
                yield f"an acknowledged choice is lost: {key} {letters.texts}"

    def _rooms(self, connection: sqlite3.Connection) -> Iterator[str]:
        rows = connection.execute(
            "SELECT a.room_id, m.external_id, a.text, a.draft FROM study_answers a JOIN members m ON m.id = a.member_id"
        ).fetchall()
        stored = {(str(room), int(member)): text for room, member, text, _draft in rows}
        for answer, versions in self.room_answers.items():
            if not versions.may_be(stored.get(answer)):
                yield f"an acknowledged answer in a study room is lost: {answer}"
        votes = connection.execute(
            "SELECT v.room_id, v.place, v.round, m.external_id, v.verdict FROM study_votes v JOIN members m ON m.id = v.member_id"
        )
        cast = {(str(room), int(place), int(number), int(member)): str(verdict) for room, place, number, member, verdict in votes}
        for vote, versions in self.room_votes.items():
            if not versions.may_be(cast.get(vote)):
                yield f"an acknowledged vote in a study room is lost: {vote} {versions.texts}, kept is {cast.get(vote)}"

    def _panels(self, connection: sqlite3.Connection) -> Iterator[str]:
        rows = connection.execute("SELECT panel_id, number, state, verdict FROM peer_rounds").fetchall()
        answers = {(str(panel), int(number)): list(_answers(json.loads(state))) for panel, number, state, _verdict in rows}
        verdicts = {(str(panel), int(number)): verdict for panel, number, _state, verdict in rows}
        for key, versions in self.panel_answers.items():
            kept = answers.get(key, [])
            for text in versions.texts:
                if kept.count(text) > 1:
                    yield f"an answer in a panel is stored {kept.count(text)} times: {key}"
            for number, text in enumerate(versions.texts):
                if versions.acknowledged is not None and number <= versions.acknowledged and text not in kept:
                    yield f"an acknowledged answer in a panel is lost: {key}"
        for key, versions in self.scores.items():
            if not versions.may_be(verdicts.get(key)):
                yield f"an acknowledged scorecard is lost: {key} {versions.texts}, kept is {verdicts.get(key)}"


def _answers(state: Any) -> Iterator[str]:
    """Every answer in an interview's state, however deep it stands."""
    if isinstance(state, dict):
        for name, value in state.items():
            if name == "answer" and isinstance(value, str):
                yield value
            else:
                yield from _answers(value)
    elif isinstance(state, list):
        for value in state:
            yield from _answers(value)


def _sound(connection: sqlite3.Connection) -> Iterator[str]:
    found = connection.execute("PRAGMA quick_check").fetchall()
    if found != [("ok",)]:
        yield f"the database file is damaged: {found}"
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row points nowhere: {row}"
