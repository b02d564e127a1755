"""Statements that every click and every answer asks: built, compiled and told apart once.

SQLAlchemy looks a statement's text up in a cache with each execution, and makes an object for the execution, one for the cursor and one
for the result: several times the work of SQLite's own look-up by key. What is prepared keeps its text, the order of its values and how
each of them is written and read; a brief transaction (store/brief.py) hands that to the driver. Elsewhere it is executed as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from bot.store.texts import storable

_Step = Callable[[Any], Any] | None


class Prepared:
    """`keys` names the values of an INSERT that lists none; every other value is a bindparam of the statement. A statement whose text
    depends on its values (`in_`) cannot be prepared."""

    __slots__ = ("_compiled", "_keys", "statement")

    def __init__(self, statement: Executable, keys: Sequence[str] | None = None) -> None:
        self.statement = statement
        self._keys = keys
        self._compiled: Compiled | None = None

    def compiled(self, dialect: Dialect) -> Compiled:
        """For SQLite, whose dialect is the same wherever it is brief."""
        if self._compiled is None:
            self._compiled = Compiled(self.statement, dialect, self._keys)
        return self._compiled


class Compiled:
    """A statement's text, what has to be done with each value on its way in, and the columns with what has to be done on the way out."""

    __slots__ = ("_columns", "_values", "text")

    def __init__(self, statement: Executable, dialect: Dialect, keys: Sequence[str] | None) -> None:
        # What can be executed can be compiled: SQLAlchemy's types do not say so.
        compiled = statement.compile(dialect=dialect, column_keys=list(keys) if keys else None)  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        self.text = compiled.string
        assert "POSTCOMPILE" not in self.text, "its text depends on its values"
        given: dict[str, Any] = dict(compiled.params)
        self._values = [(name, given[name], _in(compiled.binds[name].type, dialect)) for name in compiled.positiontup or ()]
        returned = getattr(statement, "exported_columns", None) or ()
        self._columns = [(column.key, _out(column.type, dialect)) for column in returned]

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        found = []
        for name, own, written in self._values:
            value = parameters.get(name, own)
            if written is not None:
                value = written(value)
            found.append(storable(value) if type(value) is str else value)
        return found

    def row(self, values: Sequence[Any]) -> dict[str, Any]:
        return {name: value if read is None else read(value) for (name, read), value in zip(self._columns, values, strict=True)}


def _in(kind: TypeEngine[Any], dialect: Dialect) -> _Step:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: TypeEngine[Any], dialect: Dialect) -> _Step:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
