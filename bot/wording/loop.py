"""An interview day: where it stands, and the debrief of the panel."""

from __future__ import annotations

from bot.core.advice import ADVICE
from bot.core.loop import Day
from bot.core.panel import Heard, Panel, Reason
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Text, plain, strong
from bot.wording.catalogue import Texts
from bot.wording.findings import heading, quoted, vote_name
from bot.wording.names import listed, name_of

# So many quotes stand behind a reason; the rounds' own debriefs hold the rest.
_MOST_QUOTES = 3


def day_page(day: Day, texts: Texts, *, began: bool) -> tuple[Block, ...]:
    """The day as it stands. `began` is False before its first round."""
    level = name_of("level", day.level, texts)
    blocks: list[Block] = [heading("loop.heading", texts, 1, level=level)]
    if not began:
        blocks.append(Paragraph(texts.text("loop.what", n=len(day.rounds))))
    blocks += [heading("loop.rounds", texts, 3), Bullets(tuple(_round(place, day, texts) for place in range(len(day.rounds))))]
    if not began:
        blocks += [Note(texts.text("loop.why")), Paragraph(texts.text("loop.stories")), Paragraph(texts.text("loop.first"))]
    elif day.over:
        blocks.append(Paragraph(texts.text("loop.all_over")))
    elif day.rounds[day.place].session is None:
        blocks.append(Paragraph(texts.text("loop.between")))
    return tuple(blocks)


def panel_page(panel: Panel | None, texts: Texts) -> tuple[Block, ...]:
    """The decision, its reasons, the votes it rests on; for a day in which nothing was held, that there is nothing to read."""
    if panel is None:
        return (Paragraph(texts.text("loop.panel.nothing")),)
    blocks: list[Block] = [
        heading("loop.panel.heading", texts, 1, level=name_of("level", panel.level, texts)),
        Paragraph(texts.text("loop.panel.decision", decision=texts(f"loop.panel.verdict.{panel.decision}"))),
        heading("loop.panel.reasons", texts),
        Bullets(tuple(_reason(reason, texts) for reason in panel.reasons)),
    ]
    if panel.first_thing:
        about = tuple(one.place for one in panel.rounds if panel.first_thing in one.flaws)
        blocks.append(Paragraph(texts.text("loop.panel.first_thing", rounds=_rounds(about, texts), do=ADVICE[panel.first_thing].do)))
    blocks += [heading("loop.panel.votes", texts), Bullets(tuple(_vote(one, texts) for one in panel.rounds))]
    return (*blocks, Paragraph(texts.text("loop.panel.each")), Note(texts.text("loop.panel.rule")))


def _round(place: int, day: Day, texts: Texts) -> Text:
    one = day.rounds[place]
    key = "round_over" if one.over and one.session else "forgotten" if one.over else "round_open" if one.session else "round"
    return texts.text(f"loop.{key}", number=place + 1, principle=name_of("principle", one.principle, texts))


def _vote(one: Heard, texts: Texts) -> Text:
    number, principle = one.place + 1, name_of("principle", one.principle, texts)
    if one.mark is None:
        return texts.text("loop.panel.no_vote", number=number, principle=strong(principle))
    vote = vote_name(one.mark.verdict, one.mark.score, texts)
    first = vote if one.first is None else vote_name(one.first.verdict, one.first.score, texts)
    if first == vote:
        return texts.text("loop.panel.vote", number=number, principle=strong(principle), vote=vote)
    if one.vote != one.mark.verdict:
        counted = strong(name_of("verdict", one.vote or one.mark.verdict, texts))
        return texts.text(
            "loop.panel.vote_counted", number=number, principle=strong(principle), first=first, vote=vote, why=one.why, counted=counted
        )
    line = texts.text("loop.panel.vote_moved", number=number, principle=strong(principle), first=first, vote=vote, why=one.why)
    return line if one.moved_by is None else (*line, *plain(" "), *quoted(one.moved_by))


def _reason(reason: Reason, texts: Texts) -> Text:
    quotes: Text = ()
    for quote in dict.fromkeys(reason.quotes[:_MOST_QUOTES]):
        quotes = (*quotes, *plain(" "), *quoted(quote, 90))
    name = name_of("id", reason.id, texts) if reason.id else ""
    rounds = _rounds(reason.rounds, texts)
    line = texts.text(
        f"loop.panel.reason.{reason.key}", n=len(reason.rounds), rounds=rounds, name=name, quotes=(*quotes, *plain("." if quotes else ""))
    )
    # A sentence may begin with the rounds it is about.
    first = line[0]
    return (type(first)(first.text[:1].upper() + first.text[1:], first.kind), *line[1:])


def _rounds(places: tuple[int, ...], texts: Texts) -> str:
    numbers = [str(place + 1) for place in places]
    if len(numbers) == 1:
        return texts("loop.panel.rounds.one", number=numbers[0])
    return texts("loop.panel.rounds.many", numbers=listed(numbers, texts))
