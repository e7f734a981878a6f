"""Jinja for our own templates: compiled to plain Python, each output through one function that gives safe text.

Jinja is made for templates of strangers and values of any kind: it asks of every attribute whether it might be an item,
of every function what else it wants to be given, of every macro which arguments have names, and escapes for HTML what
`finalize` has escaped for Markdown before. More than half of the time to write a page went there.
"""

from collections.abc import Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, Final

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule

_WHAT_COMPILES: Final = jinja2.__version__ + Path(__file__).read_text("utf-8")


class _Compiler(CodeGenerator):
    """Writes attributes, items and calls as Python does; what is not there raises as it does in Python.

    An output is `Markup`, or what `finalize` makes of it, and nothing else. Macros are functions of what they name.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's names, here and below
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        if node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller:
            self.fail("arguments are told apart by their places alone", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Import(self, node: nodes.Import, frame: Frame) -> None:  # noqa: N802
        if node.with_context:
            self.fail("macros see what they are given", node.lineno)
        self.writeline(f"{frame.symbols.ref(node.target)} = context.vars[{node.target!r}] = environment.macros(", node)
        self.visit(node.template, frame)
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:  # noqa: ARG002
        self.write("macro")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        self.writeline(f"return str.__new__(Markup, concat({frame.buffer}))")  # all that stands in it is safe

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:  # noqa: ANN401
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible  # made safe when the page is written, as everything is
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002
        self.write("put if type(put := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002
        self.write(") is Markup else environment.finalize(put)")


class _Kept(FileSystemBytecodeCache):
    """Keeps what templates were compiled to, for as long as they and this module stay the same."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(_WHAT_COMPILES + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, UnpicklingError):  # then it is compiled
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # then it is compiled the next time too
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class PlainEnvironment(Environment):
    """The templates of a folder, as they are now; an edited one asks for a new environment.

    Args:
        templates: the folder.
        finalize: makes a safe text of every value that a template puts out, or raises.
        kept: a folder that keeps compiled templates from run to run; it may be deleted at any time.
    """

    code_generator_class = _Compiler

    def __init__(self, templates: Path, finalize: Callable[[Any], str], kept: Path) -> None:
        super().__init__(
            loader=FileSystemLoader(templates),
            auto_reload=False,
            autoescape=True,  # so that macros give markup
            bytecode_cache=_Kept(str(kept)),
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._macros: dict[str, TemplateModule] = {}

    def macros(self, name: str) -> TemplateModule:
        """The macros of a template."""
        if name not in self._macros:
            self._macros[name] = self.get_template(name).module
        return self._macros[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give templates their global names in one dictionary; Jinja's chain of two is slow."""
        return {**self.globals, **(d or {})}
