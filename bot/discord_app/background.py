"""What the bot does by itself: after a start, it shows what a restart kept from being shown; now and then, it closes idle sessions.

Several processes may share one database. What one of them is about to show lags behind as well, for a moment: a start leaves alone what was
touched just now, and looks again a little later."""

from __future__ import annotations

import asyncio
import logging

from bot.discord_app.app import App
from bot.discord_app.places import gone
from bot.discord_app.retrying import discords
from bot.discord_app.unshown import lags
from bot.usecases.due import Due
from bot.usecases.reviving import expire_idle
from bot.usecases.showing import Session, sessions_touched, stands
from bot.wording.language import speaking

_log = logging.getLogger(__name__)

# Who was interrupted longer ago than this will resume by a command: a post out of nowhere would puzzle more than help.
RECENT = 6 * 60 * 60
SWEEP = 15 * 60
# Between two posts after a start: far below what Discord allows, because people are pressing buttons at the same time.
PACE = 0.05
# What another process has stored is shown within this many seconds, or that process has died.
SETTLE = 5


async def left_behind(app: App) -> tuple[list[Session], list[Session]]:
    """Sessions whose place lags behind them: a step was stored, and the process ended before it could be shown. Those of the second list
    were touched so lately that another process may be about to show them. To be asked before the gateway is up, so that no step of this
    process is among them."""
    lagging = [session for session in await sessions_touched(app.interviews, RECENT) if lags(session)]
    if not app.config.shards.ids:
        return lagging, []
    since = app.interviews.now() - SETTLE
    return [one for one in lagging if one.updated_at <= since], [one for one in lagging if one.updated_at > since]


async def catch_up(app: App, behind: list[Session]) -> None:
    """Posts what these sessions show, unless somebody has brought them back meanwhile. Safe when several processes do it at once: a
    step's nonce makes Discord keep one."""
    for session in behind:
        try:
            latest = await stands(app.interviews, session.id)
            if latest is None or latest.session.step != session.step or not lags(latest.session):
                continue
            with speaking(latest.session.place.get("language")):
                await app.flow.post_where_it_is(latest, lead="discord.restarted")
        except Exception as error:
            # Where the place is gone, `/interview resume` opens another.
            if discords(error):
                app.flow.unshown.add(session.id)
            elif not gone(error):
                _log.warning("session %s could not be shown after the restart", session.id, exc_info=error)
            continue
        _log.info("session %s shown after the restart", session.id)
        await asyncio.sleep(PACE)


async def catch_up_later(app: App, behind: list[Session]) -> None:
    """What still lags after a while lags for good."""
    if behind:
        await asyncio.sleep(SETTLE)
        await catch_up(app, behind)


async def serve_sweep(app: App) -> None:
    """Idle sessions are closed now and then, by one process for all."""

    async def sweep(due: Due) -> int:
        total = 0
        # A batch at a time, so that people who are answering never wait for a long write.
        while closed := await expire_idle(app.interviews, app.config.session_hours * 3600):
            total += closed
        if total:
            _log.info("%d idle sessions closed", total)
        return app.interviews.now() + SWEEP

    app.schedule.serve("sweep", sweep, by_date=True)
    await app.schedule.ensure("sweep", "idle sessions", app.interviews.now())
