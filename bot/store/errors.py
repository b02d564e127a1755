"""What can go wrong with the database, in sentences for people."""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


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
