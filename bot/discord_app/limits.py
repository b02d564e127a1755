"""Discord's limits, and how a text is measured against them.

Discord does not say which characters it counts: its servers count code points, its clients UTF-16 units. We count UTF-16 units, which are
never fewer. Components V2 have a second limit that is documented nowhere: beyond some 10,000 bytes of text (12 more for each text display)
a message is answered with an internal error, so texts in wide scripts are bounded by their bytes as well.
"""

from __future__ import annotations

CONTENT = 2_000
V2_TEXT = 4_000
V2_BYTES = 10_000
V2_BYTES_EACH = 12
V2_COMPONENTS = 40
ROW = 5
SELECT_OPTIONS = 25
CHOICES = 25
CUSTOM_ID = 100
BUTTON_LABEL = 80
OPTION_LABEL = 100
MODAL_TITLE = 45
MODAL_LABEL = 45
MODAL_DESCRIPTION = 100
BOX = 4_000
THREAD_NAME = 100
NONCE = 25


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def encoded(text: str) -> int:
    """Length in bytes of UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
