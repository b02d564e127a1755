"""The interview in a terminal: show a page, read what the person says, take it, show the next page."""

from __future__ import annotations

from typing import TypeVar, get_args

from bot.core.events import (
    AnotherAsked,
    Answered,
    Ended,
    Event,
    ExplainAsked,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    Voted,
    WentBack,
    WentOn,
)
from bot.core.replies import Debrief
from bot.core.vocabulary import Verdict
from bot.core.words import recognise
from bot.terminal.reading import Interrupted, Keep, choice
from bot.terminal.render import show, styled
from bot.terminal.several import chosen
from bot.terminal.sitting import Sitting
from bot.usecases.exchange import Shown, Wish
from bot.usecases.interviews import Interviews
from bot.usecases.refusals import AlreadyAnswered, Closed, Outdated, Refusal
from bot.usecases.showing import open_sessions
from bot.wording.names import name_of
from bot.wording.pages import offered, page
from bot.wording.progress_line import progress_line

_Result = TypeVar("_Result")
_VOTES: tuple[Verdict, ...] = tuple(verdict for verdict in get_args(Verdict) if verdict != "insufficient_evidence")
_OPEN = ("opening", "probe", "retry")
# One word for each thing that can be done beside answering, as recognise() understands it.
_WORDS: dict[type[Event], str] = {
    HintAsked: "hint",
    RepeatAsked: "repeat",
    MinuteAsked: "minute",
    Skipped: "skip",
    AnotherAsked: "another question",
    WentOn: "next",
    Ended: "end",
}

_Plain = (
    type[RepeatAsked]
    | type[HintAsked]
    | type[ExplainAsked]
    | type[MinuteAsked]
    | type[Skipped]
    | type[TriedAgain]
    | type[WentOn]
    | type[WentBack]
    | type[Ended]
)
# The events that need nothing but their name.
_PLAIN: tuple[_Plain, ...] = (RepeatAsked, HintAsked, ExplainAsked, MinuteAsked, Skipped, TriedAgain, WentOn, WentBack, Ended)
# What can be typed where nothing stands open.
_CHOICES: dict[str, _Plain] = {
    "": WentOn,
    "next": WentOn,
    "n": WentOn,
    "again": TriedAgain,
    "a": TriedAgain,
    "back": WentBack,
    "b": WentBack,
    "end": Ended,
}


