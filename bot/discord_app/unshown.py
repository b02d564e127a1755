"""Steps that Discord did not take when they were ready (it was down, too slow, or could not be reached): shown as soon as it takes them
again, without anybody asking. What a process that dies had in here is found by the next start (bot/discord_app/background.py)."""

from __future__ import annotations

import asyncio
import logging

from bot.discord_app.flow import Flow
from bot.discord_app.places import gone
from bot.discord_app.retrying import discords
from bot.usecases.failures import StoreError
from bot.usecases.showing import Session, stands
from bot.wording.language import speaking

_log = logging.getLogger(__name__)

# Seconds until the first try, and the most between two of them: each try that fails doubles the wait.
FIRST, MOST = 2.0, 60.0


async def keep(flow: Flow) -> None:
    """Runs for as long as the process does."""
    wait = FIRST
    while True:
        await flow.unshown.some.wait()
        await asyncio.sleep(wait)
        wait = FIRST if await _shown(flow) else min(wait * 2, MOST)


async def _shown(flow: Flow) -> bool:
    """Whether nothing waits any more. The first step that Discord does not take, or the database does not give, ends the round: they are
    most likely in the same trouble with all the others. One that fails by itself holds up no other: `/interview resume` asks for it."""
    for session in list(flow.unshown):
        try:
            latest = await stands(flow.interviews, session)
            if latest is not None and lags(latest.session):
                with speaking(latest.session.place.get("language")):
                    await flow.post_where_it_is(latest, lead="discord.delayed")
                _log.info("session %s shown after Discord had not taken it", session)
        except Exception as error:
            if discords(error) or isinstance(error, StoreError):
                _log.warning("session %s cannot be shown yet (%s)", session, error)
                return False
            if not gone(error):
                _log.error("session %s cannot be shown", session, exc_info=error)
        flow.unshown.drop(session)
    return True


def lags(session: Session) -> bool:
    """Whether a session's place shows an earlier step than the one where it stands."""
    return "channel" in session.place and session.place.get("step") != session.step
