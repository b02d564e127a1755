"""Every language but English is complete, says what English says, and fits where Discord shows it."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.cli import build_parser
from bot.core.vocabulary import FLAWS_AND_SIGNALS, LEVELS, PRINCIPLES, STAGES, VERDICTS
from bot.core.words import recognise
from bot.wording.catalogue import DEFAULT_LANGUAGE, Texts, languages, load_texts

ENGLISH = load_texts()
# What English has in the vocabulary itself and in the commands' own names.
BESIDE = ("names.", "discord.name.")
# Words that stay as they are in every language: code in a sentence, and what has no words of its own.
CODE = re.compile(r"`[^`]+`")
_TYPED = re.compile(r"^[-_\w]{1,32}$")


@pytest.fixture(params=[language for language in languages() if language != DEFAULT_LANGUAGE])
def other(request: pytest.FixtureRequest) -> Texts:
    """A language beside English."""
    return load_texts(request.param)


def sentence(texts: Texts, key: str) -> str:
    return texts._sentences[key]


def placeholders(text: str) -> list[str]:
    return sorted(name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None)


def test_every_english_sentence_has_its_twin(other: Texts) -> None:
    assert sorted(ENGLISH.keys - other.keys) == []
    assert sorted(key for key in other.keys - ENGLISH.keys if not key.startswith(BESIDE)) == []


def test_twins_hold_the_same_values_and_the_same_marks(other: Texts) -> None:
    twins = {key: (sentence(ENGLISH, key), sentence(other, key)) for key in ENGLISH.keys & other.keys}
    assert not {key for key, (english, twin) in twins.items() if placeholders(twin) != placeholders(english)}
    assert not {key for key, (english, twin) in twins.items() if twin.count("*") != english.count("*")}
    assert not {key for key, (_english, twin) in twins.items() if not twin.strip()}


def test_commands_in_code_stay_what_can_be_typed(other: Texts) -> None:
    """A command keeps its English name in a sentence: it works in every language, and Discord shows the translated one beside it."""
    for key in ENGLISH.keys & other.keys:
        commands = {code for code in CODE.findall(sentence(ENGLISH, key)) if code.startswith("`/")}
        assert commands <= set(CODE.findall(sentence(other, key))), key


def test_the_whole_vocabulary_has_names(other: Texts) -> None:
    for kind, table in (("principle", PRINCIPLES), ("level", LEVELS), ("stage", STAGES), ("verdict", VERDICTS), ("id", FLAWS_AND_SIGNALS)):
        keys = [f"names.{kind}.{id}" for id in table]
        assert [key for key in keys if key not in other.keys] == []
        assert len({sentence(other, key) for key in keys}) == len(keys)


def test_names_of_commands_and_options_can_be_names(other: Texts) -> None:
    for key in other.keys:
        if key.startswith("discord.name."):
            name = sentence(other, key)
            assert _TYPED.fullmatch(name), key
            assert name == name.lower(), key


@pytest.mark.parametrize("language", languages())
def test_what_discord_shows_of_a_command_fits(language: str) -> None:
    texts = load_texts(language)
    for key in texts.keys:
        if key.startswith("discord.command."):
            assert 1 <= len(sentence(texts, key)) <= 100, key


@pytest.mark.parametrize("language", languages())
def test_the_words_that_the_help_offers_are_understood(language: str) -> None:
    offered = load_texts(language)("discord.help.answer.words").rpartition(": ")[2].rstrip(".").split(", ")
    assert len(offered) == 7
    assert [words for words in offered if recognise(words) is None] == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_name_in_every_language(language: str) -> None:
    assert [other for other in languages() if f"settings.language.{language}" not in load_texts(other).keys] == []


@pytest.mark.parametrize("language", languages())
def test_the_help_names_every_language(language: str) -> None:
    told = " ".join(build_parser().format_help().split()).partition("spoken to in: ")[2].partition(" (")[0]
    assert language in re.findall(r"\w+", told)