class Practice:
    """`stored` is whether there is something left of it that can be gone on with afterwards."""

    def __init__(self, sitting: Sitting, interviews: Interviews, *, stored: bool = True) -> None:
        self._sitting = sitting
        self._interviews = interviews
        self._stored = stored

    def run(self, wish: Wish | None) -> bool:
        """Holds the interview to its end; None goes on with an unfinished one, where there are several with the one that is chosen. False
        when it was interrupted."""
        try:
            shown = self._begin(wish)
            self._show(shown)
            while shown.session.is_open:
                shown = self._next(shown)
            if self._stored:
                self._onwards(shown)
        except Interrupted:
            self._sitting.note("terminal.kept")
            return False
        return True

    def _begin(self, wish: Wish | None) -> Shown:
        if wish is None and (found := self._sitting.call(open_sessions(self._interviews, self._sitting.who))):
            one = found[0] if len(found) == 1 else chosen(found, self._sitting)
            if one is not None:
                shown = self._sitting.call(self._interviews.resume(self._sitting.who, one.id))
                if len(found) == 1:
                    self._sitting.note("terminal.resumed")
                return shown
        return self._sitting.call(self._interviews.start(self._sitting.who, wish or Wish()))

    def _onwards(self, shown: Shown) -> None:
        """Says where the end leads on to."""
        setup = shown.state.setup
        if any(isinstance(reply, Debrief) for reply in shown.replies):
            self._sitting.note("terminal.after_debrief")
        elif setup.mode in ("learn", "evaluate") and setup.scenario_id is not None:
            self._sitting.note("terminal.after_reading", scenario=setup.scenario_id)

    def _next(self, shown: Shown) -> Shown:
        """Reads until something came that the interview takes, and returns what followed."""
        refused = ""
        while True:
            event = self._read(shown, refused)
            if event is None:
                continue
            try:
                after = self._sitting.call(self._taken(shown, event))
            except (AlreadyAnswered, Outdated, Closed) as refusal:
                # Another window took this step: this one goes on where the interview stands.
                self._sitting.refused(refusal)
                after = self._sitting.call(self._interviews.resume(self._sitting.who, shown.session.id))
            except Refusal as refusal:
                refused = self._sitting.refused(refusal)
                continue
            self._show(after)
            return after

    async def _taken(self, shown: Shown, event: Event | type[AnotherAsked]) -> Shown:
        if isinstance(event, type):
            return await self._interviews.another(self._sitting.who, shown.session.id, shown.session.step)
        return await self._interviews.take(self._sitting.who, shown.session.id, shown.session.step, event)

    # Reading --------------------------------------------------------------------------------------------------------------

    def _read(self, shown: Shown, refused: str) -> Event | type[AnotherAsked] | None:
        """What the person wants; None where they have been told that it was not understood."""
        phase = shown.state.phase
        if phase in _OPEN:
            return self._read_answer(shown, refused)
        if phase in ("voting_a", "voting_b"):
            return self._read_vote()
        untold = "_untold" if "another" in offered(shown.state) else ""
        line = self._sitting.line(self._sitting.texts(f"terminal.{phase}{untold}"))
        if line is None:
            return Ended()
        asked = _asked(line, shown)
        if asked is AnotherAsked:
            return AnotherAsked
        chosen = _CHOICES.get(choice(line)) or _plain(asked)
        if chosen is None:
            self._sitting.note("terminal.not_understood")
            return None
        return self._sure(chosen, line)

    def _read_answer(self, shown: Shown, refused: str) -> Event | type[AnotherAsked] | None:
        session = shown.session
        draft = self._sitting.call(self._interviews.drafts.of(self._sitting.who, session.id, session.step)).get("one", "")
        names = offered(shown.state)
        words = ", ".join(word for event, word in _WORDS.items() if event.name in names)
        self._sitting.note("terminal.answer_draft" if draft else "terminal.answer", words=words)

        def asks(line: str) -> bool:
            return _asked(line, shown) is not None

        try:
            text = self._sitting.call(self._sitting.reader.answer(draft, self._keeper(shown), asks, refused))
        except Interrupted as interrupted:
            if not asks(interrupted.text):
                self._sitting.call(self._keeper(shown)(interrupted.text))
            raise
        if text is None:
            return Ended()
        asked = _asked(text, shown)
        if asked is AnotherAsked:
            return AnotherAsked
        plain = _plain(asked)
        return Answered(text) if plain is None else self._sure(plain, text)

    def _sure(self, chosen: _Plain, line: str) -> Event | None:
        """An end cannot be taken back, and "I'm done" may be said of an answer: one word alone ends the interview."""
        if chosen is Ended and choice(line) != _WORDS[Ended]:
            self._sitting.note("terminal.ends")
            return None
        return chosen()

    def _read_vote(self) -> Event | None:
        names = {verdict: name_of("verdict", verdict, self._sitting.texts) for verdict in _VOTES}
        choices = ", ".join(f"{number} {name}" for number, name in enumerate(names.values(), 1))
        line = self._sitting.line(self._sitting.texts("terminal.voting", choices=choices))
        if line is None or choice(line) == "end":
            return Ended()
        for number, (verdict, name) in enumerate(names.items(), 1):
            if choice(line) in (str(number), name.lower(), f"{number} {name}".lower()):
                return Voted(verdict)
        self._sitting.note("terminal.not_understood")
        return None

    def _keeper(self, shown: Shown) -> Keep:
        """Keeps what has been typed so far, so that a closed window loses nothing but the line being typed."""
        session = shown.session
        return lambda text: self._interviews.drafts.keep(self._sitting.who, session.id, session.step, {"one": text})

    # Showing --------------------------------------------------------------------------------------------------------------

    def _show(self, shown: Shown) -> None:
        self._sitting.rule()
        line = progress_line(shown.state, self._sitting.texts)
        if line:
            self._sitting.console.print(styled(line))
            self._sitting.console.print()
        show(self._sitting.console, page(shown.state, shown.replies, self._sitting.texts).blocks)


def _asked(text: str, shown: Shown) -> type[Event] | None:
    """What is asked for, where it is no answer."""
    return recognise(text, shown.state.phase, untold=shown.state.untold)


def _plain(asked: type[Event] | None) -> _Plain | None:
    """The event that is asked for, where it needs nothing but its name."""
    return next((event for event in _PLAIN if event is asked), None)
