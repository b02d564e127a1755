"""Each kind of rule on small texts, and the rubric's data as a whole."""

import pytest

from bot.content.rubric import LEXICON_FILES, PHRASE_FILES, RULE_FILES, rubric_home
from bot.content.rules import RubricProblem, condition, read_kind, read_rules
from bot.core.judgement import Asked
from bot.core.rules import Kind
from bot.core.vocabulary import FLAWS_AND_SIGNALS
from tests.core.judged import reading_of, rubric

ASKED = Asked("ownership", "sde2", "Tell me about a time you took something on.")


def strength(kind: Kind, text: str, **found: float) -> float:
    return kind.run(reading_of(text), ASKED, found).strength


def made(**rule: object) -> Kind:
    return read_kind(rule, rubric().reader.bits, "a test")


def test_any_clause_grows_with_the_count_up_to_its_cap() -> None:
    kind = made(any="by_i act", cap=4)
    assert strength(kind, "It rained.") == 0
    one = strength(kind, "I rebuilt the importer.")
    two = strength(kind, "I rebuilt the importer. I tested the parser.")
    many = strength(kind, "I rebuilt it. I tested it. I moved it. I measured it. I repaired it.")
    assert 0 < one < two < many == 1.0


def test_any_clause_points_at_the_clause() -> None:
    reading = reading_of("It rained, and I rebuilt the importer.")
    held = made(any="by_i act").run(reading, ASKED, {})
    assert held.where is not None
    first, end = held.where
    assert reading.tokens.words[first:end] == ["i", "rebuilt", "the", "importer"]


def test_any_sentence_sees_what_its_clauses_hold_together() -> None:
    text = "I measured it and the errors fell from nine to two."
    assert strength(made(any_sentence="by_i q.pair"), text) == 1.0


def test_none_holds_where_nothing_is_found() -> None:
    kind = made(none="by_we act")
    assert strength(kind, "I rebuilt the importer.") == 1.0
    assert strength(kind, "We rebuilt the importer.") == 0.0


def test_share_runs_from_low_to_high() -> None:
    kind = made(share="by_we", among="by_i|by_we act", low=0.2, high=0.8)
    assert strength(kind, "I rebuilt it. I tested it.") == 0.0
    assert strength(kind, "We rebuilt it. We tested it.") == 1.0
    assert strength(kind, "I rebuilt it. We tested it.") == pytest.approx(0.5)


def test_before_measures_how_much_stands_before_the_act() -> None:
    kind = made(before="act by_i", low=0.0, high=1.0)
    early = strength(kind, "I rebuilt it. It was a bakery with nine shops, and it stood by the lake.")
    late = strength(kind, "It was a bakery with nine shops, and it stood by the lake. I rebuilt it.")
    assert early < 0.1 < 0.7 < late


def test_follows_needs_the_order_and_the_distance() -> None:
    kind = made(follows="by_i say", then="by_they build", within=2)
    assert strength(kind, "I told the vendor. They repaired it.") == 1.0
    assert strength(kind, "They repaired it. I told the vendor.") == 0.0
    assert strength(kind, "I told the vendor. It rained. It snowed. It thawed. They repaired it.") == 0.0


def test_other_reads_the_odds_of_an_id_judged_before() -> None:
    kind = made(other="metric_delta", low=-2, high=2)
    assert [strength(kind, "x", metric_delta=odds) for odds in (-3.0, 0.0, 3.0)] == [0.0, 0.5, 1.0]


def test_an_unknown_class_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(RubricProblem, match="Did you mean `persuade`"):
        condition("by_i persaude", rubric().reader.bits, "rules/x.yaml: y")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(RubricProblem, match="unknown kind"):
        made(sometimes="by_i")


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"any": "by_i", "why": "own acts"}, "`w` is missing"),
        ({"any": "by_i", "w": 1.0}, "`why` is missing"),
        ({"any": "by_i", "capp": 2, "w": 1.0, "why": "own acts"}, "`capp` is not a key of it. Did you mean `cap`"),
        ({"share": "by_i", "low": 0, "high": 1, "w": 1.0, "why": "own acts"}, "`among` is missing"),
        ({"other": "no_metrik", "low": -2, "high": 2, "w": 1.0, "why": "no number"}, "not judged before it. Did you mean `no_metric`"),
        ({"other": "no_data", "low": -2, "high": 2, "w": 1.0, "why": "no data"}, "'no_data' is not judged before it"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_at_its_place(rule: dict[str, object], told: str) -> None:
    with pytest.raises(RubricProblem) as refused:
        read_rules({"vague_outcome": {"bias": 0.0, "rules": [rule]}}, rubric().reader.bits, "rules/x.yaml", ["no_metric"])
    assert str(refused.value).startswith("rules/x.yaml: vague_outcome: rule 1: ")
    assert told in str(refused.value)


def test_every_file_of_the_rubric_is_read() -> None:
    """They are read in an order that counts, and so by name."""
    for folder, names in (("rules", {*RULE_FILES, "salad"}), ("lexicon", set(LEXICON_FILES)), ("lexicon/phrases", set(PHRASE_FILES))):
        assert {path.stem for path in (rubric_home() / folder).iterdir() if path.is_file()} == names


def test_every_id_of_the_vocabulary_has_rules_and_every_rule_says_why() -> None:
    assert {entry.id for entry in rubric().ids} == set(FLAWS_AND_SIGNALS)
    for entry in rubric().ids:
        assert entry.rules, entry.id
        for rule in entry.rules:
            assert len(rule.why.split()) >= 2, (entry.id, rule)


def test_the_wording_covers_the_vocabulary() -> None:
    for texts in (rubric().reasons, rubric().sought, rubric().lifts):
        assert set(texts) == set(FLAWS_AND_SIGNALS)
        assert all(text.endswith(".") and "!" not in text for text in texts.values())
