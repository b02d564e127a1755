"""What the quizzes say, as facts; bot/wording/quiz*.py turns them into sentences.

Moments are UTC seconds. Members are named by what their platform knows them by (a Discord id), so that a front end can show the name that
people see there. Letters are those that the options were shown under.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.frozen import dataclass
from bot.core.quiz import LETTERS, Item, shown_order
from bot.core.quiz_party import Ending
from bot.core.scenario import QuizOption


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it is put: `seed` decides the order of its options; `number` of `of` is its place (0 of 0: it stands alone)."""

    item: Item
    seed: int
    number: int = 0
    of: int = 0

    @property
    def options(self) -> tuple[tuple[str, int, QuizOption], ...]:
        """(letter, place among the item's options, option), in the order in which they are shown."""
        order = shown_order(self.item, self.seed)
        return tuple((letter, place, self.item.options[place]) for letter, place in zip(LETTERS, order, strict=False))

    def letter(self, place: int) -> str:
        return next(letter for letter, each, _option in self.options if each == place)


@dataclass(frozen=True, slots=True)
class QuizAsks:
    """The open question of a solo quiz."""

    posed: Posed


@dataclass(frozen=True, slots=True)
class QuizExplains:
    """The answer to a question of a solo quiz: what was chosen (a place among the options), `right` of `answered` so far. `bar` is what
    the chosen level asks of this story, "" without a level."""

    posed: Posed
    choice: int
    right: int
    answered: int
    bar: str = ""


@dataclass(frozen=True, slots=True)
class QuizEnds:
    """The end of a solo quiz. `missed` are the questions that went wrong; `of` is how many there were, `answered` how many were
    answered; `about` the vocabulary ids that the missed ones are about, the most frequent first."""

    of: int
    answered: int
    right: int
    missed: tuple[Item, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LobbyOpen:
    principle: str | None
    questions: int
    window: int
    host: str
    players: int
    until: int


@dataclass(frozen=True, slots=True)
class LobbyClosed:
    """What became of the lobby: the party has begun with so many players, or (`ending`) it never did."""

    players: int
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class StoryTold:
    """The story of the next question, until it opens. `again`: it was the story of the question before as well."""

    posed: Posed
    opens_at: int
    again: bool


@dataclass(frozen=True, slots=True)
class QuestionOpen:
    """A question stands open to a channel, until `closes_at` (None: until the next one comes)."""

    posed: Posed
    closes_at: int | None


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """The answer, with how many chose each option (by its place). `leaders` are the first of the scores so far: (member, points)."""

    posed: Posed
    spread: tuple[int, ...]
    leaders: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionDropped:
    """The party was stopped while this question stood open: it counts for nobody."""

    posed: Posed


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a scoreboard; `member` is "" for somebody who is not there any more. `seconds` is the time that the right
    answers took, None where it decided nothing."""

    place: int
    member: str
    points: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The end of a party: the best places, how many played in all, and how many questions were closed."""

    places: tuple[Place, ...]
    players: int
    questions: int
    ending: Ending


OwnAnswer = tuple[str, str | None, str]
"""A closed question, what one member chose and what was right (letters; None: no answer)."""


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One player's own result: place, points, and their answers. `seconds` is the time that the right answers took, None where it decided
    nothing."""

    place: int | None
    players: int
    points: int
    answers: tuple[OwnAnswer, ...]
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer is in. `news` is "taken", "changed" (the one change is used up), or "same" (it was in already)."""

    posed: Posed
    choice: int
    news: Literal["taken", "changed", "same"]
    changes_left: int
    closes_at: int | None
    streak: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A server's leaderboard over a period. `mine` is (place or None, points) of whoever asks; `joined` whether they want to be named."""

    period: str
    places: tuple[Place, ...]
    named: int
    mine: tuple[int | None, int]
    joined: bool
    zone: str
    since: int | None


PartyReply = LobbyOpen | LobbyClosed | StoryTold | QuestionOpen | AnswerTold | QuestionDropped | Scores
SoloReply = QuizAsks | QuizExplains | QuizEnds
Names = Mapping[int, str]
