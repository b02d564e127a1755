"""Which language is spoken now: set where somebody is being answered, true for everything that is said in that task and in those it starts.

A front end holds one `Spoken` instead of the sentences of one language; whoever asks it for a sentence gets it in the language of the
person who is being answered, or of the server that is being posted in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from bot.wording.catalogue import DEFAULT_LANGUAGE, Texts, Value, languages, load_texts
from bot.wording.shell import AtShell

_now: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def language_for(locale: object) -> str:
    """The language for a locale such as `es-ES`, `es-419` or `de`; English for one that we do not speak."""
    primary = str(locale or "").replace("_", "-").partition("-")[0].lower()
    return primary if primary in languages() else DEFAULT_LANGUAGE


def language_in(environ: Mapping[str, str]) -> str:
    """The language that a shell's environment asks for, as other programs read it: LC_ALL, LC_MESSAGES, LANG, and over them LANGUAGE unless
    they name no language at all."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if locale.partition(".")[0] not in ("", "C", "POSIX"):
        for wanted in environ.get("LANGUAGE", "").split(":"):
            if wanted.partition("_")[0].lower() in languages():
                return language_for(wanted)
    return language_for(locale.partition(".")[0])


def load_spoken_now() -> Texts:
    """The sentences of the language of now, for a program at a shell, which speaks one."""
    return AtShell(load_texts(spoken()))


def spoken() -> str:
    """The language of now."""
    return _now.get()


def speak(language: str | None) -> None:
    """From now on in this task. None is our own."""
    _now.set(language or DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Within this block. None is our own."""
    token = _now.set(language or DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _now.reset(token)


class Spoken(Texts):
    """The sentences of every language; which of them is asked for is decided by `speak`."""

    def __init__(self, catalogues: Mapping[str, Texts]) -> None:
        super().__init__(DEFAULT_LANGUAGE, {})
        self._catalogues = catalogues

    @property
    def language(self) -> str:
        return self._texts.language

    @language.setter
    def language(self, language: str) -> None:
        """Decided by `speak` alone."""

    @property
    def keys(self) -> frozenset[str]:
        return self._texts.keys

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def _sentence(self, key: str, values: Mapping[str, Value]) -> str:
        return self._texts._sentence(key, values)

    @property
    def _texts(self) -> Texts:
        return self._catalogues.get(_now.get()) or self._catalogues[DEFAULT_LANGUAGE]


def load_spoken() -> Spoken:
    """Reads every language there is."""
    return Spoken({language: load_texts(language) for language in languages()})
