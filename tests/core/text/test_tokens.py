import pytest

from bot.core.text.tokens import tokenise
from bot.core.text.view import view_of
from tests.core.judged import reading_of, rubric


def words(text: str) -> list[str]:
    return tokenise(view_of(text), rubric().reader.forms).words


def sentences(text: str) -> list[str]:
    tokens = tokenise(view_of(text), rubric().reader.forms)
    return [" ".join(tokens.words[first:end]) for first, end in tokens.sentences]


def test_fillers_and_markup_are_no_words() -> None:
    assert words("So, um, I, like, **rebuilt** the `importer`.") == ["so", "i", "rebuilt", "the", "importer"]


def test_contractions_are_two_words_with_or_without_their_apostrophe() -> None:
    assert words("I didn't") == words("i didnt") == ["i", "did", "not"]
    assert words("It’s") == ["it", "'s"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mrs. Petrak called. I went.", 2),
        ("It fell from 0.4 to 1.9 percent. Good.", 2),
        ("- counted the boxes\n- moved the shelf\n- told the boss", 3),
        ("1. I counted.\n2. I moved it.", 2),
        ("1. I counted. 2. I moved it. 10. I told them.", 3),
        ("Build times fell from 26 minutes to 9. In hindsight I had guessed lower.", 2),
        ("J. Petrak had asked. I went.", 2),
        ("It came to 90 ms. Since then nobody waits.", 2),
        ("It showed 6x. I got four engineers.", 2),
        ("It saved 70k. What I overlooked was lunch.", 2),
        ("We met Ms. Petrak at 9 a.m. in room no. 5.", 1),
        ("A short line\nA bakery with nine shops", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_wrapped_line_goes_on() -> None:
    text = "I went through the order sheets of the last six weeks and put them\nnext to what had been loaded on the van."
    assert len(sentences(text)) == 1


def test_list_numbers_are_no_figures() -> None:
    assert not reading_of("1. I counted the boxes.\n2. I moved the shelf.").figures


def test_a_mention_or_an_address_adds_no_word_to_the_story() -> None:
    assert words("see https://example.org/a-b for it") == ["see", "for", "it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara's van wasn't full: 9% of 40", ["mara's", "mara's", "van", "wasn't", "wasn't", "full", "9", "%", "of", "40"]),
        ("«Das Café» didn’t reply → <@12345>", ["das", "cafe", "didn't", "didn't", "reply", ">", "<@12345>"]),
    ],
)
def test_every_token_knows_where_it_stands(text: str, expected: list[str]) -> None:
    view = view_of(text)
    tokens = tokenise(view, rubric().reader.forms)
    assert [view.plain[tokens.start(at) : tokens.end(at)] for at in range(len(tokens.words))] == expected
