"""A file says what was said: a person's words make no heading, list, link, image or HTML in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.wording.blocks import Bullets, Heading, Note, Paragraph, Quote, Rule, Table, plain, said, strong
from bot.wording.markdown import markdown

PARSER = MarkdownIt("gfm-like", {"linkify": False})
WORDS = st.lists(
    st.sampled_from([*"ab1 \n*_`#-+>|[]()!<&~=.:\\", "http://x.y", "<b>", "![i](u)", "1. ", "- ", "&amp;"]), min_size=1, max_size=40
).map("".join)


def kinds(text: str) -> set[str]:
    def walk(tokens: list[Token]) -> set[str]:
        return {kind for token in tokens for kind in ({token.type} | walk(token.children or []))}

    return walk(PARSER.parse(text))


@given(WORDS)
def test_a_persons_words_are_only_words(text: str) -> None:
    assert kinds(markdown((Paragraph((said(f"x{text}"),)),))) <= {
        "paragraph_open", "paragraph_close", "inline", "text", "text_special", "hardbreak", "softbreak"
    }  # fmt: skip
    quoted = kinds(markdown((Quote((said(f"x{text}"),), "You"),)))
    made = {"heading_open", "bullet_list_open", "ordered_list_open", "link_open", "image", "html_inline", "html_block", "fence"}
    assert not quoted & made


@given(WORDS)
def test_every_word_is_read_again(text: str) -> None:
    letters = [character for character in text if character.isalnum()]
    html = PARSER.render(markdown((Paragraph((said(text),)),)))
    told = [character for character in html.replace("<p>", "").replace("</p>", "").replace("<br />", "") if character.isalnum()]
    if not set(text) & set("<>&:"):
        assert told == letters


def test_every_block_has_its_form() -> None:
    file = markdown(
        (
            Heading(plain("The vote"), 1),
            Paragraph((*plain("It is "), strong("Hire"))),
            Bullets((plain("one"), plain("two")), numbered=True),
            Table(("A", "B"), ((plain("x|y"), plain("z")),)),
            Quote((said("I did\nit"),), "You"),
            Note(plain("an aside")),
            Rule(),
        )
    )
    assert kinds(file) >= {"heading_open", "strong_open", "ordered_list_open", "table_open", "blockquote_open", "em_open", "hr"}
    assert "x\\|y" in file
