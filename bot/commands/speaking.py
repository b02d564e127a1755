"""In which language a person at the shell is spoken to."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager

from bot.cli import CommandError


def speaking_to(wanted: str | None) -> AbstractContextManager[None]:
    """For as long as a command runs: the language that was asked for, else the one of the environment. Raises CommandError for one that
    there is not."""
    from bot.wording.catalogue import languages
    from bot.wording.language import language_in, speaking

    if wanted is not None and wanted not in languages():
        raise CommandError(f"--language {wanted}: the languages are {', '.join(languages())}.", code=2)
    return speaking(wanted or language_in(os.environ))
