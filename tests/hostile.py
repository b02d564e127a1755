"""Text that strangers send: what formats, hides, mentions, turns around, steers, or is simply too much."""

from __future__ import annotations

import re
import unicodedata

# Each of them is also an answer: something stands in it that can be judged and quoted.
TEXTS: dict[str, str] = {
    "mentions": "@everyone @here <@{id}> <@!{id}> <@&{id}> <#{id}> </interview start:{id}> <t:1:R> I fixed it from 9 days to 2.",
    "markdown": "# HEAD\n-# SMALL\n**BOLD** __UNDER__ ~~GONE~~ [LINK](https://evil.example/x) https://evil.example/y <https://evil.example/z>\n"
    "- LIST\n1. FIRST\n> QUOTE\n>>> ALL\nI fixed it from 9 days to 2.",
    "spoilers and fences": "||SPOIL|| ```FENCE\ncode``` `TICK` ``TWO`` I fixed it, and the code ran. ```\nI cut it from 9 days to 2.",
    "directions": "\u202eI fixed it\u202c \u2066from 9\u2069 \u200fdays\u200e to 2, and \u061cI measured it.",
    "nothing to see": "I\u200b fixed\u2060 it\ufeff from\u00ad 9\u180e days\U000e0041 to 2,\u3164 I\u2063 measured.",
    "zalgo": "I f" + "i\u0351\u0352\u0353\u0334\u0489" * 40 + "xed it from 9 days to 2. " + "Z" + "\u0336\u0337\u0338" * 300,
    "emoji": "👩‍👩‍👧‍👦" * 360 + " I fixed it from 9 days to 2.",
    "controls": "I\x07 fixed\x1b[31m it\x1b]0;owned\x07 from\x08 9\x7f days\x9b2J to 2.\x85\u2028I\u2029 measured\r\nit\r again\t.",
    "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; \"'\"'> </blockquote></body> I fixed it from 9 days to 2. {{7*7}} ${x} %s {0}",
    "halves and nothing": "I\ud83d fixed\udc69 it\x00 from 9 days\udfff to 2. I measured it.",
    "one word": "I fixed it from 9 days to 2 " + "a" * 1_500,
    "lines": "I fixed it from 9 days to 2.\n" + "\n" * 900 + "I measured it.",
}

# Whatever of it formats, hides or pings in a message of Discord's.
ALIVE = re.compile(
    r"(?<!\\)(?:\|\|SPOIL|```FENCE|\*\*BOLD|__UNDER|~~GONE|\[LINK\]|`TICK|<@[!&]?\d+> <|<t:1:R>|</interview start:|https://evil)"
    r"|@(?:everyone|here)|^(?:# HEAD|-# SMALL|- LIST|1\. FIRST|>>> ALL)",
    re.MULTILINE,
)


def hostile(name: str, id: int = 1) -> str:
    return TEXTS[name].replace("{id}", str(id))


def unseen_in(text: str) -> str:
    """Characters that hide, turn or steer. Joiners inside emoji and the space that takes an @ its meaning are ours."""
    kept = text.replace("@\u200b", "@").replace(":\u200b//", "://")
    return "".join(
        letter
        for letter in kept
        if letter not in "\n\u200c\u200d" and (unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") or letter in "\u2028\u2029\u3164")
    )


def towers_in(text: str) -> bool:
    """Whether some letter carries more marks than any script needs."""
    return re.search("[\u0300-\u036f\u0483-\u0489]{6,}", text) is not None


def storable(text: str) -> str:
    """As a database can hold it: one character for one."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
