"""Figures, and whether something changed."""

import pytest

from tests.core.judged import reading_of, rubric


def marks(text: str) -> set[str]:
    out: set[str] = set()
    for bits in reading_of(text).sentence_bits:
        out |= {name for name in rubric().reader.bits.names(bits) if name.startswith("q.")}
    return out


@pytest.mark.parametrize(
    "text",
    [
        "Errors fell from 31 a week to six",
        "from nine days to two",
        "disk from 94 to 41 percent",
        "Refund in 2 days, was 6",
        "22 minutes instead of 5 hours",
        "the crash rate is 0.8 percent against 3.1 before",
        "waiting time went from eleven minutes down to three",
        "the reviews took one day instead of four",
        "failed runs went from nine a month to none",
        "errors went from seven to one",
    ],
)
def test_a_before_and_an_after(text: str) -> None:
    assert "q.pair" in marks(text)


@pytest.mark.parametrize(
    "text",
    [
        "complaints fell by 212", "complaints halved", "a third fewer complaints", "scrap dropped by half", "sales doubled",
        "handed over two days early", "40% better than the old system",
    ],
)  # fmt: skip
def test_a_change_without_a_pair(text: str) -> None:
    assert marks(text) & {"q.change", "q.pair"}


def test_a_figure_that_comes_back_for_the_same_thing() -> None:
    """A time that comes back may tell of anything, so it is heard as something else."""
    assert "q.again" in marks("We had 40 tickets a week. I wrote a check. After that there were 12 tickets.")
    assert "q.again_amount" in marks("The page took about four seconds. I shrank the pictures. It got to around two and a half seconds.")
    assert not {"q.again", "q.again_amount"} & marks("The page took four seconds. I shrank the pictures. It took four seconds still.")


@pytest.mark.parametrize("text", ["We tracked 14 dashboards", "I sent 61 mails in that week", "The building has nine floors and 214 doors"])
def test_a_count_alone_is_no_change(text: str) -> None:
    found = marks(text)
    assert "q.num" in found
    assert not found & {"q.pair", "q.change"}


@pytest.mark.parametrize(
    "text",
    ["One day I saw the one that failed", "In 2019 I joined", "It opened on 9 May", "at 18:00", "the p99", "one morning", "version v2"],
)
def test_dates_times_and_names_are_no_figures(text: str) -> None:
    assert not reading_of(text).figures


def test_units_are_known() -> None:
    assert "q.money" in marks("It saved €4,500")
    assert "q.percent" in marks("12 percent")
    assert "q.served" in marks("412 customers")
    assert "q.time" in marks("nine days")
