"""Buttons and selects: the components that people press."""

from __future__ import annotations

from ..components import Kind
from ..jsontypes import Json
from .form import Form

Path = tuple[str | int, ...]


def check_button(form: Form, button: Json, path: Path) -> None:
    style = button.get("style")
    if style not in (1, 2, 3, 4, 5, 6):
        form.wrong((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
    form.text(button, "label", path, 80)
    if style == 5:
        form.text(button, "url", path, 512, least=1, required=True)
        if button.get("custom_id"):
            form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
    elif style == 6:
        if not button.get("sku_id"):
            form.wrong((*path, "sku_id"), "BASE_TYPE_REQUIRED", "This field is required")
    else:
        form.text(button, "custom_id", path, 100, least=1, required=True)
        if button.get("url"):
            form.wrong(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
    if style != 6 and not (button.get("label") or "").strip() and not button.get("emoji"):
        form.wrong(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji")


def check_select(form: Form, select: Json, path: Path, *, in_modal: bool = False) -> None:
    form.text(select, "custom_id", path, 100, least=1, required=True)
    form.text(select, "placeholder", path, 150)
    form.number(select, "min_values", path, 0, 25)
    form.number(select, "max_values", path, 1, 25)
    least, most = select.get("min_values"), select.get("max_values")
    least_number, most_number = (1 if least is None else least), (1 if most is None else most)
    if least_number > most_number:
        form.wrong((*path, "min_values"), "SELECT_COMPONENT_INVALID_RANGE", "min_values must not be more than max_values")
    if in_modal:
        if select.get("disabled"):
            form.wrong((*path, "disabled"), "COMPONENT_DISABLED_IN_MODAL", "Modals cannot have disabled components")
        if least == 0 and select.get("required") is not False:
            form.wrong((*path, "min_values"), "SELECT_COMPONENT_REQUIRED_MIN", "min_values must be at least 1 when required")
    if select["type"] != Kind.STRING_SELECT:
        return
    options = select.get("options") or []
    form.count(options, (*path, "options"), 25, least=1)
    check_options(form, options, (*path, "options"))
    if most_number > max(1, len(options)):
        form.wrong(
            (*path, "max_values"),
            "SELECT_COMPONENT_MAX_VALUES",
            f"max_values is {most_number} but there are {len(options)} options",
        )
    chosen = [option for option in options if option.get("default")]
    if len(chosen) > most_number:
        form.wrong((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "more defaults than max_values")


def check_options(form: Form, options: list[Json], path: Path) -> None:
    values: set[str] = set()
    for index, option in enumerate(options):
        form.text(option, "label", (*path, index), 100, least=1, required=True)
        value = form.text(option, "value", (*path, index), 100, least=1, required=True)
        form.text(option, "description", (*path, index), 100)
        if value and value in values:
            form.wrong((*path, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
        values.add(value)
