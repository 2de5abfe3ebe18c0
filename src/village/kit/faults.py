"""Turns what a schema refuses into one sentence a fault: where, what is wrong, what to write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from village.kernel.yaml import KitError, Node, Value
from village.kit.shape import REFERS, Shape

Names = Mapping[str, frozenset[str]]
"""The keys of every section, by its name."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What the schema library says about one place, in types of our own."""

    rule: str
    wanted: Any  # Any: a schema's own value, a list, a number or a word, by rule
    found: object
    shape: Mapping[str, Any]  # Any: as above
    path: tuple[str | int, ...]
    said: str

    @classmethod
    def of(cls, error: ValidationError) -> "_Wrong":
        shape = error.schema if isinstance(error.schema, Mapping) else {}
        path = tuple(error.absolute_path)
        rule = str(error.validator)
        return cls(rule, error.validator_value, error.instance, shape, path, error.message)

    @property
    def name(self) -> str:
        """What the value is called: its key, or the key of the list that it stands in."""
        words = [step for step in self.path if isinstance(step, str)]
        return f"“{words[-1]}”" if words else "The file"


def faults_of(node: Node, *, shape: Shape, names: Names) -> list[KitError]:
    """All that is wrong with a file, against its shape and the entries that it names."""
    validator = _validator(names)(shape, format_checker=FormatChecker(["date"]))
    return [
        fault
        for error in validator.iter_errors(_plain(node.value))
        for fault in _told(_Wrong.of(error), node)
    ]


def nearest(word: str, known: Sequence[str]) -> str:
    """“Write “title”.” where one is near, else the list of all that can stand there."""
    close = get_close_matches(word.lower(), known, n=1) or get_close_matches(word, known, n=1)
    if close:
        return f"Write “{close[0]}”."
    if not known:
        return "There is none yet: add it first, or leave this away."
    listed = ", ".join(f"“{one}”" for one in list(known)[:12])
    return f"Write one of: {listed}{', …' if len(known) > 12 else ''}."


def _plain(value: Value) -> Any:  # Any: what the schema library takes
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _validator(names: Names) -> type[Draft202012Validator]:
    def refers(
        _validator: object, section: str, instance: object, _schema: object
    ) -> Iterator[ValidationError]:
        # A section of which a file could not be read is not known: nothing is said of it twice.
        if isinstance(instance, str) and section in names and instance not in names[section]:
            known = sorted(names[section])
            yield ValidationError("names nothing that is known", validator_value=known)

    made: type[Draft202012Validator] = extend(  # type: ignore[no-untyped-call] # in the library
        Draft202012Validator, {REFERS: refers}
    )
    return made


def _told(wrong: _Wrong, root: Node) -> Iterator[KitError]:
    node = root.at(wrong.path)
    if wrong.rule == "additionalProperties":
        yield from _unknown_keys(wrong, node)
        return
    message, instead = _SAID.get(wrong.rule, _other)(wrong)
    yield node.error(message, instead=instead)


def _unknown_keys(wrong: _Wrong, node: Node) -> Iterator[KitError]:
    known = list(wrong.shape["properties"])
    free = [word for word in known if word not in node]
    for word in node.keys:
        if word not in known:
            yield node.error(
                f"“{word}” is not a key that is known here.",
                instead=nearest(word, free or known),
                key=word,
            )


def _example(shape: Mapping[str, Any]) -> str:
    examples = shape.get("examples")
    if examples:
        return _shown(examples[0])
    return {"array": "a list, one item a line after “- ”", "object": "keys and values"}.get(
        str(shape.get("type")), "a value"
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"“{value}”"


Said = Callable[[_Wrong], tuple[str, str]]


def _required(wrong: _Wrong) -> tuple[str, str]:
    missing = next(key for key in wrong.wanted if f"'{key}'" in wrong.said)
    shape = wrong.shape["properties"].get(missing, {})
    example = _example(shape).strip("“”")
    about = shape.get("description", "")
    said = f" ({about[0].lower()}{about[1:]})" if about else ""
    return f"The key “{missing}” is missing{said}.", f"Add a line like “{missing}: {example}”."


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a list of keys and values",
}


def _type(wrong: _Wrong) -> tuple[str, str]:
    wanted = str(wrong.wanted)
    if wrong.found is None:
        return f"{wrong.name} is empty.", f"Write {_example(wrong.shape)}, or take the line away."
    if wanted == "string" and isinstance(wrong.found, bool | int | float):
        written = _shown(wrong.found).strip("“”")
        return (
            f"{wrong.name} must be text, and {written} is not.",
            f'Put it in quotes: "{written}".',
        )
    return f"{wrong.name} must be {_TYPES[wanted]}.", f"Write {_example(wrong.shape)}."


def _enum(wrong: _Wrong) -> tuple[str, str]:
    known = [str(option) for option in wrong.wanted]
    return f"{wrong.name} cannot be “{wrong.found}”.", nearest(str(wrong.found), known)


def _refers(wrong: _Wrong) -> tuple[str, str]:
    section = wrong.shape[REFERS]
    return (
        f"{wrong.name} names “{wrong.found}”, which is not among the kit's {section}.",
        nearest(str(wrong.found), list(wrong.wanted)),
    )


def _pattern(wrong: _Wrong) -> tuple[str, str]:
    return (
        f"{wrong.name} is not written in the way that is wanted.",
        f"Write {_example(wrong.shape)}.",
    )


def _format(wrong: _Wrong) -> tuple[str, str]:
    return f"{wrong.name} is not a date.", "Write a date like 2026-04-01, without quotes."


def _too_long(wrong: _Wrong) -> tuple[str, str]:
    most = wrong.wanted
    return f"{wrong.name} is longer than {most} characters.", f"Write at most {most} characters."


def _too_few(wrong: _Wrong) -> tuple[str, str]:
    least = wrong.wanted
    return f"{wrong.name} needs at least {least} item{'' if least == 1 else 's'}.", (
        f"Add {_example(wrong.shape.get('items', {}))}."
    )


def _too_small(wrong: _Wrong) -> tuple[str, str]:
    return f"{wrong.name} must not be below {wrong.wanted}.", f"Write {_example(wrong.shape)}."


def _const(wrong: _Wrong) -> tuple[str, str]:
    return f"{wrong.name} cannot be “{wrong.found}”.", f"Write {_shown(wrong.wanted)}."


def _other(wrong: _Wrong) -> tuple[str, str]:
    about = wrong.shape.get("description", "the schema in docs/reference/kit says how")
    return f"{wrong.name} is not as it should be.", f"Wanted: {about}."


_SAID: dict[str, Said] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    REFERS: _refers,
    "pattern": _pattern,
    "format": _format,
    "maxLength": _too_long,
    "minItems": _too_few,
    "minimum": _too_small,
    "const": _const,
}
