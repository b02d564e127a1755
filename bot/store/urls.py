"""Which database a URL names, or in a sentence why it names none that this program can use. A password stands in no sentence."""

from __future__ import annotations

from sqlalchemy import URL, make_url

from bot.store.errors import StoreError

_DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")
# What asyncpg takes as text. The names of libpq, which most hosts of a PostgreSQL hand out, are others.
_OPTIONS = frozenset(
    {"command_timeout", "database", "host", "passfile", "password", "port", "prepared_statement_cache_size", "service", "servicefile"}
    | {"ssl", "target_session_attrs", "timeout", "user"}
)


def usable(url: str | URL) -> URL:
    """Raises StoreError."""
    try:
        found = make_url(url)
    except Exception as error:
        raise StoreError(
            "The database URL cannot be read. It looks like postgresql+asyncpg://USER:PASSWORD@HOST/NAME; in a password %40 stands for @, "
            "%3A for :, %2F for /, %25 for %."
        ) from error
    if found.drivername not in _DRIVERS:
        raise StoreError(
            f"{found.drivername} is not supported. Use sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/NAME."
        )
    unknown = sorted(found.query.keys() - _OPTIONS) if found.get_backend_name() == "postgresql" else []
    if unknown:
        raise StoreError(
            f"The database URL asks for what the driver does not know: {', '.join(unknown)}. Take it out of the URL; "
            "`sslmode=require` is written `ssl=require`."
        )
    return found
