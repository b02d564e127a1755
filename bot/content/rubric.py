"""bot/rubric/ -> the Rubric. Nothing is read at import."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from bot.content.lexicon import read_entries, read_phrases, read_table
from bot.content.rules import read_kind, read_rules
from bot.content.sections import sections_sum
from bot.content.trained import FILE, read_model, read_sentences, read_words
from bot.core.rules import IdRules
from bot.core.text.bare import Bare
from bot.core.text.lexicon import Bits, LexiconData, build_lexicon
from bot.core.text.reading import Reader
from bot.core.text.unread import Unread
from bot.core.trained.asks import Asking
from bot.core.trained.traits import TraitReader
from bot.core.vocabulary import STAGES
from bot.core.vote.rubric import Bar, Beside, Cap, Clear, ProbeTexts, ProbeWorth, ReplyRule, Rubric

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# By name: an id is judged after those that its rules look back at.
RULE_FILES = ("story", "contribution", "outcome", "evidence", "reflection", "disagreement", "telling")
LEXICON_FILES = ("grammar", "contractions", "irregular", "verbs", "nouns", "words", "numbers")
PHRASE_FILES = ("contribution", "outcome", "evidence", "reflection", "disagreement", "story")


def rubric_home() -> Path:
    """Where the rubric's data lies (the training script writes there)."""
    return Path(__file__).resolve().parents[1] / "rubric"


def read_probing(data: dict[str, Any]) -> ProbeWorth:
    return ProbeWorth({id: tuple(row) for id, row in data["ids"].items()}, data["missing"], data["there"])


def read_bars(data: dict[str, Any]) -> dict[str, Bar]:
    return {level: Bar(bar["start"], bar["weights"]) for level, bar in data.items()}


def load_rubric(trained: bool = True, home: Path | None = None) -> Rubric:
    """The rubric that ships with the package, or the one at `home`; with `trained` False the rules by their hand-set weights alone.

    Raises RubricProblem where its data is wrong."""
    with _collector_at_rest():
        return _read_rubric(trained, home or rubric_home())


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """A rubric is a hundred thousand small objects that all stay: searching them for garbage while they are made takes a third of the
    time and finds none. What is there when it is made is set aside, so that no later search goes through it either: 20 ms each."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.freeze()
            gc.enable()


def _read_rubric(trained: bool, home: Path) -> Rubric:
    texts: dict[str, str] = {}

    def text(name: str) -> str:
        texts[name] = home.joinpath(name).read_text(encoding="utf-8")
        return texts[name]

    def data(name: str) -> Any:
        return yaml.load(text(name), Loader=_LOADER)  # the loader is a safe one

    sections = read_sentences(home) if trained else {}
    texts[FILE] = str(sections_sum(sections))
    words = read_words(sections)  # before anything else is made: most of the file's bytes need not stand beside the rest then
    lexicon_texts = {name: text(f"lexicon/{name}.txt") for name in LEXICON_FILES}
    lexicon_texts["phrases"] = "\n".join(text(f"lexicon/phrases/{name}.txt") for name in PHRASE_FILES)
    bits = Bits()
    lexicon = build_lexicon(_lexicon_data(lexicon_texts), bits)
    scoring = data("scoring.yaml")
    reader = Reader(lexicon, bits, scoring["acts"], None if words is None else words.grams.number)
    weights = json.loads(text("weights.json"))
    hand = json.loads(text("hand.json"))
    ids: list[IdRules] = []
    for name in RULE_FILES:
        ids += read_rules(data(f"rules/{name}.yaml"), bits, f"rules/{name}.yaml", [entry.id for entry in ids])
    (salad,) = read_rules(data("rules/salad.yaml"), bits, "rules/salad.yaml")
    traits = TraitReader(bits, lexicon.verb_classes, [f"in_{stage}" for stage in STAGES])
    model = read_model(json.loads(text("trained.json")), sections, words, _asking(data("asks.yaml")), traits.places()) if trained else None
    wording = data("wording.yaml")
    reply = data("reply.yaml")
    probes = data("probes.yaml")
    return Rubric(
        version=sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:12],
        reader=reader,
        ids=tuple(ids),
        traits=traits,
        model=model,
        salad=salad,
        bars=read_bars(weights["bars"]),
        bands=weights["bands"],
        line=read_bars(weights["line"]),
        usual=weights["usual"],
        hand_bars=read_bars(hand["bars"]),
        hand_reply=hand["reply"],
        principle_weights={name: dict(entry["weights"]) for name, entry in scoring["principles"].items()},
        caps=tuple(
            Cap(
                cap["id"],
                cap["score"],
                cap["why"],
                frozenset(cap.get("principles", ())),
                frozenset(cap.get("unless", ())),
                *cap.get("between", ()),
            )
            for cap in scoring["caps"]
        ),
        clear=Clear(**{name: frozenset(found) for name, found in scoring["clear"].items()}),
        exclusive=tuple((one, other) for one, other in scoring["exclusive"]),
        silences={id: tuple(others) for id, others in scoring["silences"].items()},
        advised_at={id: frozenset(levels) for id, levels in scoring["advised_at"].items()},
        advised_under={id: frozenset(principles) for id, principles in scoring["advised_under"].items()},
        bare=Bare(**scoring["bare"]),
        unread=Unread(**{**scoring["unread"], "foreign": frozenset(scoring["unread"]["foreign"].split())}),
        verdict_scores=scoring["verdicts"],
        reasons=wording["reasons"],
        lifts=wording["lifts"],
        lifted=wording["lifted"],
        sought=wording["sought"],
        unasked=Beside(**wording["unasked"]),
        unreplied=Beside(**wording["unreplied"]),
        probes={name: ProbeTexts(tuple(entry["first"]), tuple(entry["deeper"])) for name, entry in probes.items()},
        probing=read_probing(json.loads(text("probing.json"))),
        targets=scoring["seconds"],
        disagreement_words=frozenset(scoring["disagreement_words"]),
        probe_cues={name: tuple(cues) for name, cues in reply["cues"].items()},
        partners={name: tuple(found) for name, found in reply["partners"].items()},
        lifted_by={name: tuple(found) for name, found in reply["lifted_by"].items()},
        of_itself=frozenset(reply["of_itself"]),
        reply_rules=tuple(ReplyRule(name, read_kind(rule, bits, f"reply.yaml: {name}")) for name, rule in reply["rules"].items()),
        reply_weights=weights["reply"],
    )


def _lexicon_data(texts: dict[str, str]) -> LexiconData:
    return LexiconData(
        grammar=read_entries(texts["grammar"]),
        contractions={key: tuple(value.split()) for key, value in read_table(texts["contractions"]).items()},
        irregular={key: tuple(value.split()) for key, value in read_table(texts["irregular"]).items()},
        verbs=read_entries(texts["verbs"]),
        nouns=read_entries(texts["nouns"]),
        words=read_entries(texts["words"]),
        phrases=read_phrases(texts["phrases"]),
        numbers={key: float(value) for key, value in read_table(texts["numbers"]).items()},
    )


def read_asking(home: Path) -> Asking:
    return _asking(yaml.load((home / "asks.yaml").read_text(encoding="utf-8"), Loader=_LOADER))  # the loader is a safe one


def _asking(data: dict[str, Any]) -> Asking:
    return Asking(data["asks"], data["principles"], data["beside"])
