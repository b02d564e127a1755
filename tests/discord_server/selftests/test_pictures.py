"""From a dump to a page; the browser is not needed for that."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from ..actor import Actor
from ..model import Channel
from ..server import DiscordServer
from ..testing import V2, RawClient, button, row, text

# By name: `benchmarks` has no `__init__.py`, and mypy would find its modules twice, as `pictures` and as `benchmarks.pictures`.
SAMPLES = Path(__file__).resolve().parents[3] / "benchmarks/pictures/samples"
to_html = import_module("benchmarks.pictures.markdown").to_html
draw_page = import_module("benchmarks.pictures.page").draw_page


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("a **b** *c* __d__ ~~e~~ ||f||", '<p>a <b>b</b> <i>c</i> <u>d</u> <s>e</s> <span class="spoiler">f</span></p>'),
        ("<script>", "<p>&lt;script&gt;</p>"),
        (r"\*not\* `*code*`", "<p>*not* <code>*code*</code></p>"),
        ("snake_case_name 2 * 3 * 4", "<p>snake_case_name 2 * 3 * 4</p>"),
        ("## Title\n-# small\ntext", '<h2>Title</h2><div class="small">small</div><p>text</p>'),
        ("> one\n> two\nthree", '<div class="quote"><p>one<br>two</p></div><p>three</p>'),
        ("1. a\n2. b", '<ol start="1"><li class="depth0">a</li><li class="depth0">b</li></ol>'),
        ("```py\n<b>\n```after", "<pre><code>&lt;b&gt;</code></pre><p>after</p>"),
        ("hi <@12>, see <#13>", '<p>hi <span class="mention">@Ann</span>, see <span class="mention"># general</span></p>'),
        ("`<@12>`", "<p><code>&lt;@12&gt;</code></p>"),
    ],
)
def test_markdown(typed: str, drawn: str) -> None:
    assert to_html(typed, {"@12": "Ann", "#13": "general"}) == drawn


async def test_a_dump_is_all_that_a_picture_needs(server: DiscordServer, raw: RawClient, general: Channel, ann: Actor) -> None:
    parts = [{"type": 17, "accent_color": 1, "components": [text("## <Question>"), row(button("a", "Answer"))]}]
    await raw("POST", f"/channels/{general.id}/messages", {"flags": V2, "components": parts})
    await ann.say(general, "hello", files=[("a.md", b"x")])
    dump = json.loads(json.dumps(server.dump(general, ann)))
    page = draw_page(dump, 760)
    for expected in ("&lt;Question&gt;", "Answer", "hello", "a.md", "general", "border-left:4px solid #000001"):
        assert expected in page
    assert "http://" not in page.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    assert "</html>" in draw_page(json.loads(path.read_text(encoding="utf-8")), 760)
