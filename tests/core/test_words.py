"""Requests are heard, answers are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events import AnotherAsked
from bot.core.transitions import PHASES, TABLE, Phase
from bot.core.words import recognise

REQUESTS = {
    "repeat": [
        "repeat", "Repeat the question please", "Could you repeat the question?", "sorry, can you say that again?",
        "What was the question again?", "Repeat.", "would you mind repeating the question", "<@1234> repeat", "Come again?", "Sorry?",
        "Hello! Can you repeat, please? Thank you!",
    ],
    "hint": ["hint", "can I get a hint", "Can I get a hint, please?", "I need a hint", "any hints?", "I'm stuck", "a small hint"],
    "explain": [
        "What does that mean?", "What do you mean?", "sorry, what do you mean by impact?", "I don't understand the question", "I don't get it.",
        "I didn't understand the question, sorry", "Why do you ask that?", "why are you asking me this", "Why?", "help", "Help me please",
        "I need some help", "can you help me with this?", "Could you clarify?", "can you rephrase the question, please", "I'm confused",
        "I'm not sure what you mean", "I'm not sure I understand the question", "What are you looking for?", "That's unclear to me",
        "Can you explain what you mean?", "can you put it another way", "What should I say here?", "Why does that matter?",
        "I don't understand the question. Can you repeat it?", "Sorry, I don't understand. Can you say it in other words, please?",
        "sorry I dont understand this question, what means it?", "what means take it up?", "What does 'second-order effect' mean?",
        "Sorry, I not understand the question", "i don't understood the question", "I am not understanding the question",
        "I don't understand the question very well", "Can you explain me the question?", "Could you explain it, please?",
        "can you say it with other words?", "Can you ask in easier words?", "Sorry, my English is not so good. Can you repeat?",
    ],
    "skip": ["skip", "pass", "I'll pass", "Skip this one please", "let's skip that question", "**skip**", "😅 SKIP", "next question"],
    "minute": [
        "give me a minute", "Give me a minute.", "one moment please", "let me think", "Let me think about it for a minute", "hold on",
        "minute", "I need a minute to think", "can I have a moment?", "just a minute", "hmm, give me a sec", "I need more time", "a minute, please",
    ],
    "another": ["another question", "Another question, please", "can I have a different question?", "could we try a different question",
        "I have no story for this.", "Sorry, I don't have a story for this question.", "I can't think of an example", "no example",
        "I have no example for that, can I have another question?",
        "Can I have other question?", "please an other question"],
    "end": [
        "end", "I'm done", "I’m done.", "stop", "end the interview", "let's stop here", "I'd like to stop now", "quit",
        "that's it for today", "show me the debrief",
    ],
    "again": ["try again", "let me try again", "Can I try that again?", "one more try", "retry", "redo", "do it again"],
    "next": ["next", "go on", "continue", "let's move on"],
    "back": ["back", "go back", "previous page"],
}  # fmt: skip

# Whoever reads the interview in Spanish asks in Spanish: it was judged as a reply, and cost the vote.
SPANISH = {
    "repeat": ["¿Puedes repetir la pregunta?", "¿Me puede repetir la pregunta, por favor?", "¿Me repites la pregunta?", "¿Perdón?", "¿Cuál era la pregunta?"],
    "hint": ["pista", "Una pista, por favor", "¿Me das una pista?", "Necesito una pista", "Estoy atascada"],
    "explain": [
        "¿Qué quieres decir?", "No entiendo.", "No entiendo la pregunta", "Perdona, no entendí bien la pregunta", "¿Qué significa 'second-order effect'?",
        "¿A qué te refieres con impact?", "No entiendo. ¿Puedes repetir la pregunta?", "Sorry, no entiendo la pregunta", "¿Por qué me preguntas eso?",
        "¿Podrías explicarme la pregunta?", "con otras palabras", "No me queda claro", "ayuda", "Lo siento, no entiendo qué me preguntas", "¿Qué debo responder aquí?",
    ],
    "skip": ["saltar", "Paso", "Saltar esta pregunta, por favor", "prefiero no responder", "Siguiente pregunta"],
    "minute": ["Dame un minuto", "Deme un momentico, por favor", "espera", "Déjame pensar", "Necesito más tiempo"],
    "another": ["otra pregunta", "¿Puedo tener otra pregunta?", "No tengo ninguna historia para esta pregunta", "No tengo un ejemplo"],
    "end": ["terminar", "Quiero terminar la entrevista", "Ya terminé", "fin", "Basta por hoy"],
    "again": ["otra vez", "Quiero intentarlo otra vez", "volver a intentarlo"],
    "next": ["seguir", "siguiente"],
    "back": ["atrás"],
}  # fmt: skip

SPANISH_ANSWERS = [
    "No", "Sí", "No sé", "No me acuerdo", "eso es todo", "balance", "Paso a paso lo arreglé", "Salté la reunión", "Repetí la prueba", "gracias", "por favor",
    "Terminé la migración en 3 semanas", "Me ayudó Juan", "una pregunta", "La siguiente semana lo cambié", "No entendí la causa hasta el lunes",
    "Le pedí otra pregunta al cliente", "Terminar la migración fue lo difícil", "I said that I was lista", "Me again.", "Me, next",
]  # fmt: skip

ANSWERS = [
    "I repeat the process every week", "I skipped the meeting", "We passed", "end result was 3%", "stop the line, I said",
    "I asked for another question to be added", "I told them to wait", "Next we rolled out", "No", "yes", "pass rate went up",
    "I'm done with the migration after 3 weeks", "I think we should stop", "It took a minute", "two minutes", "a few seconds",
    "some time", "finish it", "a bit", "the last one", "Let me think, I believe it was in March", "back in 2019", "that's it", "done",
    "I want to help", "I'd like to help", "I asked for help", "Help came on Monday", "I didn't understand it", "I didn't get it",
    "I asked what that means", "I asked the vendor what he meant", "I told her why I ask that", "Why do you ask that, my manager said, and I showed her",
    "What does that mean for the patient was what I asked", "Nobody understood the question", "I was confused by the numbers", "I explained it",
    "It was unclear who owned it", "Because I didn't understand the question that the auditor had put to us", "I don't know", "no idea", "I went back", "again and again", "exit interviews", "give me the numbers was what I said",
    "Wait until Monday, I said", "", "   ", "thanks", "ok", "one", "I did it again", "skip level meeting",
    "give me a minute\nI was an SDE 2 and noticed a drop.", "Hint: it was DNS", "I have no story, only a plan", "I don't have a number", "No, I never had a situation like this",
    "I have no example of her work", "No stories were lost", "I didn't understand", "No, sorry.",
    "They don't understand the question", "I didn't get it, so I asked again", "Repeat. Measure. Repeat.", "I did not understand it. Why?",
    "What does the customer mean, I asked", "We don't repeat it, sorry", "My English is not good and I told him so", "No idea, can you skip it", "I would end the contract",
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for told in (REQUESTS, SPANISH) for name, texts in told.items() for text in texts])
def test_a_request_is_recognised(name: str, text: str) -> None:
    heard = recognise(text)
    assert heard is not None
    assert heard.name == name


@pytest.mark.parametrize("text", [*ANSWERS, *SPANISH_ANSWERS])
def test_an_answer_is_never_taken_for_a_request(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "phase", "name"),
    [
        ("I have no story for this", "opening", "another"),
        ("I have no story for this", "probe", "skip"),
        ("next", "probe", "skip"),
        ("next", "feedback", "next"),
        ("again", "feedback", "again"),
        ("again", "opening", "repeat"),
        ("skip", "retry", "skip"),
        ("next question", "feedback", "next"),
        ("skip", "opening", "skip"),
    ],
)
def test_the_phase_decides_between_two_readings(text: str, phase: Phase, name: str) -> None:
    heard = recognise(text, phase)
    assert heard is not None
    assert heard.name == name


def test_whoever_told_no_story_yet_asks_a_follow_up_for_another_question_as_well() -> None:
    for text in ("I have no story for this", "another question, please"):
        assert recognise(text, "probe", untold=True) is AnotherAsked


@given(st.text(max_size=200), st.sampled_from(PHASES))
def test_any_text_is_read_without_an_error_and_the_phase_only_chooses(text: str, phase: Phase) -> None:
    heard, in_phase = recognise(text), recognise(text, phase)
    assert (heard is None) == (in_phase is None)
    if heard is not None and heard in TABLE[phase]:
        assert in_phase is heard


@given(
    st.sampled_from([text for texts in REQUESTS.values() for text in texts]),
    st.sampled_from(["because it was late", "and 40% fewer errors"]),
)
def test_one_more_thought_makes_it_an_answer(request_text: str, more: str) -> None:
    assert recognise(f"{request_text} {more}") is None
