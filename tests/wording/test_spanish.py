"""Spanish is complete, says what English says, and fits where Discord shows it."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.core.vocabulary import FLAWS_AND_SIGNALS, LEVELS, PRINCIPLES, STAGES, VERDICTS
from bot.wording.catalogue import Texts, load_texts
from bot.wording.language import Spoken, language_for, load_spoken, speak, speaking, spoken
from bot.wording.names import listed

ENGLISH, SPANISH = load_texts("en"), load_texts("es")
# What English has in the vocabulary itself and in the commands' own names.
BESIDE = ("names.", "discord.name.")
# What is said to the people of Spain alone.
VOSOTROS = re.compile(r"\b(os|vosotr\w+|vuestr\w+|(?!dieciséis)\w+[áé]is)\b", re.IGNORECASE)
# Words that stay as they are in every language: code in a sentence, and what has no words of its own.
CODE = re.compile(r"`[^`]+`")
_TYPED = re.compile(r"^[-_\w]{1,32}$")


def sentence(texts: Texts, key: str) -> str:
    return texts._sentences[key]


def placeholders(text: str) -> list[str]:
    return sorted(name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None)


def test_every_english_sentence_has_its_spanish_twin() -> None:
    assert sorted(ENGLISH.keys - SPANISH.keys) == []
    assert sorted(key for key in SPANISH.keys - ENGLISH.keys if not key.startswith(BESIDE)) == []


def test_twins_hold_the_same_values_and_the_same_marks() -> None:
    twins = {key: (sentence(ENGLISH, key), sentence(SPANISH, key)) for key in ENGLISH.keys & SPANISH.keys}
    assert len(twins) > 1000
    assert not {key for key, (english, spanish) in twins.items() if placeholders(spanish) != placeholders(english)}
    assert not {key for key, (english, spanish) in twins.items() if spanish.count("*") != english.count("*")}
    assert not {key for key, (_english, spanish) in twins.items() if not spanish.strip() or {"!", "¡"} & set(spanish)}
    assert not {key for key, (english, spanish) in twins.items() if spanish.count("?") != spanish.count("¿") and "?" not in english}


def test_commands_in_code_stay_what_can_be_typed() -> None:
    """A command keeps its English name in a sentence: it works in every language, and Discord shows the translated one beside it."""
    for key in ENGLISH.keys & SPANISH.keys:
        commands = {code for code in CODE.findall(sentence(ENGLISH, key)) if code.startswith("`/")}
        assert commands <= set(CODE.findall(sentence(SPANISH, key))), key


def test_it_is_spanish_as_all_of_its_speakers_read_it() -> None:
    for key in SPANISH.keys:
        assert not VOSOTROS.search(sentence(SPANISH, key)), key
        assert not {"“", "”", '"'} & set(sentence(SPANISH, key)), key


def test_the_whole_vocabulary_has_names() -> None:
    for kind, table in (("principle", PRINCIPLES), ("level", LEVELS), ("stage", STAGES), ("verdict", VERDICTS), ("id", FLAWS_AND_SIGNALS)):
        names = [sentence(SPANISH, f"names.{kind}.{id}") for id in table]
        assert len(set(names)) == len(names)


def test_names_of_commands_and_options_can_be_names() -> None:
    for key in SPANISH.keys:
        if key.startswith("discord.name."):
            name = sentence(SPANISH, key)
            assert _TYPED.fullmatch(name), key
            assert name == name.lower(), key


@pytest.mark.parametrize("texts", [ENGLISH, SPANISH], ids=["en", "es"])
def test_what_discord_shows_of_a_command_fits(texts: Texts) -> None:
    for key in texts.keys:
        if key.startswith("discord.command."):
            assert 1 <= len(sentence(texts, key)) <= 100, key


@pytest.mark.parametrize(
    ("last", "english", "spanish"),
    [
        ("Iniciativa propia", "and", "e"),
        ("impacto", "and", "e"),
        ("Ítaca", "and", "e"),
        ("Hipotético", "and", "e"),
        ("hielo", "and", "y"),
        ("Objeción", "and", "y"),
        ("humo", "and", "y"),
        ("“I decided”", "and", "y"),
    ],
)
def test_the_last_of_a_list_is_joined_by_its_sound(last: str, english: str, spanish: str) -> None:
    for texts, word in ((ENGLISH, english), (SPANISH, spanish)):
        assert listed([last], texts) == last
        assert listed(["Causa raíz", last], texts) == f"Causa raíz {word} {last}"
        assert listed(["Datos", "Inventar", last], texts) == f"Datos, Inventar {word} {last}"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-ES", "es"), ("es-419", "es"), ("es", "es"), ("en-US", "en"), ("de", "en"), (None, "en"), ("", "en"), ("es_ES.UTF-8", "es")],
)
def test_a_locale_leads_to_a_language(locale: str | None, language: str) -> None:
    assert language_for(locale) == language


def test_the_language_of_now_decides() -> None:
    texts = load_spoken()
    assert isinstance(texts, Spoken)
    assert texts("action.hint") == "Hint"
    with speaking("es"):
        assert spoken() == texts.language == "es"
        assert texts("action.hint") == "Pista"
        assert "names.level.senior" in texts
    assert texts.language == "en"
    speak("xx")
    assert texts("action.hint") == "Hint"
    speak(None)
