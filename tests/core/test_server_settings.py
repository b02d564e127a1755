"""Settings are read back whatever stands in the row, and only what makes sense can be set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.server_settings import ServerSettings, checked, settings_from

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3), max_leaves=6
)
NAMES = st.sampled_from(["channels", "level", "probes", "threads", "leaderboard", "retention_days", "language", "zone", "x"])


@given(st.dictionaries(NAMES, ANYTHING))
def test_whatever_a_row_holds_can_be_read(data: dict[str, object]) -> None:
    settings = settings_from(data)
    assert settings.probes is None or 3 <= settings.probes <= 5
    assert settings.retention_days is None or settings.retention_days >= 0
    assert all(isinstance(channel, int) for channel in settings.channels)


@given(NAMES, ANYTHING)
def test_what_can_be_set_is_what_is_read_back(name: str, value: object) -> None:
    try:
        kept = checked(name, value)
    except ValueError:
        assert settings_from({name: value}) == ServerSettings()
        return
    read = getattr(settings_from({} if kept is None else {name: kept}), name)
    if kept is None:
        assert read == getattr(ServerSettings(), name)
    else:
        assert read == (tuple(kept) if name == "channels" else kept)


@pytest.mark.parametrize(("name", "value"), [("probes", 9), ("level", "sde9"), ("threads", "secret"), ("probes", True), ("nothing", 1)])
def test_what_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=name):
        checked(name, value)


def test_a_thread_counts_with_its_channel() -> None:
    settings = ServerSettings(channels=(5,))
    assert settings.allows(5, None)
    assert settings.allows(77, 5)
    assert not settings.allows(77, None)
    assert ServerSettings().allows(77)
