"""A form that the bot opened, as the person who fills it meets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .components import Kind, children
from .jsontypes import Json

Filled = str | bool | Sequence[str] | None


@dataclass
class ModalField:
    kind: Kind
    custom_id: str
    label: str
    description: str | None
    required: bool
    placeholder: str | None = None
    value: str | None = None
    min_length: int = 0
    max_length: int = 4000
    min_values: int = 1
    max_values: int = 1
    long: bool = False
    options: list[Json] = field(default_factory=list)
    component_id: int = 0

    def refuses(self, filled: Filled) -> str | None:
        """Why the client would not let the form go, if it would not."""
        if self.kind == Kind.TEXT_INPUT:
            text = filled if isinstance(filled, str) else ""
            if not text:
                return f"{self.label}: required" if self.required else None
            if not self.min_length <= len(text) <= self.max_length:
                return f"{self.label}: {len(text)} characters; {self.min_length} to {self.max_length} are allowed"
            if not self.long and "\n" in text:
                return f"{self.label}: one line only"
            return None
        if self.kind == Kind.CHECKBOX:
            return None
        chosen = self.chosen(filled)
        if not chosen:
            return f"{self.label}: required" if self.required else None
        known = {option["value"] for option in self.options}
        if known and not set(chosen) <= known:
            return f"{self.label}: {sorted(set(chosen) - known)} is not among {sorted(known)}"
        if not self.min_values <= len(chosen) <= self.max_values:
            return f"{self.label}: {len(chosen)} chosen; {self.min_values} to {self.max_values} are allowed"
        return None

    def chosen(self, filled: Filled) -> list[str]:
        """Values, from values or labels."""
        wanted = [filled] if isinstance(filled, str) else list(filled) if isinstance(filled, Sequence) else []
        by_label = {option["label"]: option["value"] for option in self.options}
        return [by_label.get(each, each) for each in wanted]

    def submitted(self, filled: Filled) -> Json:
        """The component in the submit's payload."""
        payload: Json = {"type": int(self.kind), "id": self.component_id, "custom_id": self.custom_id}
        if self.kind == Kind.TEXT_INPUT:
            return payload | {"value": filled if isinstance(filled, str) else ""}
        if self.kind == Kind.CHECKBOX:
            return payload | {"value": bool(filled)}
        chosen = self.chosen(filled)
        if self.kind == Kind.RADIO_GROUP:
            return payload | {"value": chosen[0] if chosen else None}
        return payload | {"values": chosen}

    @property
    def opening(self) -> Filled:
        """What it holds when it opens."""
        if self.kind == Kind.TEXT_INPUT:
            return self.value or ""
        if self.kind == Kind.CHECKBOX:
            return self.value == "true"
        return [option["value"] for option in self.options if option.get("default")]


class Modal:
    def __init__(self, data: Json, interaction_id: int, message_id: int | None) -> None:
        self.data = data
        self.custom_id: str = data["custom_id"]
        self.title: str = data["title"]
        self.opened_by = interaction_id
        """The interaction that opened it: a submit names it in its metadata."""
        self.message_id = message_id
        """The message whose button opened it, if a button did. The submit carries that message."""
        self.parts: list[ModalField | str] = [_part(component) for component in data["components"]]

    @property
    def fields(self) -> list[ModalField]:
        return [part for part in self.parts if isinstance(part, ModalField)]

    def field(self, name: str) -> ModalField:
        for each in self.fields:
            if name in (each.custom_id, each.label):
                return each
        raise LookupError(f"the form {self.title!r} has no field {name!r}; it has {[f'{f.label} ({f.custom_id})' for f in self.fields]}")

    def fill(self, values: Mapping[str, Filled] | Sequence[Filled]) -> dict[str, Filled]:
        """By custom_id: what it opened with, and over that what the person typed."""
        filled = {each.custom_id: each.opening for each in self.fields}
        if isinstance(values, Mapping):
            typed = {self.field(name).custom_id: value for name, value in values.items()}
        else:
            typed = {each.custom_id: value for each, value in zip(self.fields, values, strict=False)}
        return filled | typed

    def submitted(self, filled: Mapping[str, Filled]) -> Json:
        """The `data` of the submit's interaction, in the shape in which the form was made: rows or labels."""
        components: list[Json] = []
        for component, part in zip(self.data["components"], self.parts, strict=True):
            shell: Json = {"type": component["type"], "id": component.get("id", 0)}
            if isinstance(part, str):
                components.append(shell)
            elif component["type"] == Kind.ROW:
                components.append(shell | {"components": [part.submitted(filled[part.custom_id])]})
            else:
                components.append(shell | {"component": part.submitted(filled[part.custom_id])})
        return {"custom_id": self.custom_id, "components": components}

    @property
    def text(self) -> str:
        from .transcript import modal_text

        return modal_text(self)

    def __repr__(self) -> str:
        return f"<Modal {self.title!r} {[each.label for each in self.fields]}>"


def _part(component: Json) -> ModalField | str:
    if component["type"] == Kind.TEXT:
        return str(component["content"])
    inner = children(component)[0]
    kind = Kind(inner["type"])
    options = inner.get("options") or []
    many = len(options) if kind == Kind.CHECKBOX_GROUP else 1
    return ModalField(
        kind=kind,
        custom_id=inner["custom_id"],
        label=component.get("label") or inner.get("label") or "",
        description=component.get("description"),
        required=inner.get("required") is not False and kind != Kind.CHECKBOX,
        placeholder=inner.get("placeholder"),
        value="true" if kind == Kind.CHECKBOX and inner.get("default") else inner.get("value"),
        min_length=inner.get("min_length") or 0,
        max_length=inner.get("max_length") or 4000,
        min_values=1 if inner.get("min_values") is None else inner["min_values"],
        max_values=inner.get("max_values") or many,
        long=inner.get("style") == 2,
        options=options,
        component_id=inner.get("id", 0),
    )
