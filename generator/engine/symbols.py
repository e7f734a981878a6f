"""How a template of Jinja makes a page, recorded once and followed for other pages.

The template is run with a symbol for the page: what it reads of the page is recorded as steps, what it decides by that
as guards, what it prints of it as holes between fixed texts. Another page takes the same steps; if it passes all
guards, the template would have run the same way, and its values fill the holes. What a symbol cannot follow it refuses.
"""

import logging
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, wraps
from itertools import groupby
from typing import Any, Final, Never, cast

from jinja2 import Environment, nodes
from jinja2.compiler import Frame
from jinja2.filters import FILTERS
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.tests import TESTS
from jinja2.utils import Namespace

SAME: Final = frozenset({"base_url", "build_date_utc", "config", "mkdocs_version", "nav"})
"""What of MkDocs' context is the same for all pages of a folder."""
RELATIVE: Final = "mkdocs.utils.templates"
"""Where MkDocs' own filters come from: they make addresses relative to the page."""
IMPURE: Final = frozenset({FILTERS["random"]})
"""The filters of Jinja that give another result each time."""
READING: Final = frozenset({"get", "items", "keys", "values"})
"""The methods of a mapping that leave it as it is."""
INTERNAL: Final = frozenset({"_block_vars", "_loop_vars"})
"""What Jinja adds to each call, for functions that it hands the context."""

COMPARED: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
    "in": lambda item, items: item in items,
    "notin": lambda item, items: item not in items,
}

log: Final = logging.getLogger("mkdocs.plugins.briefs")


@dataclass(frozen=True, slots=True)
class Hole:
    """The result of a step, by its number; the page itself is the first."""

    number: int


