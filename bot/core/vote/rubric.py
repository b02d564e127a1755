"""The rubric: everything a vote rests on, as data. bot/content/rubric.py reads it from bot/rubric/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple

from bot.core.frozen import dataclass
from bot.core.rules import IdRules, Kind
from bot.core.text.bare import Bare
from bot.core.text.reading import Reader
from bot.core.text.unread import Unread
from bot.core.trained.model import Model
from bot.core.trained.traits import TraitReader


@dataclass(frozen=True, slots=True)
class Cap:
    """A finding that holds the score down to `score` and a tenth of what rises above it, and the sentence that says so. It takes hold
    between the likelihoods `since` and `whole`: the sum counts what is less sure."""

    id: str
    score: float
    why: str
    principles: frozenset[str] = frozenset()  # empty: everywhere
    unless: frozenset[str] = frozenset()  # not where one of these is found
    since: float = 0.73
    whole: float = 0.95


@dataclass(frozen=True, slots=True)
class Clear:
    """What makes an answer a hire, if a bare one: these signals, and no flaw beyond one of the `gaps`; at some levels."""

    shows: frozenset[str]
    gaps: frozenset[str]
    levels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bar:
    """One level's bar: how much each id weighs, what the score starts from, what lifts most."""

    start: float
    weights: Mapping[str, float]


class Worth(NamedTuple):
    """What an id adds (negative: takes) where it is certain: to the rubric sum, and to how far over the hire line the answer is."""

    to_sum: float
    to_line: float


class Worths(NamedTuple):
    """What every id is worth, and both halves of that in the order of the rubric's ids."""

    of: Mapping[str, Worth]
    to_sum: tuple[float, ...]
    to_line: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ProbeTexts:
    """The general probes for one id: worded for any story, `{quote}` where the candidate's words go in."""

    first: tuple[str, ...]
    deeper: tuple[str, ...]


Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ProbeWorth:
    """How much each id is worth probing: its weights for bot.core.probing.FEATURES, and what its absence and its presence add under a
    principle. `lines` keeps what bot.core.probing makes of that at a level."""

    ids: Mapping[str, tuple[float, ...]]
    missing: Mapping[str, Mapping[str, float]]
    there: Mapping[str, Mapping[str, float]]
    lines: dict[str, dict[str, tuple[Line, Line]]] = field(default_factory=dict, init=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of an answer to something else than was asked, where no sentence may speak of a story and its question."""

    why: str
    ask: str
    lift: str


@dataclass(frozen=True, slots=True)
class ReplyRule:
    """A named thing to look for in a probe reply."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Rubric:
    """Build it once with `bot.content.rubric.load_rubric()`. `version` changes whenever the data does."""

    version: str
    reader: Reader = field(compare=False, repr=False)
    ids: tuple[IdRules, ...]
    traits: TraitReader = field(compare=False, repr=False)
    model: Model | None
    salad: IdRules
    bars: Mapping[str, Bar]
    bands: Mapping[str, float]
    line: Mapping[str, Bar]  # what the hire side takes, by weights of its own: the sum at which it begins is the score at which it does
    usual: Mapping[str, float]  # each signal's share of the hires that were trained on: what most of them have sets none apart
    hand_bars: Mapping[str, Bar]
    hand_reply: Mapping[str, float]
    principle_weights: Mapping[str, Mapping[str, float]]
    caps: tuple[Cap, ...]
    clear: Clear
    exclusive: tuple[tuple[str, str], ...]
    silences: Mapping[str, tuple[str, ...]]
    advised_at: Mapping[str, frozenset[str]]
    advised_under: Mapping[str, frozenset[str]]
    bare: Bare
    unread: Unread
    verdict_scores: Mapping[str, float]
    reasons: Mapping[str, str]
    lifts: Mapping[str, str]
    lifted: Mapping[str, str]
    sought: Mapping[str, str]
    unasked: Beside  # nobody said what was asked; {principle} is what the story was held against
    unreplied: Beside  # a reply on something else than its follow-up asked
    probes: Mapping[str, ProbeTexts]
    probing: ProbeWorth
    targets: Mapping[str, int]
    disagreement_words: frozenset[str]
    probe_cues: Mapping[str, tuple[str, ...]]
    partners: Mapping[str, tuple[str, ...]]
    lifted_by: Mapping[str, tuple[str, ...]]
    of_itself: frozenset[str]  # flaws of a reply that say nothing of the story
    reply_rules: tuple[ReplyRule, ...]
    reply_weights: Mapping[str, float]
    worths: dict[tuple[str, str], Worths] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What scoring.py works out of `bars`, `line` and `principle_weights`, by principle and level, when it is first asked for."""
