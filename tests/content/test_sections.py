"""The weight file: what was written is read back, and a file that was cut short is not taken for whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.sections import (
    from_counts,
    from_floats,
    from_letters,
    from_text,
    read_sections,
    to_counts,
    to_floats,
    to_letters,
    to_text,
    write_sections,
)


@given(st.dictionaries(st.text(max_size=9), st.binary(max_size=40), max_size=6))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, sections: dict[str, bytes]) -> None:
    path = tmp_path_factory.mktemp("weights") / "sentences.bin"
    write_sections(path, sections)
    assert read_sections(path) == sections


def test_what_the_sections_hold() -> None:
    assert to_text(from_text(["résumé", "", "b"])) == ["résumé", "", "b"]
    assert list(to_floats(from_floats([0.1, -2.5e-9]))) == [0.1, -2.5e-9]
    assert list(to_counts(from_counts([0, 65_536]))) == [0, 65_536]
    assert to_letters(from_letters("\1a\ud7ff")) == "\1a\ud7ff"


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"x"])
def test_a_file_of_another_length_is_refused(tmp_path: Path, change: object) -> None:
    path = tmp_path / "sentences.bin"
    write_sections(path, {"words": b"abc", "weights": bytes(9)})
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ValueError, match="not as long"):
        read_sections(path)


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert read_sections(tmp_path / "sentences.bin") == {}
