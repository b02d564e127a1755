"""The features that show a member their own past: they share one reading of it, and one hand that draws."""

from __future__ import annotations

from bot.discord_app.app import App
from bot.discord_app.cog import Cog
from bot.discord_app.compare import CompareCommands
from bot.discord_app.drawing import Drawing
from bot.discord_app.history import History
from bot.discord_app.history.once_more import OnceMore
from bot.discord_app.progress import ProgressCommands
from bot.discord_app.retell import RetellCommands
from bot.discord_app.review import ReviewCommands
from bot.discord_app.stories import StoriesCommands
from bot.usecases.tellings import Tellings


def own_past(app: App, tellings: Tellings) -> tuple[Cog, ...]:
    drawing = Drawing()
    return (
        History(app),
        OnceMore(app),
        ProgressCommands(app, tellings, drawing),
        CompareCommands(app),
        StoriesCommands(app, tellings, drawing),
        ReviewCommands(app, tellings),
        RetellCommands(app, tellings),
    )
