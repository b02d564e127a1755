"""Forms (modals)."""

from __future__ import annotations

from ..components import SELECTS, Kind
from ..jsontypes import Json
from .components import check_unique
from .form import Form
from .interactive import Path, check_options, check_select


def check_modal(data: Json) -> None:
    form = Form()
    form.text(data, "custom_id", ("data",), 100, least=1, required=True)
    form.text(data, "title", ("data",), 45, least=1, required=True)
    components = data.get("components") or []
    form.count(components, ("data", "components"), 5, least=1)
    for index, component in enumerate(components):
        _top(form, component, ("data", "components", index))
    check_unique(form, components)
    form.finish()


def _top(form: Form, component: Json, path: Path) -> None:
    kind = component.get("type")
    if kind == Kind.TEXT:
        form.text(component, "content", path, 4000, least=1, required=True)
    elif kind == Kind.ROW:
        parts = component.get("components") or []
        form.count(parts, (*path, "components"), 1, least=1)
        for index, part in enumerate(parts):
            if part.get("type") != Kind.TEXT_INPUT:
                form.wrong((*path, "components", index, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
                continue
            form.text(part, "label", (*path, "components", index), 45, least=1, required=True)
            _text_input(form, part, (*path, "components", index))
    elif kind == Kind.LABEL:
        form.text(component, "label", path, 45, least=1, required=True)
        if component.get("description") is not None:
            form.text(component, "description", path, 100, least=1)
        _inside(form, component.get("component") or {}, (*path, "component"))
    else:
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')


def _inside(form: Form, part: Json, path: Path) -> None:
    kind = part.get("type")
    if kind == Kind.TEXT_INPUT:
        _text_input(form, part, path)
        if part.get("label"):
            form.wrong((*path, "label"), "TEXT_INPUT_LABEL_IN_LABEL", "The label belongs to the Label around it")
    elif kind in SELECTS:
        check_select(form, part, path, in_modal=True)
    elif kind in (Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP):
        form.text(part, "custom_id", path, 100, least=1, required=True)
        options = part.get("options") or []
        form.count(options, (*path, "options"), 10, least=2 if kind == Kind.RADIO_GROUP else 1)
        check_options(form, options, (*path, "options"))
    elif kind in (Kind.CHECKBOX, Kind.FILE_UPLOAD):
        form.text(part, "custom_id", path, 100, least=1, required=True)
    else:
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (3, 4, 5, 6, 7, 8, 19, 21, 22, 23).')


def _text_input(form: Form, part: Json, path: Path) -> None:
    form.text(part, "custom_id", path, 100, least=1, required=True)
    form.text(part, "placeholder", path, 100)
    value = form.text(part, "value", path, 4000)
    form.number(part, "min_length", path, 0, 4000)
    form.number(part, "max_length", path, 1, 4000)
    if part.get("style") not in (1, 2):
        form.wrong((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if least > most:
        form.wrong((*path, "min_length"), "TEXT_INPUT_INVALID_RANGE", "min_length must not be more than max_length")
    if len(value) > most:
        form.wrong((*path, "value"), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
