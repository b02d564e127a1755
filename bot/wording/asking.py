"""What the interviewer asks and remarks: the briefing, the question, the probes, short remarks."""

from __future__ import annotations

from bot.core.replies import Asks, Briefs, Says
from bot.wording.blocks import Block, Bullets, Note, Paragraph, Quote, plain, said
from bot.wording.catalogue import Texts
from bot.wording.findings import heading
from bot.wording.names import clock, name_of, span_of_time

# Words per minute of clear speech: the range that a time target is turned into words with.
WORDS_PER_MINUTE = (130, 160)
# What questions, stories and the judge's sentences are written in; an interface in another language says so.
SCENARIO_LANGUAGE = "en"
# The values of a remark that are seconds.
_SECONDS = ("from", "to")


def briefing(reply: Briefs, texts: Texts) -> tuple[Block, ...]:
    principle, level = name_of("principle", reply.principle, texts), name_of("level", reply.level, texts)
    mode = texts(f"mode.{reply.mode}.name")
    blocks: list[Block] = [heading("brief.heading", texts, 1, principle=principle, level=level, mode=mode)]
    blocks.append(Paragraph(texts.text(f"mode.{reply.mode}.brief", n=reply.probes)))
    if reply.mode in ("practice", "interview"):
        blocks.append(Paragraph(texts.text(f"brief.story_{reply.story}")))
    if reply.overview and reply.story == "scenario":
        blocks.append(Quote(plain(reply.overview), texts("brief.the_story")))
        blocks += [Bullets(tuple(plain(f"{name}: {fact}") for name, fact in reply.facts.items()))] if reply.facts else []
    if reply.mode in ("practice", "interview"):
        words = [round(seconds / 60 * pace, -1) for seconds, pace in zip(reply.seconds, WORDS_PER_MINUTE, strict=True)]
        length = (
            texts("brief.words_at_most", high=int(words[1]))
            if not reply.seconds[0]
            else texts("brief.words", low=int(words[0]), high=int(words[1]))
        )
        blocks.append(Note(texts.text("brief.time", target=span_of_time(reply.seconds, texts), words=length)))
    if texts.language != SCENARIO_LANGUAGE:
        blocks.append(Note(texts.text("language.english")))
    return tuple(blocks)


def question(reply: Asks, texts: Texts) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if reply.repeated:
        blocks.append(Note(texts.text("ask.again")))
    if reply.kind == "opening":
        blocks += [heading("ask.opening", texts, 3), Paragraph((said(reply.question),))]
        return tuple(blocks)
    key = "ask.deeper" if reply.deeper else "ask.probe"
    blocks += [heading(key, texts, 3, number=reply.number, of=reply.of), Paragraph((said(reply.question),))]
    if reply.reason:
        blocks.append(Note(texts.text("ask.why", reason=said(reply.reason))))
    return tuple(blocks)


def remark(reply: Says, texts: Texts) -> tuple[Block, ...]:
    if reply.key == "received" and reply.values["from"] == reply.values["to"]:  # so few words that there is no time to tell
        return (Paragraph(texts.text("says.received_few", n=int(reply.values["words"]))),)
    values = {key: said(clock(int(value)) if key in _SECONDS else value) for key, value in reply.values.items()}
    return (Paragraph(texts.text(f"says.{reply.key}", **values)),)
