"""What goes into an interview from outside, and what comes out of it."""

from __future__ import annotations

from bot.core.frozen import dataclass
from bot.core.replies import Reply
from bot.core.state import Interview
from bot.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Who:
    """A member as a front end knows them: platform "discord" with the user's id, or "terminal" with an account's name."""

    platform: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member asked for at the start; None leaves the choice to us. `question` asks one they had before, word for word; it needs its
    principle. `sealed` makes it a round of an interview day."""

    principle: str | None = None
    level: str = "sde2"
    mode: str = "practice"
    story: str = "own"
    scenario_id: str | None = None
    probes: int = 3
    question: str | None = None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A session after a step, and what to show for it. `fresh` is False when a stored result is shown once more."""

    session: Session
    state: Interview
    replies: tuple[Reply, ...]
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands, and the drafts of its step: box -> text."""

    session: Session
    state: Interview
    drafts: dict[str, str]
