"""What a history was narrowed to goes along in the buttons that turn its pages."""

from __future__ import annotations

from bot.discord_app.history.narrowing import packed, unpacked
from bot.usecases.showing import HistoryFilter


def test_what_a_history_is_narrowed_to_fits_a_button() -> None:
    for wanted in (
        HistoryFilter(),
        HistoryFilter("success_and_scale_bring_broad_responsibility", "senior", "evaluate", "insufficient_evidence"),
        HistoryFilter(mode="learn"),
    ):
        assert len(packed(wanted)) <= 20
        assert unpacked(packed(wanted)) == wanted
    assert unpacked("p99.x1.l.v0") == HistoryFilter(verdict="strong_hire")