@dataclass(frozen=True, slots=True)
class Step:
    """A call with constants and the results of earlier steps."""

    call: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """What truth the result of a step must have."""

    number: int
    truth: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How a template runs.

    Attributes:
        steps: what it does with a page.
        segments: of all constant addresses. From a page whose name is among them they might be written otherwise.
        parts: the text and its holes; None where the template could not be followed.
    """

    steps: tuple[Step | Guard, ...]
    segments: frozenset[str]
    parts: tuple[str | Hole, ...] | None

    def follow(self, page: object) -> list[Any] | None:
        """Give the results of all steps, or None where the template would run another way.

        Raises:
            Exception: A step fails with what this page holds.
        """
        results: list[Any] = [page]
        for step in self.steps:
            if isinstance(step, Step):
                results.append(step.call(*[results[a.number] if isinstance(a, Hole) else a for a in step.arguments]))
            elif bool(results[step.number]) is not step.truth:
                return None
        return results

    def text(self, results: Sequence[Any]) -> str | None:
        """Fill the holes with results; None where the template could not be followed."""
        if self.parts is None:
            return None
        return "".join([str(results[part.number]) if isinstance(part, Hole) else part for part in self.parts])


class RefusedError(Exception):
    """A template does what cannot be followed."""


class Recorder:
    """Takes the steps of one page and writes them down."""

    def __init__(self, page: object) -> None:
        self.page = page
        self.steps: list[Step | Guard] = []
        self.segments = {".", ".."}
        self._results: list[Any] = [page]
        self._read: dict[tuple[int, str], Symbol] = {}
        self._truths: dict[int, bool] = {}

    def step(self, call: Callable[..., Any], arguments: Iterable[Any]) -> "Symbol":
        """Make a call; some of its arguments are symbols."""
        step = Step(call, tuple(Hole(a.number) if isinstance(a, Symbol) else a for a in arguments))
        self._results.append(call(*[self._results[a.number] if isinstance(a, Hole) else a for a in step.arguments]))
        self.steps.append(step)
        return Symbol(self, len(self._results) - 1)

    def read(self, call: Callable[[Any, str], Any], owner: "Symbol", name: str) -> "Symbol":
        """Read an attribute, once."""
        key = owner.number, name
        if key not in self._read:
            self._read[key] = self.step(call, (owner, name))
        return self._read[key]

    def truth(self, number: int) -> bool:
        """Decide by a result."""
        if number not in self._truths:
            self._truths[number] = bool(self._results[number])
            self.steps.append(Guard(number, self._truths[number]))
        return self._truths[number]

    def way(self, parts: Iterable["str | Symbol"] | None) -> Way:
        """Give what is written down."""
        holes = None if parts is None else tuple(Hole(p.number) if isinstance(p, Symbol) else p for p in parts)
        return Way(tuple(self.steps), frozenset(self.segments), holes)


class Symbol:
    """What a template handles in place of a value that may be another for another page.

    Its truth can be asked for. Whatever else is done to it fails, here or because there is no such method; what can be
    done to it is done by the environment.
    """

    def __init__(self, recorder: Recorder, number: int | None) -> None:
        self.recorder = recorder
        self._number = number

    @property
    def number(self) -> int:
        """That of the step whose result it stands for."""
        if self._number is None:
            raise RefusedError("it is not known whether all pages are handed the same")
        return self._number

    @property
    def parts(self) -> "Sequence[str | Symbol]":
        """What it consists of as a text."""
        return (self,)

    def __bool__(self) -> bool:
        return self.recorder.truth(self.number)

    def _refuse(self, *_: object) -> Never:
        raise RefusedError("a value of the page is looked into")

    __str__ = __repr__ = __format__ = __eq__ = __ne__ = _refuse


class Text(Symbol):
    """Fixed texts and symbols, one after the other; they are joined by a step only where the whole is needed."""

    def __init__(self, recorder: Recorder, parts: Iterable[str | Symbol]) -> None:
        super().__init__(recorder, None)
        runs = groupby(parts, lambda part: isinstance(part, Symbol))
        self._parts = [part for symbols, run in runs for part in (run if symbols else [join(*run)])]

    @property
    def number(self) -> int:
        """That of the step that joins them."""
        if self._number is None:
            self._number = self.recorder.step(join, self._parts).number
        return self._number

    @property
    def parts(self) -> Sequence[str | Symbol]:
        """The texts and symbols."""
        return self._parts


def join(*parts: object) -> str:
    """Join what a template prints, as Jinja does."""
    return "".join(map(str, parts))


def concat(values: Iterable[Any]) -> str | Text:
    """Join what a template prints, symbols among it."""
    parts: list[str | Symbol] = []
    recorder = None
    for value in values:
        if isinstance(value, Symbol):
            parts += value.parts
            recorder = value.recorder
        else:
            parts.append(str(value))
    return Text(recorder, parts) if recorder else join(*parts)


def apply(function: Callable[..., Any], arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as it gives
    """Call a pure function, as a step where an argument is a symbol.

    Raises:
        RefusedError: A symbol is part of an argument.
    """
    symbols = [argument for argument in arguments if isinstance(argument, Symbol)]
    if _holds_symbol((*named.values(), *(argument for argument in arguments if not isinstance(argument, Symbol)))):
        raise RefusedError("a value of the page is handed over among others")
    if symbols:
        return symbols[0].recorder.step(partial(function, **named), arguments)
    return function(*arguments, **named)


def _holds_symbol(values: Iterable[object]) -> bool:
    return any(
        isinstance(value, Symbol)
        or (isinstance(value, list | tuple | set) and _holds_symbol(value))
        or (isinstance(value, dict) and _holds_symbol(value.values()))
        for value in values
    )


def _call(called: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - anything that a template calls
    """Call a method that leaves its owner as it is, and reads nothing else but arguments."""
    owner = getattr(called, "__self__", None)
    if isinstance(owner, Mapping):
        harmless = called.__name__ in READING and not _holds_symbol(owner.values())
    else:
        harmless = isinstance(owner, str | date) and not called.__name__.startswith("format")  # these read attributes
    if not harmless and called is not range:
        raise RefusedError(f"{called!r} is called")
    return called(*arguments, **named)


def _known(found: Callable[..., Any], original: object) -> Callable[..., Any]:
    """Let symbols through a filter or test if it is Jinja's own."""

    @wraps(found)  # with its marks: what Jinja passes to it
    def known(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as the filter's
        if found is not original or found in IMPURE:
            raise RefusedError(f"{found!r} could do anything")
        if isinstance(arguments[0], Context) and any(isinstance(argument, Symbol) for argument in arguments):
            raise RefusedError(f"{found!r} could look at the page")
        return apply(found, arguments, named)

    return known


def _relative(found: Callable[..., Any]) -> Callable[..., Any]:
    """Let symbols through a filter of MkDocs, which looks at the page for its address alone."""

    @wraps(found)
    def relative(context: Context, *arguments: Any) -> Any:  # noqa: ANN401 - as the filter's
        page, base_url = context["page"], context["base_url"]
        if not isinstance(page, Symbol) or page.number:
            raise RefusedError("`page` is another page")

        def call(page: object, *arguments: Any) -> Any:  # noqa: ANN401 - as the filter's
            return found({"page": page, "base_url": base_url}, *arguments)

        if any(isinstance(argument, Symbol) for argument in arguments):
            return page.recorder.step(call, (page, *arguments))
        for argument in arguments:
            page.recorder.segments.update(re.split(r"[/\\]", str(argument)))
        return call(page.recorder.page, *arguments)

    return relative


def _refuse_private(name: object) -> None:
    """Refuse what begins with an underscore, as MkDocs' `config._current_page`."""
    if isinstance(name, str) and name.startswith("_"):
        raise RefusedError(f"{name} is private")


class _Compiler(NativeCodeGenerator):
    """Leaves what is printed as it is, and has the environment join and compare."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """Write `a ~ b`."""
        self.write("environment.concat((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """Write `a == b`."""
        self.write("environment.compare(")
        self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f", ({operand.op!r}, ")
            self.visit(operand.expr, frame)
            self.write(")")
        self.write(")")

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier, frame: Frame) -> None:  # noqa: ARG002, N802 - Jinja's
        """Refuse `{% autoescape %}`: nothing printed is escaped here."""
        raise RefusedError("autoescape")


class _Context(Context):
    """Refuses the calls that could look at the page, or change something."""

    def call(self, called: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja's
        """Call what a template calls."""
        if isinstance(called, Macro | BlockReference) or called is Namespace:
            return super().call(called, *arguments, **named)
        return apply(_call, (called, *arguments), {k: v for k, v in named.items() if k not in INTERNAL})


class Tracing(Environment):
    """An environment whose templates run with symbols."""

    code_generator_class = _Compiler
    context_class = _Context
    concat = staticmethod(concat)  # type: ignore[assignment]  # as Jinja's own native environment has it

    @staticmethod
    def of(environment: Environment) -> "Tracing | None":
        """Give one with the templates of another, unless that prints in its own way."""
        own = environment.autoescape or environment.finalize or environment.is_async
        if own or type(environment) is not Environment:
            return None
        tracing = cast("Tracing", environment.overlay(bytecode_cache=None))
        tracing.__class__ = Tracing
        filters: Mapping[str, Any] = environment.filters
        tests: Mapping[str, Any] = environment.tests
        tracing.filters = {
            name: _relative(found) if getattr(found, "__module__", "") == RELATIVE else _known(found, FILTERS.get(name))
            for name, found in filters.items()
        }
        tracing.tests = {name: _known(found, TESTS.get(name)) for name, found in tests.items()}
        return tracing

    def record(self, template: str, context: Mapping[str, Any], text: str) -> Way:
        """Run a template.

        Args:
            template: its name.
            context: as MkDocs hands it over.
            text: what the template gives for the page in it.
        """
        page = context["page"]
        recorder = Recorder(page)
        symbols = {name: value if name in SAME else Symbol(recorder, None) for name, value in context.items()}
        try:
            made: Any = self.get_template(template).render({**symbols, "page": Symbol(recorder, 0)})
            way = recorder.way(made.parts if isinstance(made, Symbol) else [made])
            if way.text(way.follow(page) or ()) != text:
                raise RefusedError("it comes out otherwise")
        except Exception as error:  # noqa: BLE001 - whatever a template cannot do with a symbol, it can do with a page
            log.debug("Pages like %s are left to their template: %r", page.url, error)
            return recorder.way(None)
        return way

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as Jinja's
        """Read `obj.attribute`."""
        _refuse_private(attribute)
        if isinstance(obj, Symbol):
            return obj.recorder.read(super().getattr, obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - as Jinja's
        """Read `obj[argument]`."""
        _refuse_private(argument)
        if isinstance(obj, Symbol) or isinstance(argument, Symbol):
            return apply(super().getitem, (obj, argument), {})
        return super().getitem(obj, argument)

    def compare(self, left: Any, *others: tuple[str, Any]) -> Any:  # noqa: ANN401 - as the operators
        """Say whether `left == right`, or `left < middle < right`."""
        outcome: Any = True
        for name, right in others:
            outcome = outcome and apply(COMPARED[name], (left, right), {})
            left = right
        return outcome
