"""Spanish as its speakers read it."""

from __future__ import annotations

import re

import pytest

from bot.core.quiz_replies import OwnScore
from bot.wording.catalogue import load_texts
from bot.wording.language import Spoken, language_for, load_spoken, speak, speaking, spoken
from bot.wording.markdown import markdown
from bot.wording.names import listed
from bot.wording.quiz_party import own_score

ENGLISH, SPANISH = load_texts("en"), load_texts("es")
# What is said to the people of Spain alone.
VOSOTROS = re.compile(r"\b(os|vosotr\w+|vuestr\w+|(?!dieciséis)\w+[áé]is)\b", re.IGNORECASE)
# The key has another name on a keyboard of Bogotá's, to be shown something is no lesson, and "toca un ejercicio" asks for a tap.
ELSEWHERE = re.compile(r"\b(Intro|ordenador|enseña|enseñ[aá]r\w*|tocan?)\b", re.IGNORECASE)
_OPTION = re.compile(r"`(\w+):`")


def test_it_is_spanish_as_all_of_its_speakers_read_it() -> None:
    for key in SPANISH.keys:
        sentence = SPANISH._sentences[key]
        assert not VOSOTROS.search(sentence), key
        assert not ELSEWHERE.search(sentence), key
        assert not {"“", "”", '"', "!", "¡"} & set(sentence), key


def test_an_option_is_named_as_discord_names_it() -> None:
    shown = {SPANISH(key) for key in SPANISH.keys if key.startswith("discord.name.option.")}
    assert {name for key in SPANISH.keys for name in _OPTION.findall(SPANISH._sentences[key])} <= shown


def test_a_question_is_opened_and_closed() -> None:
    twins = {key: (ENGLISH._sentences[key], SPANISH._sentences[key]) for key in ENGLISH.keys & SPANISH.keys}
    assert not {key for key, (english, spanish) in twins.items() if spanish.count("?") != spanish.count("¿") and "?" not in english}


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


def test_a_time_is_no_thousands_of_seconds() -> None:
    score = OwnScore(2, 5, 3, (), 12.345)
    assert "12,345 s" in markdown(own_score(score, SPANISH))
    assert "12.345 s" in markdown(own_score(score, ENGLISH))


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-ES", "es"), ("es-419", "es"), ("es", "es"), ("en-US", "en"), ("tlh", "en"), (None, "en"), ("", "en"), ("es_ES.UTF-8", "es")],
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
