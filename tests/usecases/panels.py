"""What the tests of peer panels share: three members, what they type, and a panel that both partners have come to."""

from __future__ import annotations

from bot.usecases.peer import Peers
from tests.usecases.quizzes import SERVER, person, thread

ANN, BEN, CLEO = person(1), person(2), person(3)
TEXT = "I noticed that orders were lost, which nobody had asked me to look at. I measured it for a week and cut it from 9 to 0."
MORE = "I counted them myself, in the logs of each night, and wrote a check that fails when one is missing."


async def begun(peers: Peers) -> str:
    panel = await peers.open(ANN, BEN, SERVER, thread(), level="sde2")
    await peers.accept(BEN, panel.id)
    return panel.id
