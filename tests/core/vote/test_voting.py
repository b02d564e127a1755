"""How probe replies move the vote."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.judgement import Asked, Finding, Judgement, Leaning
from bot.core.vocabulary import FLAWS, HIRE_SIDE, SIGNALS
from bot.core.vote.scoring import over_by, points, verdict_of
from bot.core.vote.voting import revote, standing
from tests.core.judged import COLLECTIVE, STRONG, replied, rubric, voted

ASKED = Asked("ownership", "sde2", "Tell me about a time you took something on.")


def probe(text: str, *competency: str) -> Asked:
    return Asked("ownership", "sde2", ASKED.question, text, competency)


OWN = (
    "The comparison and the form were mine. I took the log home and went through ninety days of it, I read the meter "
    "myself every evening for three "
    "weeks, and I drew the new form. Anna printed it, and the crews tried it out."
)
LESSON = (
    "I had trusted the signature for years. A form that is signed before the work is done says nothing, so I now put every signature last."
)
VAGUE = "It's hard to say, we always do everything together, so I couldn't tell you who did what."


def test_without_a_reply_the_vote_is_the_openings() -> None:
    opening = voted(COLLECTIVE)
    verdict, score, why, quote = revote(rubric(), ASKED, opening, [])
    assert (verdict, score, quote) == (opening.verdict, opening.score, None)
    assert why.endswith(".")


def test_a_strong_reply_raises_the_vote_and_a_weak_one_lowers_it() -> None:
    opening = voted(COLLECTIVE)
    asked = probe("Which part of that was yours?", "collective_voice", "individual_action")
    strong = replied(OWN, "Which part of that was yours?", "collective_voice", "individual_action")
    weak = replied(VAGUE, "Which part of that was yours?", "collective_voice", "individual_action")
    assert (strong.leans, weak.leans) == ("strong", "weak")
    _, raised, why, quote = revote(rubric(), ASKED, opening, [(asked, strong)])
    _, lowered, _, _ = revote(rubric(), ASKED, opening, [(asked, weak)])
    assert lowered < opening.score < raised
    assert quote is None or quote in OWN
    assert why.endswith(".")


def test_a_reply_in_another_language_moves_nothing_and_says_why() -> None:
    opening = voted(STRONG)
    asked = probe("What did it cost?", "business_impact")
    told = "Ich habe die Kosten von 4.100 € auf 310 € im Monat gesenkt, weil ich den alten Server abgeschaltet habe."
    verdict, score, why, quote = revote(rubric(), ASKED, opening, [(asked, replied(told, "What did it cost?", "business_impact"))])
    assert (verdict, score, quote) == (opening.verdict, opening.score, None)
    assert "not English" in why
    weak = replied("It cost what such things cost.", "What did it cost?", "business_impact")
    assert revote(rubric(), ASKED, opening, [(asked, weak)])[1] < opening.score


def test_what_a_reply_lifted_is_said_of_the_answer_and_never_by_the_flaws_name() -> None:
    asked = probe("Which number moved?", "no_metric", "metric_delta")
    opening = replace(voted(COLLECTIVE), flaws=(Finding("no_metric", None, None, None, None, "No number."),))
    strong = replace(replied(OWN, "Which number moved?", "no_metric", "metric_delta"), leans="strong", flaws=(), signals=())
    assert revote(rubric(), ASKED, opening, [(asked, strong)])[2] == "The number that was missing is there now."
    assert set(rubric().lifted) == set(FLAWS)


def test_what_a_reply_is_said_to_bring_is_in_the_words_that_are_quoted_beside_it() -> None:
    """Asked how long it waited, an honest price is a strong reply, and no step that was taken meanwhile."""
    cost = "It cost us the goodwill of the bank, they asked for a discount of 5% afterwards."
    asked = probe("How long was that, and what did it cost?", "passive")
    opening = replace(voted(COLLECTIVE), flaws=(Finding("passive", 0, 6, "waited", "action", "The story waits."),), signals=())
    price = Finding("tradeoff", 0, len(cost), cost, "action", "A cost is named.")
    strong = replace(replied(cost, "How long was that, and what did it cost?", "passive"), leans="strong", flaws=(), signals=(price,))
    assert revote(rubric(), ASKED, opening, [(asked, strong)])[2:] == ("The reply adds what was missing: trade-off.", cost)


def test_a_reply_adds_only_what_the_opening_lacked() -> None:
    """What was there there is not "added" by saying it again."""
    asked = probe("Which part of that was yours?", "individual_action")
    strong = replace(replied(OWN, "Which part of that was yours?", "individual_action"), leans="strong", flaws=())
    told = Finding("individual_action", 0, 8, "OWN", "action", "Told as I.")
    said_before = replace(voted(COLLECTIVE), score=20.0, flaws=(), signals=(told,))
    once_more = replace(strong, signals=(told,))
    assert revote(rubric(), ASKED, said_before, [(asked, once_more)])[2] == "The reply confirms what was told already: individual action."
    new = replace(said_before, signals=())
    assert revote(rubric(), ASKED, new, [(asked, once_more)])[2] == "The reply adds what was missing: individual action."


def test_a_strong_reply_lifts_the_cap_of_the_flaw_it_answers() -> None:
    """Once it is told whose work it was and what was learned, nothing is missing."""
    opening = voted(COLLECTIVE.partition(" Since then")[0])
    assert {"collective_voice", "no_reflection"} <= opening.ids
    own = (
        probe("Which part of that was yours?", "collective_voice", "individual_action"),
        replied(OWN, "Which part of that was yours?", "collective_voice", "individual_action"),
    )
    lesson = (
        probe("What did you learn?", "no_reflection", "specific_reflection"),
        replied(LESSON, "What did you learn?", "no_reflection", "specific_reflection"),
    )
    _, with_own, _, _ = revote(rubric(), ASKED, opening, [own])
    verdict, with_both, _, _ = revote(rubric(), ASKED, opening, [own, lesson])
    assert opening.score < with_own < with_both
    assert verdict in HIRE_SIDE


def test_what_a_reply_lets_slip_beside_the_question_disqualifies_nobody() -> None:
    """It counts; a question about it would have to be asked before it holds the whole vote down."""
    opening = voted(STRONG)
    passed_on = replied("I told the harbour office and they looked into it, they solved it.", "Which number moved?", "metric_delta")
    weak = replace(passed_on, leans="weak", flaws=(Finding("routed", 0, 6, "I told", "action", "You passed it on."),), signals=())
    _, beside, _, _ = revote(rubric(), ASKED, opening, [(probe("Which number moved?", "metric_delta"), weak)])
    _, asked_for, _, _ = revote(rubric(), ASKED, opening, [(probe("What did you do yourself?", "routed", "individual_action"), weak)])
    assert asked_for < beside < opening.score


def test_general_words_in_a_reply_leave_the_story_a_real_one() -> None:
    """The reply is weak, and says why; what happened in the opening happened all the same."""
    opening = voted(STRONG)
    asked = probe("Where else is the same thing waiting to happen?", "systemic_insight")
    general = "There are cases like that in every company, and I would always look for them first."
    weak = replace(
        replied(general, "Where else is the same thing waiting to happen?", "systemic_insight"),
        leans="weak",
        flaws=(Finding("hypothetical", 0, len(general), general, "action", "Says what they would do, not what they did."),),
        signals=(),
    )
    _, score, why, quote = revote(rubric(), ASKED, opening, [(asked, weak)])
    assert opening.score - 10 < score < opening.score
    assert (why, quote) == (weak.flaws[0].why, general)
    assert "hypothetical" not in standing(rubric(), opening, [(asked, weak)])


def test_the_vote_stays_on_the_scale_however_many_replies_come() -> None:
    for reply, text in ((OWN, STRONG), (VAGUE, COLLECTIVE)):
        asked = probe("Which part of that was yours?", "collective_voice")
        given = replied(reply, "Which part of that was yours?", "collective_voice")
        _, score, _, _ = revote(rubric(), ASKED, voted(text), [(asked, given)] * 12)
        assert 0 <= score <= 100


def test_a_story_stays_one_however_weak_the_replies_are() -> None:
    """Who has no number to give may say so a dozen times: it was a story, and is not too little to judge."""
    opening = voted(COLLECTIVE)
    asked = probe("Which number moved?", "metric_delta")
    weak = replied("I do not have a number.", "Which number moved?", "metric_delta")
    verdict, score, _, _ = revote(rubric(), ASKED, opening, [(asked, weak)] * 12)
    assert weak.leans == "weak"
    assert (verdict, score) == ("no_hire", rubric().verdict_scores["no_hire"])


def test_a_reply_that_nearly_brought_what_was_asked_costs_least() -> None:
    opening = voted(STRONG)
    asked = probe("Which number moved?", "metric_delta")
    weak = replace(replied(VAGUE, "Which number moved?", "metric_delta"), leans="weak", flaws=(), signals=())
    lost = [opening.score - revote(rubric(), ASKED, opening, [(asked, replace(weak, score=score))])[1] for score in (52.0, 30.0, 8.0)]
    assert 0 < lost[0] < lost[1] < lost[2]


def test_a_merit_shown_late_does_not_make_up_for_a_fault_that_stands() -> None:
    """The reply brings the number; that nobody else did the work, and that nothing was learned, it leaves open."""
    told = (
        "In May two of our lifeboats left the pier without a full tank. We talked about it in the crew, we looked into the log and we saw "
        "a pattern. Then we redesigned the form together and it was introduced everywhere. Everybody was very happy with it."
    )
    opening = voted(told)
    asked = probe("Which number moved?", "no_metric", "metric_delta")
    brought = replied("Boats without a full tank went from nine a month to one.", "Which number moved?", "no_metric", "metric_delta")
    assert brought.leans == "strong"
    assert {"collective_voice", "no_reflection"} <= opening.ids
    verdict, score, _, _ = revote(rubric(), ASKED, opening, [(asked, brought)])
    assert score > opening.score
    assert verdict not in HIRE_SIDE


def judged(score: float, *ids: str, leans: Leaning | None = None) -> Judgement:
    """One that found just these, each quoted by its own name."""
    found = {id: Finding(id, 0, len(id), id, "action", f"It shows {id}.") for id in ids}
    flaws, signals = (tuple(found[id] for id in kind if id in found) for kind in (FLAWS, SIGNALS))
    return Judgement(verdict_of(rubric(), score), score, leans, flaws, signals, {}, (), {})


GOOD = ("individual_action", "specific_reflection")
NUMBER = probe("Which number moved?", "no_metric", "metric_delta")


def test_a_doubt_that_the_reply_itself_leaves_open_stands() -> None:
    opening = judged(50.0, "no_metric", *GOOD)
    still = judged(70.0, "no_metric", "data_evidence", leans="strong")
    assert "no_metric" in standing(rubric(), opening, [(NUMBER, still)])
    assert "no_metric" not in standing(rubric(), opening, [(NUMBER, judged(70.0, "metric_delta", leans="strong"))])


def test_a_doubt_is_answered_by_what_answers_it_whatever_was_asked() -> None:
    opening = judged(50.0, "collective_voice", "specific_reflection")
    both = judged(70.0, "metric_delta", "individual_action", leans="strong")
    assert standing(rubric(), opening, [(NUMBER, both)]) == {"specific_reflection", "metric_delta", "individual_action"}


def test_a_flaw_that_a_reply_uncovers_costs_less_than_one_of_the_opening() -> None:
    mark = rubric().verdict_scores["hire"]
    _, score, why, quote = revote(rubric(), ASKED, judged(90.0, *GOOD), [(NUMBER, judged(mark, "passive", leans="weak"))])
    assert 0 < 90.0 - score < -points(rubric(), ASKED.principle, ASKED.level, "passive")
    assert (why, quote) == ("It shows passive.", "passive")


def test_a_strong_reply_that_adds_nothing_new_counts_a_little() -> None:
    opening = judged(60.0, *GOOD, "metric_delta")
    _, again, why, _ = revote(rubric(), ASKED, opening, [(NUMBER, judged(70.0, "metric_delta", leans="strong"))])
    assert again == 61.0
    assert why == "The reply confirms what was told already: metric with a delta."
    _, more, _, quote = revote(rubric(), ASKED, opening, [(NUMBER, judged(70.0, "data_evidence", leans="strong"))])
    assert more > again
    assert quote == "data_evidence"


def test_the_hire_line_is_crossed_by_what_was_found_and_not_by_strong_replies() -> None:
    opening = judged(54.0, "no_reflection", "no_data")
    brought = (NUMBER, judged(90.0, "metric_delta", leans="strong"))
    verdict, score, _, _ = revote(rubric(), ASKED, opening, [brought] * 5)
    assert (verdict, score) == ("leaning_no_hire", opening.score)


def test_an_opening_that_was_a_no_becomes_a_hire_at_most() -> None:
    """Whatever was drawn out of it, one question at a time, is a story that had to be drawn out."""
    brought = [(NUMBER, judged(90.0, id, leans="strong")) for id in sorted(SIGNALS)]
    verdict, score, _, _ = revote(rubric(), ASKED, judged(22.0), brought)
    assert verdict == "hire"
    assert revote(rubric(), ASKED, judged(22.0), [*brought, *brought])[1] == score
    assert revote(rubric(), ASKED, judged(45.0), brought)[0] == "strong_hire"


def test_one_reply_alone_makes_no_hire_of_an_opening_that_was_a_no() -> None:
    """A single owned sentence does not make up for a story of blame; with a second strong reply it may."""
    told = tuple(Finding(id, 0, 5, "words", "action", "It is shown.") for id in sorted(SIGNALS))
    whole = replace(judged(90.0, "metric_delta", leans="strong"), signals=told)
    assert revote(rubric(), ASKED, judged(22.0), [(NUMBER, whole)])[0] == "leaning_no_hire"
    assert revote(rubric(), ASKED, judged(22.0), [(NUMBER, whole)] * 2)[0] == "hire"
    assert revote(rubric(), ASKED, judged(45.0), [(NUMBER, whole)])[0] in HIRE_SIDE
    untold = replace(judged(22.0), flaws=(Finding("no_story", None, None, None, None, "There is no event."),))
    assert revote(rubric(), ASKED, untold, [(probe("What happened?", "no_story"), whole)])[0] == "hire", "the story itself came then"


@example(830, [90])
@given(st.integers(80, 1000), st.lists(st.integers(0, 559), min_size=1, max_size=4))
def test_the_vote_that_is_said_is_the_one_that_its_score_stands_for(told: int, replies: list[int]) -> None:
    """ "Hire (78 of 100)" stood where 78 is a strong hire: the vote had been read off 77.96."""
    weak = [(NUMBER, judged(score / 10, leans="weak")) for score in replies]
    verdict, score, _, _ = revote(rubric(), ASKED, judged(told / 10, *GOOD), weak)
    assert verdict == verdict_of(rubric(), score)


@given(st.sets(st.sampled_from(sorted(FLAWS))), st.sets(st.sampled_from(sorted(SIGNALS))))
def test_what_falls_short_of_the_line_however_little_is_told_below_it(flaws: set[str], signals: set[str]) -> None:
    opening, brought = judged(50.0, *flaws, *signals), [(NUMBER, judged(90.0, "metric_delta", leans="strong"))] * 3
    verdict, score, _, _ = revote(rubric(), ASKED, opening, brought)
    if over_by(rubric(), ASKED.principle, ASKED.level, standing(rubric(), opening, brought)) < 0:
        assert verdict not in HIRE_SIDE
        assert score < rubric().verdict_scores["hire"]


def test_a_cap_that_the_opening_stood_above_holds_it_where_it_was() -> None:
    """A strong reply that does not answer the doubt moves the vote neither over the cap nor back to it, and then no words moved it."""
    opening = judged(54.0, "collective_voice", *GOOD, "tradeoff", "business_impact", "prevention", "metric_delta")
    assert revote(rubric(), ASKED, opening, [(NUMBER, judged(90.0, "data_evidence", leans="strong"))]) == (
        opening.verdict,
        54.0,
        "The reply did not move the vote.",
        None,
    )
