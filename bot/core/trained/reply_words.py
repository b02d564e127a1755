"""What the words of a reply, and of the probe that it answers, say of each id, whatever its sentences are found to show.

Linear over word beginnings (linear.py), trained on replies (benchmarks/reply_words.py): what was asked for is shown more often, and what
a reply is blamed for depends on what it was asked. It is one voice beside the others of leaning.py.
"""

from __future__ import annotations

from bot.core.judgement import Asked
from bot.core.text.tokens import Tokens
from bot.core.trained.asks import plain_question
from bot.core.trained.grams import IDS
from bot.core.trained.lanes import Octets

REPLY_ROWS = Octets(len(IDS))
_BEGINNING = 6  # letters of a word: what it is about can be told from them
_OF_PROBE = "?"  # before a word of the probe


def reply_words(tokens: Tokens, asked: Asked) -> set[str]:
    """The features of one reply, each once."""
    probe = plain_question(" ".join((asked.probe or "", *asked.competency)))
    return {*[word[:_BEGINNING] for word in tokens.words], *[_OF_PROBE + word for word in probe.split()]}
