"""What can go wrong with the database, in sentences for people."""

from __future__ import annotations

from typing import Literal, get_args

# full: no room. busy: somebody else writes, or too many do. read_only: it takes no writes. damaged: its files are broken, and what was
# saved before may be as well. unreachable: everything else that the world does to a database.
Kind = Literal["full", "busy", "read_only", "damaged", "unreachable"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do, to whoever runs the program. `kind` is for those who only use it: a
    front end has a sentence for each of KINDS, in their language."""

    def __init__(self, message: str, kind: Kind = "unreachable") -> None:
        super().__init__(message)
        self.kind: Kind = kind


class GaveWay(StoreError):
    """Two writes waited for each other, and the database undid this one. The other goes on, so it may be made again at once."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "busy")


class NewerDatabase(StoreError):
    """The database was written by a later version of this program."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"This database is at version {found}; this program knows versions up to {known}. "
            "Update the program, or point it at another database. Nothing was changed."
        )


class OlderDatabase(StoreError):
    """The database needs an upgrade before it can be used."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"This database is at version {found}; this program needs version {known}. Run `python -m bot db upgrade`. Nothing was changed."
        )
