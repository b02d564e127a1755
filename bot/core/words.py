"""Candidate words: a whole message that is a request ("could you repeat the question?") and not an answer.

Precision first. A request is recognised only when nothing but the request is left of the message once greetings, fillers and
courtesies are taken off; one word more and it is an answer. Some words mean different things in different phases ("next", "again"):
the phase decides among their readings. Calls for help are heard in the English of those who learn it too ("what means this question?"),
and two of them in one message are one. Spanish ones stand in bot/core/spanish_words.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.events import (
    AnotherAsked,
    Ended,
    Event,
    ExplainAsked,
    HintAsked,
    MinuteAsked,
    RepeatAsked,
    Skipped,
    TriedAgain,
    WentBack,
    WentOn,
)
from bot.core.spanish_words import CLOSER, OPENER, REQUEST, WORDS
from bot.core.text.view import view_of
from bot.core.transitions import Phase, legal

_LONGEST = 120
"""Characters beyond which a message is not a request. It also bounds the work on a hostile one."""

_OPENER = (
    r"(?:sorry|excuse me|hi|hey|hello|ok|okay|alright|right|well|so|oh|ah|hm+|um+|uh+|er+|erm|yes|yeah|yep|please|actually|just|and|but"
    r"|thanks|thank you|i think|i guess|maybe)"
)
_REQUEST = (
    r"(?:would you mind|do you mind|(?:can|could|would|will|may|might) (?:you|we|i)(?: please| kindly| maybe| just| possibly)*"
    r"|is it possible to|is it ok(?:ay)? to|is it ok(?:ay)? if (?:i|we)|i (?:would|'d) (?:like|prefer)(?: to)?"
    r"|i'd (?:like|prefer|rather)(?: to)?|i (?:want|need|have|wish|wanna) to"
    r"|i want|i need|i'll|i will|let me|let's|let us|lets|how about|what about|do you have|i could use|i might need)"
)
_CLOSER = (
    r"(?:please|thanks|thank you|thx|pls|if (?:possible|i may|i can|you can|you could|that's ok(?:ay)?|that is ok(?:ay)?|it's ok(?:ay)?"
    r"|you don't mind)|for me|then|now|ok|okay|sorry|maybe|real quick|quickly)"
)
_THE_QUESTION = r"(?:it|that|this|that one|this one|(?:the|that|this|your|last) question|the last one)"
_NAMED = r"(?:the|that|this|your) question"
_NOT = r"(?:don't|do not|dont|does not|doesn't|can't|cannot|can not|am not|'m not|not|no)"
_UNDERSTAND = r"(?:understand|understood|understanding|get|follow)"
_IN_OTHER_WORDS = r"(?:differently|(?:in )?another way|(?:in|with) (?:other|different|plain|simple|simpler|easy|easier) words)"
_WHAT_IS_MEANT = r"what (?:you|it|that|this|the question) (?:mean|means|want|wants|ask|asks|is asking|are asking)(?: for| from me)?"
_A_MOMENT = r"(?:a|one|another|a couple of|a few|some|two|five|just a)(?: more)? ?(?:minutes?|min|mins|moments?|seconds?|secs?|bit|time)"
_TO_THINK = r" to think(?: about (?:it|that|this))?"

# Who would like to help asks for none.
_NOT_AN_OFFER = r"(?!(?:i|i'd|i'll|let|let's|lets) .*\bhelp\b)"

# Readings of a request, the likelier first, and the words for it: each a pattern for the whole rest of the message.
_WORDS: Mapping[tuple[type[Event], ...], tuple[str, ...]] = {
    (RepeatAsked,): (
        rf"(?:repeat|restate|reask|re-ask|repeating)(?: {_THE_QUESTION})?(?: (?:again|once more|one more time))?",
        rf"(?:say|ask|show|read|tell|give|see|hear)(?: me)? {_THE_QUESTION} (?:again|once more|one more time)",
        r"(?:see|show me|hear|read) the question",
        r"what (?:was|is|were) (?:the|that|your) question(?: again)?",
        r"what did you (?:just )?ask(?: me)?(?: again)?",
        r"(?:the )?question again|pardon(?: me)?|sorry|come again|say again",
    ),
    (HintAsked,): (
        r"(?:(?:give me|get|have|use|take|show me|see) )?(?:(?:a|one|some|any|another|the) )?(?:(?:small|little|quick) )?(?:hints?|clues?)",
        r"(?:i'm|i am|im)(?: a bit| totally| completely)? stuck",
        r"hint(?: me)?",
    ),
    (ExplainAsked,): (
        rf"what (?:does|do|did) (?:you|{_THE_QUESTION}) (?:even |really |actually |exactly )?mean(?: exactly)?",
        r"what (?:do|did) you (?:even |really |actually |exactly )?mean(?: (?:by|with)(?: [\w'-]+){1,3})?",
        rf"(?:what is|what's|whats) (?:meant(?: by {_THE_QUESTION})?|{_THE_QUESTION} (?:about|mean|asking(?: for| about)?))",
        r"what (?:are|were) you (?:asking|after|looking for|getting at)(?: (?:me|for|here|exactly|about))*",
        r"what (?:do|would) you (?:want|like|need)(?: me)?(?: to)? (?:know|hear|say|tell|tell you|answer)(?: here| exactly)?",
        r"what does(?: [\w'-]+){1,5} mean|what (?:it|this|that) means?",
        rf"what means(?: {_THE_QUESTION}| [\w'-]+(?: [\w'-]+){{0,4}})|what is the meaning(?: of {_THE_QUESTION})?",
        rf"i ?{_NOT} (?:really |quite |fully )?{_UNDERSTAND}(?: {_THE_QUESTION}| you)?(?: (?:well|very well|so well|good))?",
        rf"i (?:{_NOT}|didn't|did not|didnt) (?:really |quite |fully )?{_UNDERSTAND} {_NAMED}(?: (?:well|very well|so well|good))?",
        r"my english is not (?:so |very |that )?(?:good|perfect)",
        rf"i (?:don't|do not|dont) (?:really |quite )?(?:understand|get|see|know) {_WHAT_IS_MEANT}",
        rf"(?:(?:i'm|i am|im) )?(?:not sure|unsure)(?: that)? (?:i understand(?: {_THE_QUESTION}| you)?|{_WHAT_IS_MEANT})",
        rf"(?:i'm|i am|im)(?: a bit| a little)? (?:confused|lost)(?: by {_THE_QUESTION})?",
        rf"(?:{_THE_QUESTION} is|it's|that's) (?:not clear|unclear|confusing)(?: to me)?",
        rf"(?:clarify|rephrase|reword|paraphrase|explain)(?: (?:to )?me)?(?: {_NAMED}| it| that| this| {_WHAT_IS_MEANT})?"
        r"(?: a bit| further| more)?",
        rf"(?:put|say|ask|word|phrase|explain|repeat|tell)(?: me)?(?: {_THE_QUESTION})? {_IN_OTHER_WORDS}|{_IN_OTHER_WORDS}",
        rf"why (?:do|did|are|would) you (?:ask|asking|want to know|need to know)(?: me)?(?: about)?(?: {_THE_QUESTION})?",
        rf"why (?:does|is) {_THE_QUESTION} (?:matter|important|relevant|asked)|why {_NAMED}|why|what|huh",
        r"help(?: me)?(?: out)?(?: (?:with|understand) (?:it|this|that|(?:the|this|your) question))?|need help",
        r"i (?:need|want|could use)(?: some| a little| any)? help(?: with (?:it|this|that|(?:the|this|your) question))?|some help",
        r"(?:what|how) (?:do|should|can|must|shall) i (?:do|say|answer|type)(?: (?:it|this|that|the question))?(?: here| now)?",
    ),
    (MinuteAsked,): (
        rf"(?:give me|have|take|get|wait|need|i need|i'll need|hold on|hang on)(?: for)? {_A_MOMENT}(?:{_TO_THINK})?",
        rf"{_A_MOMENT}{_TO_THINK}|(?:a|one|just a|just one) (?:minute|min|second) please",
        r"(?:wait|hold on|hang on|more time|need more time|a little longer|some more time|time to think)",
        r"(?:just )?(?:a|one) (?:moment|sec)|moment|minute|sec|just (?:a|one) (?:minute|min|second)",
        rf"(?:have to |need to )?think(?: (?:about|on|over) (?:it|that|this))?(?: for {_A_MOMENT})?",
        r"(?:i'm|i am|still) thinking",
    ),
    (Skipped, WentOn): (
        rf"(?:skip|pass)(?: on)?(?: {_THE_QUESTION})?",
        rf"(?:not|rather not|prefer not to) (?:answer|say)(?: {_THE_QUESTION})?",
        r"next question",
    ),
    (WentOn, Skipped): (r"next|next one|move on|go on to the next(?: one| question)?|moving on",),
    (WentOn,): (
        r"(?:go on|continue|carry on|proceed|keep going|go ahead|next page|next step|go to the next page|turn the page|go forward|forward)",
    ),
    (WentBack,): (
        r"(?:go )?back|(?:the )?(?:previous|last) page|previous|(?:go )?(?:one )?page back|back one page|go back (?:one|a) page",
    ),
    (AnotherAsked,): (
        r"(?:(?:give me|have|get|try|ask me|take|do) )?(?:an?other|an other|other|a different|different|a new|new)(?: question| one)",
        r"change (?:the|this) question|ask(?: me)? (?:something|anything) else|something else",
    ),
    # Whoever has no story for a question would like another one; a follow-up on the story that was told is passed over.
    (AnotherAsked, Skipped): (
        rf"(?:i (?:have|have got|got) no|i (?:don't|do not|dont|haven't|have not)(?: really)? (?:have|got)(?: an?| any| one)?"
        r"|i (?:can't|cannot|can not|don't|do not) (?:think of|remember|find)(?: an?| any| one)?|no)"
        rf"(?: good| real)? (?:story|stories|examples?)(?: (?:for|about|on|to|with) {_THE_QUESTION})?",
    ),
    (TriedAgain, RepeatAsked): (r"again|once more|one more time",),
    (TriedAgain,): (
        rf"(?:retry|redo)(?: {_THE_QUESTION})?",
        rf"(?:try|answer|do|tell|attempt)(?: {_THE_QUESTION})? (?:again|once more|one more time|over|over again)",
        r"(?:give it |have |take |get )?(?:one more|another|a second|a new) (?:try|go|attempt|shot)",
        r"start (?:over|again)",
    ),
    (Ended,): (
        r"(?:end|stop|quit|exit|finish|abort|cancel)(?: (?:this|here|now|there|(?:the |this )?(?:interview|session|call)))?"
        r"(?: (?:here|now|for today))?",
        r"(?:i'm|i am|im|we're|we are) (?:done|finished)(?: here| with (?:it|this|the interview)| for (?:today|now))?",
        r"(?:that's|that is) (?:it|all|enough) for (?:today|now)|enough for today|call it a day|leave it there|leave it at that",
        r"(?:give me |show me |get |see |have |go to |jump to )?(?:the|my) debrief|debrief",
    ),
}
_PATTERNS = tuple((readings, re.compile("|".join(patterns))) for words in (_WORDS, WORDS) for readings, patterns in words.items())
_BEFORE, _AFTER = rf"(?:{_OPENER}|{OPENER})", rf"(?:{_CLOSER}|{CLOSER})"
_TAKE_OFF = (
    re.compile(rf"^{_BEFORE}\b[ ]?"),
    re.compile(rf"[ ]?\b{_AFTER}$"),
    re.compile(rf"^(?:{_NOT_AN_OFFER}{_REQUEST}|{REQUEST})(?= )[ ]"),
)
_COURTESY = re.compile(rf"(?:(?:{_BEFORE}|{_AFTER})(?: |$))+")
_PART = re.compile(r"[.,;:?!\n]+")
_TOGETHER: tuple[type[Event], ...] = (AnotherAsked, Skipped, ExplainAsked, HintAsked, RepeatAsked)
"""What two requests in one message may ask for, the one that is meant first: an explanation ends on the question."""
_MENTION = re.compile(r"<[@#][!&]?\d+>")
_NOISE = re.compile(r"[^\w' -]|_")


def recognise(text: str, phase: Phase | None = None, *, untold: bool = False) -> type[Event] | None:
    """The event that this whole message asks for, or None: then it is an answer. With the phase given (and whether no story has been told),
    the first reading that is legal in it is taken; where none is, the likeliest, so that the machine can say why not. AnotherAsked needs a
    question, which the caller chooses."""
    if len(text) > _LONGEST or "\n" in text.strip():
        return None
    message = view_of(_MENTION.sub(" ", text)).plain
    allowed = () if phase is None else legal(phase, untold=untold)
    if readings := _readings(message):
        return _in(allowed, readings)
    parts = [_readings(part) for part in _PART.split(message) if _bare(part) and not _COURTESY.fullmatch(_bare(part))]
    if not parts or not all(readings and {*readings} <= {*_TOGETHER} for readings in parts):
        return None
    return min((_in(allowed, readings) for readings in parts), key=_TOGETHER.index)


def _in(allowed: tuple[type[Event], ...], readings: tuple[type[Event], ...]) -> type[Event]:
    return next((reading for reading in readings if reading in allowed), readings[0])


def _readings(message: str) -> tuple[type[Event], ...]:
    """What the whole of it asks for, the likelier reading first; () where it is no request."""
    rests = _rests(_bare(message))
    return next((readings for rest in rests for readings, pattern in _PATTERNS if pattern.fullmatch(rest)), ())


def _bare(text: str) -> str:
    return " ".join(_NOISE.sub(" ", text).split())


def _rests(rest: str) -> list[str]:
    """The message, and what is left of it as courtesies come off one by one, from the whole to the barest."""
    rests = [rest]
    while True:
        barer = next((pattern.sub("", rest, count=1).strip() for pattern in _TAKE_OFF if pattern.search(rest)), rest)
        if barer == rest or not barer:
            return rests
        rests.append(barer)
        rest = barer
