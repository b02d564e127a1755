"""Discord's markdown, which is not CommonMark: `__` underlines, `-#` is small print, `||` hides, single newlines count.

Blocks first (code, quotes, headings, lists), then what stands inside a line. Text is escaped before anything is marked up, so
nothing that a person typed becomes HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

Names = Mapping[str, str]

FENCE = re.compile(r"```(?:(\w+)\n)?\n?(.*?)\n?```", re.DOTALL)
HEADING = re.compile(r"^(#{1,3}) +(.+)$")
SMALL = re.compile(r"^-# +(.+)$")
BULLET = re.compile(r"^( *)(?:[-*]|(\d+)\.) +(.+)$")
QUOTE = re.compile(r"^> ?(.*)$")

Replace = Callable[[re.Match[str]], str]


def to_html(text: str, names: Names) -> str:
    """A whole message."""
    parts: list[str] = []
    last = 0
    for match in FENCE.finditer(text):
        parts.append(_blocks(text[last : match.start()].strip("\n"), names))
        parts.append(f"<pre><code>{html.escape(match[2])}</code></pre>")
        last = match.end()
    parts.append(_blocks(text[last:].strip("\n") if last else text, names))
    return "".join(parts)


def _blocks(text: str, names: Names) -> str:
    if not text:
        return ""
    out: list[str] = []
    lines = text.split("\n")
    index = 0
    plain: list[str] = []

    def flush() -> None:
        if plain:
            out.append("<p>" + "<br>".join(inline(line, names) for line in plain) + "</p>")
            plain.clear()

    while index < len(lines):
        line = lines[index]
        if line.startswith(">>> "):
            flush()
            rest = "\n".join([line[4:], *lines[index + 1 :]])
            out.append(f'<div class="quote">{_blocks(rest, names)}</div>')
            break
        if QUOTE.match(line) and line.startswith("> "):
            flush()
            index = _quote(lines, index, out, names)
            continue
        if BULLET.match(line):
            flush()
            index = _list(lines, index, out, names)
            continue
        if heading := HEADING.match(line):
            flush()
            out.append(f"<h{len(heading[1])}>{inline(heading[2], names)}</h{len(heading[1])}>")
        elif small := SMALL.match(line):
            flush()
            out.append(f'<div class="small">{inline(small[1], names)}</div>')
        else:
            plain.append(line)
        index += 1
    flush()
    return "".join(out)


def _quote(lines: list[str], index: int, out: list[str], names: Names) -> int:
    quoted: list[str] = []
    while index < len(lines) and (match := QUOTE.match(lines[index])):
        quoted.append(match[1])
        index += 1
    out.append(f'<div class="quote">{_blocks(chr(10).join(quoted), names)}</div>')
    return index


def _list(lines: list[str], index: int, out: list[str], names: Names) -> int:
    first = BULLET.match(lines[index])
    assert first is not None
    ordered = first[2] is not None
    items: list[str] = []
    while index < len(lines) and (match := BULLET.match(lines[index])) and (match[2] is not None) == ordered:
        items.append(f'<li class="depth{min(2, len(match[1]) // 2)}">{inline(match[3], names)}</li>')
        index += 1
    tag = f'ol start="{first[2]}"' if ordered else "ul"
    out.append(f"<{tag}>{''.join(items)}</{tag[:2]}>")
    return index


def inline(text: str, names: Names) -> str:
    """Marks within a line. Code and links are set aside first: nothing inside them is markup."""
    kept: list[str] = []

    def keep(made: str) -> str:
        kept.append(made)
        return f"\x00{len(kept) - 1}\x00"

    text = re.sub(r"\\([\\*_~`|<>#\-\[\]()@:!.+])", lambda m: keep(html.escape(m[1])), text)
    text = re.sub(r"(`{1,2})(.+?)\1", lambda m: keep(f"<code>{html.escape(m[2].strip())}</code>"), text)
    text = re.sub(r"<(@!?|@&|#)(\d+)>", lambda m: keep(_mention(m[1], m[2], names)), text)
    text = re.sub(r"</([^:>]+):\d+>", lambda m: keep(f'<span class="mention">/{html.escape(m[1])}</span>'), text)
    text = re.sub(r"<t:(\d+)(?::(\w))?>", lambda m: keep(f'<span class="time">{_time(int(m[1]), m[2])}</span>'), text)
    text = re.sub(r"<a?:(\w+):\d+>", lambda m: keep(f":{html.escape(m[1])}:"), text)
    text = re.sub(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)", lambda m: keep(f"<a>{inline(m[1], names)}</a>"), text)
    text = re.sub(r"https?://[^\s<>]+", lambda m: keep(f"<a>{html.escape(m[0])}</a>"), text)
    text = html.escape(text, quote=False)
    for pattern, replace in MARKS:
        text = pattern.sub(replace, text)
    while "\x00" in text:
        text = re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], text)
    return text


MARKS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"\|\|(.+?)\|\|"), r'<span class="spoiler">\1</span>'),
    (re.compile(r"\*\*\*(.+?)\*\*\*"), r"<b><i>\1</i></b>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"__(.+?)__"), r"<u>\1</u>"),
    (re.compile(r"\*(?=\S)(.+?)(?<=\S)\*"), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=\S)(.+?)(?<=\S)_(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"~~(.+?)~~"), r"<s>\1</s>"),
]


def _mention(kind: str, target: str, names: Names) -> str:
    sign = "@&" if kind == "@&" else kind[0]
    name = names.get(f"{sign}{target}", "unknown-user" if sign == "@" else "unknown")
    return f'<span class="mention">{html.escape(sign[0] + (" " if sign == "#" else "") + name)}</span>'


def _time(seconds: int, style: str | None) -> str:
    when = datetime.fromtimestamp(seconds, UTC)
    if style == "R":
        return _relative(when)
    if style in ("t", "T"):
        return f"{when:%H:%M}"
    return f"{when.day} {when:%B %Y}" if style in ("d", "D") else f"{when.day} {when:%B %Y at %H:%M}"


def _relative(when: datetime) -> str:
    away = (when - datetime.now(UTC)).total_seconds()
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count = round(abs(away) / size)
        if count:
            words = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"in {words}" if away > 0 else f"{words} ago"
    return "now"
