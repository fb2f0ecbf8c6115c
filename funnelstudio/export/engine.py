"""Jinja2's sandbox for templates that see plain data: the same text from the same templates, far sooner."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from funnelstudio.export.escaping import as_html, escaped


class _Generator(CodeGenerator):
    """Lets templates escape what they put out through `Sandbox.escaped`, and find keys by themselves."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        """`thing.name` as `Sandbox.getattr` finds it, without the call where it is a key of a dictionary."""
        name = repr(node.attr)
        self.write(f"(_thing[{name}] if type(_thing := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {name} in _thing else environment.getattr(_thing, {name}))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox with short ways for what most of a page is: keys of dictionaries, macros, escaped words.

    All else takes the way that it has in Jinja2, with all its checks. Unlike there `thing.name` finds a key
    of a dictionary before a method of it, so that data may have keys such as `items`.
    """

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key or else an attribute. Jinja2 tries them the other way round, and fails first each time."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(self, context: Context, thing: Any, /, *args: Any, **named: Any) -> Any:
        """Call `thing`, if it is safe, as macros always are."""
        if type(thing) is not Macro:
            return super().call(context, thing, *args, **named)
        for inner in ("_block_vars", "_loop_vars"):  # Jinja2's own, for functions that ask for the context
            named.pop(inner, None)
        odd = named or thing.caller or thing.catch_kwargs or thing.catch_varargs
        if odd or len(args) != len(thing.arguments):
            return thing(context.eval_ctx, *args, **named)
        made = thing._func(*args)
        return as_html(made) if context.eval_ctx.autoescape else made

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees. Without any of its own, that is one dictionary and no chain of them."""
        return self.globals if d is None else super().make_globals(d)
