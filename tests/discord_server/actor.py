"""A person at a Discord client: commands, buttons, menus, forms.

What the client would not let them do raises `CannotDo`, unless the test forges it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from . import components as tree
from . import payloads
from .components import SELECTS, Kind
from .interacting import owners_of_message
from .interaction import InteractionKind
from .jsontypes import Json
from .modal import Filled, Modal
from .model import POSTS, Channel, Message, Role
from .options import CannotDo, available, choose, fill, resolve
from .permissions import Permission, may_see
from .person import Person
from .seen import Choice, Seen, Wait


class Actor(Person):
    def _go(self, at: Channel | None, *, for_command: bool = False, forge: bool = False) -> Channel:
        if at is not None:
            self._here = at
        place = self.here
        if forge:
            return place
        if not may_see(place, self.id):
            raise CannotDo(f"{self.name} does not see {place.name or 'this DM'}")
        if place.kind in POSTS:
            raise CannotDo(f"{place.name} has posts, and nowhere to write")
        if place.thread is not None and place.thread.archived:
            raise CannotDo(f"{place.name} is archived: no commands, no components")
        if self.world.is_timed_out(place, self.id):
            raise CannotDo(f"{self.name} is timed out")
        if for_command and place.guild and not self.world.granted(place, self.id) & Permission.USE_APPLICATION_COMMANDS:
            raise CannotDo(f"{self.name} may not use commands in {place.name}")
        return place

    async def _finish(self, seen: Seen, wait: Wait, timeout: float) -> Seen:
        if wait == "full":
            await seen.completed(timeout)
        elif wait == "first":
            await seen.arrived(timeout)
        return seen

    # --- commands

    async def slash(
        self,
        command: str,
        /,
        *,
        at: Channel | None = None,
        options: Mapping[str, Any] | None = None,
        wait: Wait = "full",
        timeout: float = 15.0,
        forge: bool = False,
        **more: Any,
    ) -> Seen:
        place = self._go(at, for_command=True, forge=forge)
        chosen = choose(self.world, self.user, place, command)
        data = fill(self.world, place, chosen, {**(options or {}), **more}, strict=not forge)
        begun = self.server.interacting.begin(
            InteractionKind.COMMAND, self.user, place, data, owners=chosen.owners, command=f"/{' '.join(command.split())}"
        )
        return await self._finish(Seen(self.world, begun), wait, timeout)

    async def autocomplete(
        self, command: str, option: str, typed: str, /, *, at: Channel | None = None, timeout: float = 15.0, **filled: Any
    ) -> list[Choice]:
        place = self._go(at, for_command=True)
        chosen = choose(self.world, self.user, place, command)
        asked = next((each for each in chosen.options if each["name"] == option), None)
        if asked is None or not asked.get("autocomplete"):
            raise CannotDo(f"/{command} does not complete {option!r}")
        data = fill(self.world, place, chosen, {**filled, option: typed}, focused=option)
        begun = self.server.interacting.begin(InteractionKind.AUTOCOMPLETE, self.user, place, data, owners=chosen.owners)
        seen = await Seen(self.world, begun).arrived(timeout)
        return seen.choices

    async def message_command(self, name: str, message: Message, /, *, wait: Wait = "full", timeout: float = 15.0) -> Seen:
        """From the menu on a message. The bot is given the message whole, whoever wrote it."""
        given = payloads.message(message, application_id=self.world.application_id)
        return await self._menu(3, name, message.channel, message.id, {"messages": {str(message.id): given}}, wait, timeout)

    async def user_command(
        self, name: str, person: Actor, /, *, at: Channel | None = None, wait: Wait = "full", timeout: float = 15.0
    ) -> Seen:
        place = self._go(at)
        resolved: Json = {}
        resolve(place, person.user, resolved)
        return await self._menu(2, name, place, person.id, resolved, wait, timeout)

    async def _menu(self, kind: int, name: str, at: Channel, target: int, resolved: Json, wait: Wait, timeout: float) -> Seen:
        place = self._go(at, for_command=True)
        shown = available(self.world, self.user, place, kind)
        picked = next(((each, owners) for each, owners in shown if each["name"] == name), None)
        if picked is None:
            raise CannotDo(f"{self.name} sees no {name!r} here; what shows: {[each['name'] for each, _ in shown]}")
        command, owners = picked
        data: Json = {"id": command["id"], "name": name, "type": kind, "target_id": str(target), "resolved": resolved}
        begun = self.server.interacting.begin(InteractionKind.COMMAND, self.user, place, data, owners=owners, command=name)
        return await self._finish(Seen(self.world, begun), wait, timeout)

    # --- components and forms

    async def click(
        self, message: Message | Seen, button: str, /, *, wait: Wait = "full", timeout: float = 15.0, forge: bool = False
    ) -> Seen:
        """By label or custom_id. Forged, any custom_id goes."""
        on = message.message if isinstance(message, Seen) else message
        component = self._component(on, button, Kind.BUTTON, forge=forge)
        data: Json = {"component_type": 2, "custom_id": component["custom_id"], "id": component.get("id", 0)}
        return await self._press(on, data, wait, timeout, forge=forge)

    async def select(
        self,
        message: Message | Seen,
        menu: str,
        /,
        *values: str | Actor | Role | Channel,
        wait: Wait = "full",
        timeout: float = 15.0,
        forge: bool = False,
    ) -> Seen:
        """By custom_id or placeholder; values by value or label."""
        on = message.message if isinstance(message, Seen) else message
        component = self._component(on, menu, Kind.STRING_SELECT, forge=forge)
        by_label = {each["label"]: each["value"] for each in component.get("options") or []}
        resolved: Json = {}
        picked: list[str] = []
        for value in values:
            if isinstance(value, str):
                picked.append(by_label.get(value, value))
            else:
                target = value.user if isinstance(value, Actor) else value
                resolve(on.channel, target, resolved)
                picked.append(str(target.id))
        if not forge:
            _check_picked(component, picked, set(by_label.values()))
        data: Json = {"component_type": component["type"], "custom_id": component["custom_id"], "id": component.get("id", 0)}
        data["values"] = picked
        if resolved:
            data["resolved"] = resolved
        return await self._press(on, data, wait, timeout, forge=forge)

    def _component(self, on: Message, name: str, kind: Kind, *, forge: bool) -> Json:
        try:
            component = tree.find(on.components, name)
        except tree.NoSuchComponent as missing:
            if forge:
                return {"type": int(kind), "custom_id": name}
            raise CannotDo(f"{missing}\n{on.text}") from None
        is_button = component["type"] == Kind.BUTTON
        if is_button != (kind == Kind.BUTTON):
            raise CannotDo(f"{name!r} is {'a button' if is_button else 'a menu'}")
        if component.get("disabled") and not forge:
            raise CannotDo(f"{name!r} is disabled")
        if "custom_id" not in component:
            raise CannotDo(f"{name!r} is a link")
        return component

    async def _press(self, on: Message, data: Json, wait: Wait, timeout: float, *, forge: bool) -> Seen:
        place = self._go(on.channel, forge=forge)
        current = place.messages.get(on.id)
        if not forge and (current is None or current.ephemeral_to not in (None, self.id)):
            raise CannotDo(f"{self.name} does not see that message")
        await asyncio.sleep(self.server.reaction_seconds)
        begun = self.server.interacting.begin(
            InteractionKind.COMPONENT, self.user, place, data, owners=owners_of_message(self.world, on), message=current or on
        )
        return await self._finish(Seen(self.world, begun), wait, timeout)

    async def submit_modal(
        self,
        modal: Modal | Seen,
        values: Mapping[str, Filled] | Sequence[Filled] = (),
        /,
        *,
        wait: Wait = "full",
        timeout: float = 15.0,
        forge: bool = False,
    ) -> Seen:
        """By label or custom_id, or in order. What is not named keeps what the form opened with. Submitting twice sends it twice."""
        form = modal.modal if isinstance(modal, Seen) else modal
        filled = form.fill(values)
        refused = [why for each in form.fields if (why := each.refuses(filled[each.custom_id]))]
        if refused and not forge:
            raise CannotDo(f"the form {form.title!r} does not go: {'; '.join(refused)}")
        opener = self.server.interacting.begun[form.opened_by]
        if opener.user is not self.user and not forge:
            raise CannotDo(f"the form {form.title!r} is open at {opener.user.name}'s, not at {self.name}'s")
        place = self._go(opener.channel, forge=True)
        await asyncio.sleep(self.server.reaction_seconds)
        begun = self.server.interacting.begin(
            InteractionKind.MODAL_SUBMIT,
            self.user,
            place,
            form.submitted(filled),
            owners=opener.owners,
            message=opener.message,
            command=opener.command,
            origin=opener.metadata,
        )
        return await self._finish(Seen(self.world, begun), wait, timeout)

    async def repeat(self, seen: Seen) -> None:
        """The gateway delivers the very same interaction again."""
        self.server.interacting.deliver(seen.interaction)
        await self.server.gateway.barrier()


def _check_picked(component: Json, picked: list[str], known: set[str]) -> None:
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    if not least <= len(picked) <= most:
        raise CannotDo(f"{len(picked)} chosen; {least} to {most} are allowed")
    if component["type"] in SELECTS and known and not set(picked) <= known:
        raise CannotDo(f"{sorted(set(picked) - known)} is not offered; there is {sorted(known)}")
