"""YAML as people write it: a value is the text that stands there, whatever YAML makes of ``on`` or ``1:30``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml
from frontmatter.default_handlers import YAMLHandler

Value = str | None | list["Value"] | dict[str, "Value"]
"""A text, nothing, or a list or a table of values."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one needs libyaml
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE: Final = "<<"
_DEEPEST: Final = 50
"""Nobody nests deeper by hand."""


@dataclass(frozen=True, slots=True)
class Document:
    """A value, and its own keys as they stand there, each with its 0-based line, as often as it comes."""

    value: Value
    keys: tuple[tuple[str, int], ...] = ()


def parse_yaml(text: str) -> Document:
    """The first document of a text. yaml.YAMLError: it is broken, or nested as no hand does.

    What an alias stands for is shared, not copied, so that aliases of aliases take no room.
    """
    builder = _Builder()
    for event in yaml.parse(text, Loader=_LOADER):
        builder.take(event)
        if isinstance(event, yaml.DocumentEndEvent):
            break
    return Document(builder.root, tuple(builder.keys))


class TypedYaml(YAMLHandler):
    """python-frontmatter's YAML, but that values stay as they are typed, and that towers of aliases take no room."""

    def load(self, fm: str, **_options: object) -> Document:  # type: ignore[override]  # lines come along
        """The values and where their keys stand. yaml.YAMLError: it is broken."""
        return parse_yaml(fm)


YAML: Final = TypedYaml()


@dataclass(slots=True)
class _Open:
    """A list or a table that isn't whole; ``key`` is the key whose value comes next."""

    value: list[Value] | dict[str, Value]
    anchor: str | None
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    root: Value = None
    keys: list[tuple[str, int]] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    anchors: dict[str, Value] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        """Build on with what comes next."""
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            self._add(None if plain and event.value in _NOTHING else event.value, event.anchor, event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise _find_fault("found undefined alias", event)
            self._add(self.anchors[event.anchor], None, event)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.opened) == _DEEPEST:
                raise _find_fault("nested too deeply", event)
            self.opened.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.opened.pop()
            self._add(done.value, done.anchor, event)

    def _add(self, value: Value, anchor: str | None, event: yaml.Event) -> None:
        if anchor:
            self.anchors[anchor] = value
        if not self.opened:
            self.root = value
            return
        around = self.opened[-1]
        if isinstance(around.value, list):
            around.value.append(value)
        elif around.key is not None:
            self._put(around.value, around.key, value)
            around.key = None
        elif isinstance(value, (list, dict)):
            raise _find_fault("a key is no word", event)
        else:
            around.key = value or ""
            if len(self.opened) == 1:
                self.keys.append((around.key, event.start_mark.line if event.start_mark else 0))

    def _put(self, table: dict[str, Value], key: str, value: Value) -> None:
        """``<<: *other`` stands for the other table's keys, where the table has none of its own."""
        others = value if isinstance(value, list) else [value]
        if key == _MERGE and all(isinstance(other, dict) for other in others):
            for other in others:
                for name, inner in other.items() if isinstance(other, dict) else ():
                    table.setdefault(name, inner)
        else:
            table[key] = value


def _find_fault(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, problem, event.start_mark)  # type: ignore[arg-type]  # libyaml's marks do


def list_entries(value: Value) -> Iterator[tuple[str, Value]]:
    """All keys below a value with theirs, however deep; what several aliases share comes once."""
    waiting, seen = [value], set[int]()
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (list, dict)) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            yield from value.items()
            waiting.extend(value.values())
        else:
            waiting.extend(value)


def map_texts(value: Value, change: Callable[[str], str]) -> Value:
    """The value with each of its texts changed; what stays the same is the same object, and is gone through once.

    Aliases of aliases stand for more texts than there is time for; what they share is shared in the result.
    """
    done: dict[int, Value] = {}

    def map_value(value: Value) -> Value:
        if isinstance(value, str):
            text = change(value)
            return value if text == value else text
        if value is None or id(value) in done:
            return done.get(id(value))
        inner = list(value.values()) if isinstance(value, dict) else value
        mapped = [map_value(item) for item in inner]
        if all(one is other for one, other in zip(inner, mapped, strict=True)):
            done[id(value)] = value
        else:
            done[id(value)] = dict(zip(value, mapped, strict=True)) if isinstance(value, dict) else mapped
        return done[id(value)]

    return map_value(value)
