"""A reply that contradicts the opening is pointed out with both quotes; one that adds to it is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.consistency import inconsistencies
from bot.core.figures import MOST, figures
from bot.core.owners import claims

OPENING = (
    "I noticed that the Platform team's webhook service had a 0.3% drop rate. I analyzed 412 failures from six weeks. "
    "I wrote a minimal fix with a test. The migration took nine days. It recovered $8,000 per week in lost revenue. "
    "I trained 12 nurses on the new form. The error rate fell from 4% to 1%."
)

CONTRADICTIONS = [
    ("number", "I showed them that the webhook drop rate was 0.5 percent.", "0.3% drop rate", "0.5 percent"),
    ("number", "I trained 15 nurses on it.", "I trained 12 nurses", "I trained 15 nurses"),
    ("number", "It recovered $5k per week of revenue.", "$8,000 per week", "$5k per week"),
    ("number", "The error rate fell from 6% to 1%.", "from 4%", "from 6%"),
    ("number", "The migration took three weeks, all in all.", "nine days", "three weeks"),
    ("number", "I analysed ninety failures.", "412 failures", "ninety failures"),
    ("owner", "Well, they fixed it themselves.", "I wrote a minimal fix", "they fixed it themselves"),
    ("owner", "The Platform team wrote the fix.", "I wrote a minimal fix", "The Platform team wrote the fix"),
    ("owner", "We wrote the fix together.", "I wrote a minimal fix", "We wrote the fix together"),
    ("owner", "My manager trained the nurses.", "I trained 12 nurses", "My manager trained the nurses"),
]

CONSISTENT = [
    "The drop rate was 0.3%.",
    "About $8k a week of revenue was recovered.",
    "The migration took a week and two days.",
    "I trained 3 more nurses later.",
    "In the first week the drop rate was 0.5%.",
    "The error rate was 2% in March.",
    "It took 3 days to review.",
    "They asked me to fix it.",
    "They reviewed it and merged it.",
    "They would have fixed it.",
    "They fixed their own test and I wrote the fix.",
    "They never fixed it.",
    "I'm not sure they fixed it.",
    "The Platform team wrote the fix for their side and I wrote the fix for ours.",
    "The Platform team adopted my alert.",
    "We deployed it together.",
    "I think 3 people were on call in 2021.",
]


@pytest.mark.parametrize(("kind", "reply", "before", "after"), CONTRADICTIONS)
def test_a_contradiction_is_pointed_out_with_both_quotes(kind: str, reply: str, before: str, after: str) -> None:
    (found,) = inconsistencies(OPENING, reply)
    assert found.kind == kind
    assert found.before in OPENING
    assert before in found.before
    assert found.after in reply
    assert after in found.after
    assert found.why.endswith(".")


@pytest.mark.parametrize("reply", CONSISTENT)
def test_what_adds_to_the_story_is_left_alone(reply: str) -> None:
    assert inconsistencies(OPENING, reply) == ()


STORIES_THAT_AGREE = [
    (
        "The fraud team built a model that blocks a courier automatically, and the CEO wanted it in two weeks.",
        "I did that, the target. And I wrote a rule of one page for our platform: no model blocks a person before its owner shows who he asked.",
    ),
    (
        "I built an alarm for the reefers.",
        "The other desk saw mine work for a month. Then they built it too.",
    ),
    (
        "I built the dashboard for the ward.",
        "The vendor had promised a portal. They built it in a year, and nobody used it.",
    ),
    (
        "I wrote a test for the importer.",
        "The data team wrote a test for their own exporter.",
    ),
    (
        "I wrote the first draft of the plan.",
        "My manager wrote the final plan for the board.",
    ),
    (
        "I ran the export every night.",
        "When I was ill my colleague ran the export.",
    ),
    (
        "I measured the pump on Monday.",
        "She measured the pump as well, and got the same.",
    ),
    (
        "I designed the form with the signature at the bottom.",
        "The harbour office designed a form for their own boats.",
    ),
    (
        "They launched the new app in May.",
        "I launched the pilot of the app in one shop.",
    ),
    (
        "I found the cause in the log.",
        "They found a second cause in the log two weeks later.",
    ),
    (
        "I fixed the comparison with a fixed clock.",
        "Later the platform team fixed the clock for all services.",
    ),
    (
        "I wrote eight templates and put them into the tool.",
        "My boss wrote the mail that announced the templates.",
    ),
    (
        "I tested it on three machines.",
        "They tested it on three machines before they believed me.",
    ),
    (
        "I led the migration of the wards.",
        "My boss led the project as a whole.",
    ),
    (
        "I proposed a photo at the door.",
        "The CEO proposed a photo of the courier's phone.",
    ),
    (
        "I trained Marta on the column.",
        "My colleague trained the next two.",
    ),
    (
        "I wrote the guideline for the lab.",
        "The guideline was reviewed by the safety team.",
    ),
    (
        "I built the prototype in a weekend.",
        "The final version was built by the vendor.",
    ),
    (
        "I built the tool from our data.",
        "The data came from the finance team.",
    ),
    (
        "I made the plan with two nurses.",
        "We made the rota for August together.",
    ),
    (
        "I called forty of them.",
        "I called twelve of the couriers again in May.",
    ),
    (
        "It fell from 7 minutes to 5 minutes within one quarter.",
        "The calls of the second line took 9 minutes.",
    ),
    (
        "I trained 12 nurses.",
        "Of the nurses, 3 nurses left before I trained them.",
    ),
    (
        "It saved us 3,000 euros a year.",
        "Of the 3,000, the Prague licence was 400, so 2,600 euros were left over.",
    ),
    (
        "In February it was 190 milligrams of chloride.",
        "In the spring before, the warden had 410 milligrams of chloride.",
    ),
    (
        "We lost 40 orders in the outage.",
        "Without it we would have lost 2,300 orders.",
    ),
    (
        "The error rate fell from 4% to 1%.",
        "For the night shift the error rate stayed at 3%.",
    ),
    (
        "The review took two weeks.",
        "The second review took three days.",
    ),
    (
        "I interviewed 11 couriers.",
        "Two couriers had been interviewed by the fraud team, 9 couriers by nobody.",
    ),
    (
        "The migration took nine days.",
        "I had planned six days for the migration.",
    ),
]

TAKEN_BACK = [
    (
        "I wrote eight templates and put them into the tool, and I trained my colleagues on them.",
        "(silence) Um. Well it's the others too, I mean the templates came from Head office, we were sent them. I put them in.",
    ),
    (
        "I built the dashboard in a week.",
        "The dashboard was built by a contractor.",
    ),
    (
        "I wrote a minimal fix with a test.",
        "My colleague wrote the fix, I reviewed it.",
    ),
    (
        "I designed the new form.",
        "The form was designed by the harbour office, we only printed it.",
    ),
    (
        "I trained 12 nurses.",
        "I trained 15 nurses on it.",
    ),
    (
        "My manager wrote the proposal.",
        "I wrote the proposal in one night.",
    ),
]


@pytest.mark.parametrize(("opening", "reply"), STORIES_THAT_AGREE)
def test_another_thing_and_the_same_thing_done_again_contradict_nothing(opening: str, reply: str) -> None:
    """To be told of two things that do not agree reads as an accusation: it has to be nearly certain."""
    assert inconsistencies(opening, reply) == ()


@pytest.mark.parametrize(("opening", "reply"), TAKEN_BACK)
def test_whoever_takes_a_deed_back_is_shown_both(opening: str, reply: str) -> None:
    assert inconsistencies(opening, reply)


def test_the_quotes_are_the_words_as_typed() -> None:
    (found,) = inconsistencies("I TRAINED “12” nurses on the ward’s form.", "So, I trained **15** nurses 🙂")
    assert found.before == "I TRAINED “12” nurses on the ward’s form"
    assert found.after.startswith("I trained **15** nurses")


def test_minutes_within_years_are_no_other_time_of_the_same_thing() -> None:
    opening = "For two years our number porting needed nine days where the law says one."
    assert inconsistencies(opening, "Of the nine days somebody worked on it for 50 minutes.") == ()


TAKEN_BACK_IN_THE_CORPUS = {"uwe-107"}  # "I discovered a chafed cable", then "he found the cable, and I signed for it"


def test_real_replies_to_real_openings_raise_no_false_alarm() -> None:
    """Replies of the labelled corpus follow their openings; hardly any contradicts itself, and by these plain signs those alone that were
    written to take something back."""
    pairs = 0
    for path in sorted((Path(__file__).parents[1] / "corpus" / "train").glob("*-answers.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        answers = {f"@{row['id']}": row["answer"] for row in rows}
        for row in rows[::2]:
            if row["kind"] == "reply" and row.get("opening"):
                pairs += 1
                opening = answers.get(row["opening"], row["opening"])
                found = inconsistencies(opening, row["answer"])
                assert bool(found) == (row["id"] in TAKEN_BACK_IN_THE_CORPUS), (row["id"], found)
    assert pairs >= 50


@pytest.mark.parametrize(
    "unit", ["12 nurses ", "5% of ", "I wrote it and they fixed it. ", "I trained {n} nurses. ", "a drop rate of {n}% and "]
)
def test_a_hostile_text_is_read_in_bounded_work(unit: str) -> None:
    """Figures and claims are bounded in number and in the length of their clauses, so that pairing them up is bounded too."""
    text = "".join(unit.format(n=n) for n in range(2000))[:20_000]
    assert len(figures(text)) <= MOST
    assert len(claims(text)) <= MOST
    assert all(len(figure.quote) <= 400 for figure in figures(text))


@given(st.text(max_size=300))
def test_no_text_contradicts_itself(text: str) -> None:
    assert inconsistencies(text, text) == ()


@given(
    st.lists(st.sampled_from([*(reply for _, reply, _, _ in CONTRADICTIONS), *CONSISTENT, "I", "%", "$", "they", "12", "\n"]), max_size=12),
    st.lists(st.sampled_from(OPENING.split(". ")), max_size=6),
)
def test_quotes_stand_in_the_texts_whatever_is_put_together(reply: list[str], opening: list[str]) -> None:
    before, after = " ".join(opening), " ".join(reply)
    for found in inconsistencies(before, after):
        assert found.before in before
        assert found.after in after


@pytest.mark.parametrize(
    ("opening", "reply"),
    [
        ("Her conversion rate was at 14 percent.", "In week six she approached 19 people, and her conversion rate was at 21 percent."),
        ("Only 31 of the 1,400 participants cancelled.", "Only 31 participants cancelled."),
        ("I was responsible for the launch in four countries.", "The alternative was to launch three countries on time."),
        ("I noticed that she passed these tickets on within minutes.", "She found the cause in a few minutes."),
    ],
)
def test_another_time_a_part_an_alternative_and_another_deed_are_no_contradiction(opening: str, reply: str) -> None:
    assert inconsistencies(opening, reply) == ()
