"""bot/rubric/ -> the Rubric. Nothing is read at import."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

from bot.content.lexicon import read_entries, read_phrases, read_table
from bot.content.rules import read_kind, read_rules
from bot.core.lexicon import Bits, LexiconData, build_lexicon
from bot.core.reading import Reader
from bot.core.rubric import Bar, Cap, ProbeTexts, ReplyRule, Rubric

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RULE_FILES = ("contribution", "outcome", "evidence", "reflection", "disagreement", "story")
_LEXICON_FILES = ("grammar", "contractions", "irregular", "verbs", "nouns", "words", "numbers")
_PHRASE_FILES = ("contribution", "outcome", "evidence", "reflection", "disagreement", "story")


def load_rubric() -> Rubric:
    """The rubric that ships with the package. Raises RubricProblem where its data is wrong."""
    home = files("bot.rubric")
    texts: dict[str, str] = {}

    def text(name: str) -> str:
        texts[name] = home.joinpath(name).read_text(encoding="utf-8")
        return texts[name]

    def data(name: str) -> Any:
        return yaml.load(text(name), Loader=_LOADER)  # the loader is a safe one

    lexicon_texts = {name: text(f"lexicon/{name}.txt") for name in _LEXICON_FILES}
    lexicon_texts["phrases"] = "\n".join(text(f"lexicon/phrases/{name}.txt") for name in _PHRASE_FILES)
    bits = Bits()
    lexicon = build_lexicon(_lexicon_data(lexicon_texts), bits)
    scoring = data("scoring.yaml")
    reader = Reader(lexicon, bits, scoring["acts"])
    weights = json.loads(text("weights.json"))
    ids = [entry for name in _RULE_FILES for entry in read_rules(data(f"rules/{name}.yaml"), bits, f"rules/{name}.yaml", weights["rules"])]
    wording = data("wording.yaml")
    reply = data("reply.yaml")
    probes = data("probes.yaml")
    return Rubric(
        version=sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:12],
        reader=reader,
        ids=tuple(ids),
        bars={level: Bar(bar["start"], bar["weights"]) for level, bar in weights["bars"].items()},
        principle_weights={name: dict(entry["weights"]) for name, entry in scoring["principles"].items()},
        caps=tuple(
            Cap(cap["id"], cap["score"], cap["why"], frozenset(cap.get("principles", ())), frozenset(cap.get("unless", ())), cap.get("soft", False))
            for cap in scoring["caps"]
        ),
        verdict_scores=scoring["verdicts"],
        reasons=wording["reasons"],
        lifts=wording["lifts"],
        sought=wording["sought"],
        wanted=scoring["wanted"],
        probes={name: ProbeTexts(tuple(entry["first"]), tuple(entry["deeper"])) for name, entry in probes.items()},
        probe_order=scoring["probe_order"],
        targets=scoring["seconds"],
        disagreement_words=frozenset(scoring["disagreement_words"]),
        probe_cues={name: tuple(cues) for name, cues in reply["cues"].items()},
        partners={name: tuple(found) for name, found in reply["partners"].items()},
        lifted_by={name: tuple(found) for name, found in reply["lifted_by"].items()},
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
