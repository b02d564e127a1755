"""`dataclass(frozen=True, slots=True)`, as the standard library has it, at less than half of what one costs in memory.

The standard one writes and compiles six methods for every class; and it makes a class with slots twice, of which the first stays for good,
because the second has its `__weakref__`. That was 9 KB a class, and we have three hundred. Here `__init__` alone is written for a class;
what compares, hashes and tells a record is the same for all of them, and asks the class for its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # `as` makes it ours to import, for type checkers
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen, slots, repr=True):
        """What it makes is a dataclass to whatever asks `dataclasses`. What a class defines itself stays its own."""
        if not (frozen and slots):
            raise TypeError("the other kinds are the standard library's")
        return lambda cls: _made(cls, repr)

    def _made(cls, repr):
        own = {name for name in ("__eq__", "__hash__", "__repr__") if cls.__dict__.get(name) is not None}
        made = dataclasses.dataclass(cls, frozen=True, slots=True, eq=False, repr=False)
        if getattr(made.__dict__.get("__weakref__"), "__objclass__", made) is not made:
            del made.__weakref__  # this one belongs to the class that was made first, and would keep that in memory
        compared = [one.name for one in dataclasses.fields(made) if one.compare]
        methods = {"__setattr__": _set, "__delattr__": _delete, "__eq__": _equal, "__hash__": _hash}
        if repr:
            methods["__repr__"] = _told
        for name, method in methods.items():
            if name not in own:
                setattr(made, name, method)
        made._compared = staticmethod(attrgetter(*compared) if len(compared) > 1 else _few(compared))
        return made

    def _few(names):
        """attrgetter gives a tuple of two and more."""
        return lambda self: tuple([getattr(self, name) for name in names])

    def _equal(self, other):
        return self._compared(self) == other._compared(other) if other.__class__ is self.__class__ else NotImplemented

    def _hash(self):
        return hash(self._compared(self))

    def _told(self):
        told = [f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr]
        return f"{type(self).__qualname__}({', '.join(told)})"

    def _set(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delete(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
