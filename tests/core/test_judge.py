"""The vote: what it rests on, and what must never move it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import load
from benchmarks.disguises import DISGUISES
from bot.core.answer import join_stages
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.vocabulary import FLAWS, HIRE_SIDE, LEVELS, PRINCIPLES, SIGNALS, STAGES
from bot.core.vote.voting import revote
from tests.core.judged import COLLECTIVE, ROUTED, SALAD, STRONG, replied, rubric, voted


def plain_words(sentence: str) -> list[str]:
    return [word.strip(".,:;'\"").lower() for word in sentence.split()]


def test_a_strong_story_is_voted_hire_for_its_content() -> None:
    judgement = voted(STRONG)
    assert judgement.hire_side
    assert {"individual_action", "data_evidence", "metric_delta", "self_initiated", "specific_reflection"} <= judgement.ids


def test_the_same_deeds_told_as_we_are_not() -> None:
    judgement = voted(COLLECTIVE)
    assert not judgement.hire_side
    assert "collective_voice" in judgement.ids
    assert judgement.probes[0].target in {"collective_voice", "individual_action"}


def test_where_nobody_said_what_was_asked_no_sentence_speaks_of_a_question() -> None:
    told = (
        "My manager wanted to cut the load test before the launch. I disagreed and told her so with three failing endpoints in hand. She "
        "decided to launch anyway, and I carried it out fully and watched the endpoints with her that night."
    )
    judgement = judge(rubric(), Asked("ownership", "sde2", ""), told)
    assert "off_question" in judgement.ids
    assert judgement.because[0] == "It tells little of Ownership. What was asked is not known here."
    assert judgement.because[0] in {finding.why for finding in judgement.flaws}
    said = [*judgement.because, *(finding.why for finding in judgement.flaws)]
    said += [text for probe in judgement.probes for text in (probe.question, probe.reason)]
    said += [view.lift for view in judgement.levels.values()]
    assert not [text for text in said if "question" in text or "asked for" in text], said
    asked = judge(rubric(), Asked("ownership", "sde2", "When did you do more than your job?"), told)
    assert "The story answers another question." in asked.because


def test_passing_it_on_is_a_no() -> None:
    judgement = voted(ROUTED)
    assert judgement.verdict == "no_hire"
    assert "routed" in judgement.ids


def test_a_list_of_stock_phrases_scores_at_the_bottom() -> None:
    judgement = voted(SALAD)
    assert judgement.verdict in {"no_hire", "insufficient_evidence"}
    assert judgement.score < voted(ROUTED).score


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "asdf qwer zxcv uiop hjkl",
        "Ich habe das Projekt geleitet und die Fehler um die Hälfte gesenkt.",
        "👍",
        "?",
        "\u200b" * 50,
    ],
)
def test_where_there_is_nothing_to_judge_it_says_so(text: str) -> None:
    judgement = voted(text)
    assert judgement.verdict == "insufficient_evidence"
    assert [finding.id for finding in judgement.flaws] == ["no_story"]


def test_what_raises_an_answer_in_another_language_is_to_tell_it_in_english() -> None:
    """It was told an event; that it should tell one was untrue."""
    judgement = voted("Ich habe das Projekt geleitet und die Fehler um die Hälfte gesenkt.")
    assert {view.lift for view in judgement.levels.values()} == {"Tell it once more in English."}


@pytest.mark.parametrize(
    "text",
    ["No me acuerdo bien de eso", "Lo hice yo solo.", "Ich weiß es nicht mehr genau.", "Je ne me souviens pas.", "Mi jefe me lo pidió."],
)
def test_a_short_reply_in_another_language_is_not_read_and_moves_no_vote(text: str) -> None:
    asked = Asked("ownership", "sde2", "Tell me about a time you took something on.", "What was yours?", ("individual_action",))
    opening = voted(STRONG)
    reply = judge(rubric(), asked, text)
    assert reply.unread
    assert revote(rubric(), Asked("ownership", "sde2", asked.question), opening, [(asked, reply)])[1] == opening.score


@pytest.mark.parametrize(
    "text", ["Postgres, Kafka, Redis.", "Marta, Ioana, Pieter.", "Van der Berg did.", "About 40 percent.", "La Paz and Los Gatos."]
)
def test_a_few_names_are_no_other_language(text: str) -> None:
    assert not replied(text, "Which ones?").unread


@pytest.mark.parametrize("name", sorted(DISGUISES))
@pytest.mark.parametrize("text", [STRONG, COLLECTIVE, ROUTED])
def test_form_does_not_move_the_side(name: str, text: str) -> None:
    assert voted(DISGUISES[name](text)).hire_side == voted(text).hire_side


def test_taking_out_the_number_takes_points_in_nearly_every_answer() -> None:
    """Pairs of the training corpus whose outcome loses its number. Not every one: a likelihood that no finding names may outweigh it
    (docs/judging.md, "Where it is weak")."""
    examples = load("train")
    by_id = {example.id: example for example in examples}
    pairs = [
        one for one in examples if one.source == "pair" and one.kind == "opening" and one.moves == "down" and "no_metric" in one.appears
    ]
    some = pairs[::3]
    fell = [judge(rubric(), one.asked, one.text).score < judge(rubric(), one.asked, by_id[one.base_id].text).score for one in some]
    assert len(fell) >= 100
    assert sum(fell) >= 0.95 * len(fell)


def test_taking_out_what_a_finding_rests_on_takes_out_the_finding() -> None:
    story = (
        "Nobody had asked me, but I went through the fuel log and compared it with the meter on the pump. I found that "
        "the early crew signed before "
        "they had filled up. I redrew the form and tried it with one crew. {} Since then I stand at the pump on the "
        "first morning, because I lost a "
        "week believing the log."
    )
    before = voted(story.format("Boats that left with an empty tank went from nine a month to one."))
    after = voted(story.format("The situation on the pier got a lot better and the crews were happy."))
    assert "metric_delta" in before.ids
    assert "metric_delta" not in after.ids
    assert "no_metric" in after.ids


def test_the_bar_rises_with_the_level() -> None:
    levels = voted(STRONG).levels
    assert list(levels) == list(LEVELS)
    assert levels["sde1"].score >= levels["sde2"].score >= levels["senior"].score


def test_every_reason_is_a_full_sentence() -> None:
    for text in (STRONG, COLLECTIVE, ROUTED, SALAD):
        judgement = voted(text)
        sentences = [*judgement.because, *(finding.why for finding in (*judgement.flaws, *judgement.signals))]
        assert sentences
        assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)


def test_what_is_said_of_an_answer_is_true_for_whoever_reads_it() -> None:
    """An interviewer and a room read it too: it says "you" to nobody. What would raise the vote is advice, and does."""
    told = rubric()
    rules = [rule.why for entry in told.ids for rule in entry.rules]
    said = [*told.reasons.values(), *told.sought.values(), *told.lifted.values(), *rules, *(cap.why for cap in told.caps)]
    assert [sentence for sentence in said if {"you", "your", "yours", "yourself"} & set(plain_words(sentence))] == []


def test_a_quote_says_something_by_itself() -> None:
    """Two words are quoted only where they are all that the sentence says."""
    examples = [one for one in load("train") if one.kind == "opening" and one.source == "base"]
    quotes = 0
    for example in examples[::180]:
        judgement = judge(rubric(), example.asked, example.text)
        for finding in (*judgement.flaws, *judgement.signals):
            if finding.quote and len(finding.quote.split()) < 4:
                quotes += 1
                assert finding.start is not None
                assert finding.end is not None
                before, after = example.text[: finding.start].rstrip("*_ "), example.text[finding.end :].lstrip("*_ ")
                assert not before or before[-1] in ".!?:;\n,-–—\"')", (finding.id, finding.quote)
                assert not after or after[0] in ".!?:;\n,-–—\"')", (finding.id, finding.quote)
    assert quotes < len(examples[::180])


def test_the_stage_an_answer_was_typed_in_holds_and_offsets_refer_to_the_joined_text() -> None:
    stages = {
        "situation": "Two boats left the pier without a full tank.",
        "action": "I compared the log with the meter on the pump and I redrew the form.",
        "result": "Boats without a full tank went from nine a month to one.",
    }
    text = join_stages(stages)
    judgement = judge(rubric(), Asked("ownership", "sde2", "?"), text, stages)
    delta = next(finding for finding in judgement.signals if finding.id == "metric_delta")
    assert delta.stage == "result"
    assert text[delta.start : delta.end] == delta.quote
    assert judgement.stages["task"].words == 0
    with pytest.raises(ValueError, match="joined by blank lines"):
        judge(rubric(), Asked("ownership", "sde2", "?"), "another text", stages)


def test_a_labelled_part_is_what_its_label_says() -> None:
    judgement = voted(
        "Result: Boats without a full tank went from nine a month to one.\nAction: I redrew the form and I moved the signature."
    )
    assert judgement.stages["result"].words > 0
    assert judgement.stages["action"].words > 0
    assert judgement.stages["reflection"].words == 0


def test_a_label_alone_does_not_claim_what_follows_it() -> None:
    judgement = voted(
        "Problem: nobody had looked at the log. I read the meter for three weeks and I redrew the form. Boats without a full tank went "
        "from nine a month to one. Since then I put every signature last."
    )
    assert all(judgement.stages[stage].words > 0 for stage in ("situation", "action", "result"))


def test_an_unknown_principle_or_level_is_refused() -> None:
    with pytest.raises(ValueError, match="no bar"):
        judge(rubric(), Asked("courage", "sde2", "?"), STRONG)


@pytest.mark.parametrize("principle", sorted(PRINCIPLES))
def test_every_principle_judges_every_level(principle: str) -> None:
    judgement = voted(STRONG, principle)
    assert set(judgement.levels) == set(LEVELS)
    assert set(judgement.stages) == set(STAGES)


def test_a_strong_reply_leans_strong_and_a_dodge_weak() -> None:
    probe = "How did you measure the result?"
    strong = replied(
        "I took the meter readings for the three weeks before and the three weeks after, 400 departures each, and "
        "counted the boats under half a tank. "
        "It was nine before and one after. I left out the two days when the pump was broken.",
        probe,
        "metric_delta",
        "data_evidence",
    )
    weak = replied(
        "We didn't really measure it, to be honest. It was obvious to everybody that it was much better, and people were happy.",
        probe,
        "metric_delta",
    )
    assert (strong.leans, weak.leans) == ("strong", "weak")
    assert strong.hire_side
    assert not weak.hire_side


def test_a_reply_is_not_blamed_for_what_the_probe_did_not_ask() -> None:
    judgement = replied(
        "I told the harbour master that I disagreed, because the log showed 31 gaps, and he changed his mind.",
        "What did you say to him?",
        "pushback",
    )
    assert not {"no_metric", "no_reflection", "no_data"} & judgement.ids
    assert not any("number measures" in reason for reason in judgement.because)


def _check(text: str, judgement: Judgement) -> None:
    assert 0 <= judgement.score <= 100
    assert (judgement.verdict in HIRE_SIDE) == judgement.hire_side
    for finding in (*judgement.flaws, *judgement.signals):
        assert finding.id in FLAWS or finding.id in SIGNALS
        if finding.start is None or finding.end is None:
            assert finding.quote is None
        else:
            assert text[finding.start : finding.end] == finding.quote
            assert finding.quote


_PIECES = st.sampled_from([
    "I rebuilt the importer. ", "We moved it, ", "from 9 to 2 percent ", "um, ", "\u200b", "🙂", "“no”", "\n- ", "My "
    "manager told me to ", "e\u0301",
    "STAR", "Result: ", "learned that communication is key ", "İ", "ﬁ", "𝗜 ", "<@123> ", "**", "1. ", "½ ", ", and then "
    "", "ß", "\x00", "\ud800",
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(_PIECES, max_size=40).map("".join)))
def test_quotes_are_exact_on_any_text_and_the_vote_is_always_the_same(text: str) -> None:
    judgement = voted(text)
    _check(text, judgement)
    assert voted(text) == judgement


@pytest.mark.parametrize(
    "text",
    [
        "I " * 10_000,
        '"' * 20_000,
        "e\u0301" * 10_000,
        "(" * 20_000,
        "from 5 to 6 " * 1_600,
        "the the " * 2_500,
        "<@1" * 6_600,
        "a" * 20_000,
        "\n" * 20_000,
    ],
)
def test_hostile_texts_are_judged_like_any_other(text: str) -> None:
    _check(text, voted(text))


def test_a_reply_beside_its_follow_up_is_called_so_and_no_story_on_another_question() -> None:
    told = "The sales team uses the dashboard now, and so does the Leeds office."
    reply = replied(told, "What did the disagreement with your manager sound like, in your own words?", "pushback")
    (off,) = [flaw for flaw in reply.flaws if flaw.id == "off_question"]
    said = [off.why, *reply.because, *(probe.question for probe in reply.probes if probe.target == "off_question")]
    assert off.why == "The follow-up asks for one thing, and the reply tells another."
    assert not [sentence for sentence in said if "story" in sentence or "fits the question" in sentence]
