"""What an answer is about: how much its words speak for each principle and for each ask (asks.py), whatever was asked.

Linear over word beginnings (linear.py), trained on answers that do answer their question (benchmarks/topics.py). A story
that speaks for every principle but the one asked may be a story on the wrong question. It is one voice among many, as in told.py.
"""

from __future__ import annotations

from bot.core.trained.asks import ASKS
from bot.core.trained.lanes import Octets
from bot.core.vocabulary import PRINCIPLES

TOPICS: tuple[str, ...] = (*PRINCIPLES, *ASKS)
TOPIC_ROWS = Octets(len(TOPICS))
