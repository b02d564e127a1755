"""A server's leaderboard, as one member sees it."""

from __future__ import annotations

from bot.core.quiz_replies import Board
from bot.wording.blocks import Block, Note, Paragraph
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.quiz_party import scoreboard


def board(reply: Board, texts: Texts) -> tuple[Block, ...]:
    place, points = reply.mine
    told = texts("quiz.scores.points", n=points)
    if not points:
        mine = texts.text("leaderboard.mine_none")
    elif place is None:
        mine = texts.text("leaderboard.mine_hidden", points=told)
    else:
        mine = texts.text("leaderboard.mine_placed", place=place, points=told)
    return (
        heading("leaderboard.heading", texts, 2, period=texts(f"leaderboard.{reply.period}")),
        scoreboard(reply.places, texts) if reply.places else Paragraph(texts.text("leaderboard.nobody")),
        Paragraph(mine),
        Note(texts.text("leaderboard.explained")),
        Note(texts.text("leaderboard.opt_in")),
        Note(texts.text("leaderboard.zone", zone=reply.zone)),
    )
