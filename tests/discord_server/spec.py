"""Bodies held against Discord's own OpenAPI description.

The description is not part of the repository. It is looked for where `DISCORD_API_SPEC` points, then beside the repository
in `../shared/discord/`; without it nothing is checked and `status` says so. It stands beside the rules in `rules/`, not in
their place: it knows each field's type, they know what spans fields.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators  # type: ignore[import-untyped,unused-ignore]

from .errors import Problem
from .jsontypes import Json

REPOSITORY = Path(__file__).resolve().parents[2]
BODY_TYPES = ("application/json", "multipart/form-data")

#: What discord.py 2.7 sends although the description does not allow it, and Discord takes all the same: ids as numbers
#: (message references, allowed mentions, attachments). Discord reads both and answers texts.
DISCORD_PY_SENDS = {"SnowflakeType": {"type": ["string", "integer"], "pattern": "^(0|[1-9][0-9]*)$"}}

#: JSON Schema's words, as Discord's error codes.
CODES = {
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_MIN_LENGTH",
    "maxItems": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "oneOf": "UNION_TYPE_CHOICES",
    "anyOf": "UNION_TYPE_CHOICES",
}


def locate() -> Path | None:
    """The description's file, if it can be found."""
    named = os.environ.get("DISCORD_API_SPEC")
    places = [Path(named)] if named else [above / "shared/discord/openapi.json" for above in REPOSITORY.parents[:2]]
    return next((place for place in places if place.is_file()), None)


@functools.cache
def _load(path: Path) -> Spec:
    """Read once a process: a megabyte of JSON and hundreds of schemas."""
    return Spec(json.loads(path.read_text(encoding="utf-8")), str(path))


def load() -> Spec | None:
    path = locate()
    return _load(path) if path else None


def status(spec: Spec | None) -> str:
    if spec is not None:
        return f"checked against {spec.source} ({spec.version})"
    return "not checked: no openapi.json; set DISCORD_API_SPEC, or put it at ../shared/discord/openapi.json"


class Spec:
    def __init__(self, document: Json, source: str) -> None:
        self.document = document
        self.source = source
        self.version = str(document["info"]["version"])
        schemas = document["components"]["schemas"]
        self._of_answers = {"schemas": schemas}
        self._of_bodies = {"schemas": schemas | DISCORD_PY_SENDS}
        self._paths = [(_pattern(path), path) for path in document["paths"]]
        self._validators: dict[tuple[str, ...], Any] = {}

    def find(self, path: str) -> str | None:
        """The template that a path fits. Those with fewer placeholders come first: `/users/@me` before `/users/{user_id}`."""
        fits = [template for pattern, template in self._paths if pattern.fullmatch(path)]
        return min(fits, key=lambda template: template.count("{")) if fits else None

    def check_body(self, method: str, path: str, body: Any) -> list[Problem] | None:
        """None when the description has no such route."""
        template = self.find(path)
        operation = self.document["paths"].get(template, {}).get(method.lower()) if template else None
        if operation is None:
            return None
        content = operation.get("requestBody", {}).get("content", {})
        kind = next((kind for kind in BODY_TYPES if kind in content), None)
        if kind is None:
            return []
        return self._check((str(template), method.lower(), kind), content[kind]["schema"], body, self._of_bodies)

    def check_response(self, method: str, path: str, status_code: int, body: Any) -> list[Problem]:
        """For the server's own tests: is what it answers what Discord would answer?"""
        template = self.find(path)
        answers = self.document["paths"].get(template, {}).get(method.lower(), {}).get("responses", {}) if template else {}
        answer = answers.get(str(status_code), {})
        if "$ref" in answer:
            answer = self._resolve(answer["$ref"])
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        return self._check((str(template), method.lower(), str(status_code)), schema, body) if schema else []

    def check_named(self, name: str, body: Any) -> list[Problem]:
        """Against one of the named schemas, for what only the gateway sends."""
        return self._check((name,), {"$ref": f"#/components/schemas/{name}"}, body)

    def _check(self, key: tuple[str, ...], schema: Json, body: Any, components: Json | None = None) -> list[Problem]:
        validator = self._validators.get(key)
        if validator is None:
            # All schemas go along, so that the references in the schema lead somewhere.
            validator = self._validators[key] = _Validator({"components": components or self._of_answers, **schema})
        return [_problem(error) for error in validator.iter_errors(body)]

    def _resolve(self, reference: str) -> Json:
        node: Any = self.document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        return dict(node)


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", template)))


def _one_of(validator: Any, branches: list[Json], instance: Any, schema: Json) -> Iterator[ValidationError]:
    """`oneOf` and `anyOf`, where the union is told apart by `type`: only the branch of that type is tried.

    Components nest unions in unions. Tried one by one, a message takes ages, and the complaint ("valid under none of ...") says nothing.
    """
    fitting = branches
    if isinstance(instance, dict) and "type" in instance:
        named = [branch for branch in branches if _types_of(validator, branch) and instance["type"] in _types_of(validator, branch)]
        if len(named) == 1:
            yield from validator.descend(instance, named[0])
            return
    best: list[ValidationError] | None = None
    for branch in fitting:
        errors = list(validator.descend(instance, branch))
        if not errors:
            return
        if best is None or _depth(errors) > _depth(best):
            best = errors
    yield from best or []


def _depth(errors: list[ValidationError]) -> int:
    """How far the best attempt came: its complaints are the useful ones."""
    return max(len(error.absolute_path) for error in errors)


def _types_of(validator: Any, branch: Json) -> list[Any]:
    schema = branch
    if "$ref" in branch:
        schema = validator._resolver.lookup(branch["$ref"]).contents
    return list(schema.get("properties", {}).get("type", {}).get("enum") or []) if isinstance(schema, dict) else []


_Validator = validators.extend(Draft202012Validator, {"oneOf": _one_of, "anyOf": _one_of})


def _problem(error: ValidationError) -> Problem:
    path = tuple(str(step) for step in error.absolute_path)
    return Problem(path, CODES.get(str(error.validator), "BASE_TYPE_INVALID"), error.message[:300])
