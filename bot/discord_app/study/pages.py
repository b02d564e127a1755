"""The messages of a study room: each part with its buttons. A button carries the room and its step, never an answer or an author."""

from __future__ import annotations

from dataclasses import replace

from discord import ui

from bot.core.study import SCALE, Room, RoomKind, plan
from bot.core.study_replies import AnswerVoted, JudgeShown, Revoted, RoomCard, RoomEnds
from bot.discord_app.ids import CustomId
from bot.discord_app.markup import inline
from bot.discord_app.paginate import Sheet, sheets
from bot.discord_app.render import ACCENTS, PLAIN_ACCENT, Look, Outgoing, Press, layout
from bot.usecases.study_stage import OwnJudgement, Part
from bot.wording.blocks import Block, Paragraph, Text
from bot.wording.catalogue import Texts
from bot.wording.judging import judged, judged_whole
from bot.wording.markdown import markdown
from bot.wording.names import name_of
from bot.wording.study import closing as closing_line
from bot.wording.study import room as blocks_of

WHOLE_FILE = "judgement.md"


def part(reply: Part, room_id: str, state: Room, texts: Texts) -> tuple[Outgoing, ...]:
    """The part that is open now, in as many messages as it needs: the last one carries the buttons."""
    found = sheets(blocks_of(reply, texts))
    look = Look(_accent(reply), _rows(reply, room_id, state, texts))
    return (*(_sheet(sheet, reply) for sheet in found[:-1]), Outgoing(view=layout(found[-1], look)))


def over(reply: Part, closing: AnswerVoted | Revoted | None, texts: Texts) -> Outgoing:
    """The last message of a part that is over: without buttons, and with how its vote ended."""
    below = "" if closing is None else closing_line(closing, texts)
    return Outgoing(view=layout(sheets(blocks_of(reply, texts))[-1], Look(_accent(reply)), below=below))


def cut_off(reply: Part, kind: RoomKind, room_id: str, texts: Texts) -> Outgoing:
    """The last message of a room whose channel takes no more: it says so, and where the authors find what is theirs."""
    told: tuple[Block, ...]
    if isinstance(reply, RoomCard):
        # Nothing follows below it.
        told = blocks_of(replace(reply, revealed=False, ending="gone"), texts)
    else:
        told = (*blocks_of(reply, texts), Paragraph(texts.text("study.cut_off")))
    row = (Press(texts("study.button.own"), CustomId("srown", room_id)),) if kind == "study" else ()
    return Outgoing(view=layout(sheets(told)[-1], Look(_accent(reply), (row,) if row else ())))


def own(mine: OwnJudgement, texts: Texts, lead: Text = ()) -> Outgoing:
    """The judgement of a member's own answer: what fits a screen, and all of it as a file."""
    found = sheets(judged(mine.asked, mine.judgement, mine.grounds, texts))
    view: ui.LayoutView = layout(found[0], Look(ACCENTS[mine.judgement.verdict]), below=inline(lead) if lead else "")
    view.add_item(ui.File(f"attachment://{WHOLE_FILE}"))
    return Outgoing(view=view, files=((WHOLE_FILE, markdown(judged_whole(mine.asked, mine.judgement, mine.text, texts))),))


def verdicts(action: str, id: str, step: int, texts: Texts) -> tuple[Press, ...]:
    return tuple(Press(name_of("verdict", step_of, texts), CustomId(action, id, step, step_of)) for step_of in SCALE)


def _sheet(sheet: Sheet, reply: Part) -> Outgoing:
    return Outgoing(view=layout(sheet, Look(_accent(reply))))


def _accent(reply: Part) -> int:
    if isinstance(reply, JudgeShown) and reply.judgement is not None:
        return ACCENTS[reply.judgement.verdict]
    return PLAIN_ACCENT


def leading(room_id: str, state: Room, texts: Texts) -> tuple[Press, ...]:
    """What whoever leads an open room presses."""

    def press(action: str, label: str, style: str = "secondary") -> Press:
        return Press(texts(f"study.button.{label}"), CustomId(action, room_id, state.step), style)

    on = press("srreveal", "reveal") if state.phase == "collecting" else press("srgo", _next(state), "primary")
    return on, press("srstop", "stop")


def _rows(reply: Part, room_id: str, state: Room, texts: Texts) -> tuple[tuple[Press, ...], ...]:
    def press(action: str, label: str, style: str = "secondary") -> Press:
        return Press(texts(f"study.button.{label}"), CustomId(action, room_id, state.step), style)

    if isinstance(reply, RoomEnds):
        return ((press("srown", "own", "primary"),),) if reply.kind == "study" else ()
    if not state.is_open:
        # A room that was closed before anything was shown: its authors may still want to know.
        return ((press("srown", "own"),),) if isinstance(reply, RoomCard) and reply.answers else ()
    if isinstance(reply, RoomCard):
        return ((press("sranswer", "answer", "primary"), *leading(room_id, state, texts)),)
    return (verdicts("srvote", room_id, state.step, texts), leading(room_id, state, texts))


def _next(state: Room) -> str:
    """What the host's button says: where it leads."""
    told = plan(state.kind, state.total)
    if state.stage + 1 == len(told):
        return "tally"
    phase, _place = told[state.stage + 1]
    if state.kind == "evaluate":
        return "rubric" if phase == "discussing" and state.phase == "voting" else "next_candidate"
    return "judge" if phase == "discussing" else "next_answer"
