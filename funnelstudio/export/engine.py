"""Jinja2's sandbox for templates that see plain data: the same text from the same templates, far sooner."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from jinja2 import BytecodeCache, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from funnelstudio.export.escaping import as_html, escaped, escaped_words


class _Generator(CodeGenerator):
    """Lets templates escape what they put out through `Sandbox.escaped`, and find keys by themselves."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _escapes(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
        else:
            # Nearly all that a page puts out is HTML already or plain words: for these there is no detour.
            self.write("(_out if type(_out := ")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _escapes(frame, finalize):
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is Markup else environment.escaped_words(_out) if type(_out) is str")
            self.write(" else environment.escaped(_out))")

    def visit_Call(  # noqa: N802 - Jinja2's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call by position goes to `Sandbox.made`, which knows macros; all else as Jinja2 does it."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("environment.made(context, ")
        self.write("_loop_vars" if frame.loop_frame else "None")
        self.write(", _block_vars, " if frame.block_frame else ", None, ")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        """`thing.name` as `Sandbox.getattr` finds it, without the call where it is a key of a dictionary."""
        name = repr(node.attr)
        self.write(f"(_thing[{name}] if type(_thing := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {name} in _thing else environment.getattr(_thing, {name}))")


def _escapes(frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> bool:
    """Whether what is put out there is surely escaped, and nothing else is done to it."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox with short ways for what most of a page is: keys of dictionaries, macros, escaped words.

    All else takes the way that it has in Jinja2, with all its checks. Unlike there `thing.name` finds a key
    of a dictionary before a method of it, so that data may have keys such as `items`.
    """

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    escaped_words = staticmethod(escaped_words)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._loaded: dict[str, Template] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key or else an attribute. Jinja2 tries them the other way round, and fails first each time."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def made(self, context: Context, loop: Any, block: Any, thing: Any, /, *args: Any) -> Any:
        """What `thing` makes of arguments that stand one after the other. A macro is always safe to call.

        `loop` and `block` are Jinja2's own variables there, for functions that ask for the context.
        """
        if type(thing) is Macro and not (thing.caller or thing.catch_kwargs or thing.catch_varargs):
            left_out = thing._argument_count - len(args)
            if left_out >= 0:
                made = thing._func(*args, *(missing,) * left_out) if left_out else thing._func(*args)
                return as_html(made) if context.eval_ctx.autoescape else made
        kept = {"_loop_vars": loop, "_block_vars": block}
        named = {name: value for name, value in kept.items() if value is not None}
        return self.call(context, thing, *args, **named)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja2's name
    ) -> Template:
        """The template `name`, which never changes: the way to Jinja2's own cache is longer than its use."""
        if globals is not None or type(name) is not str:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees. Without any of its own, that is one dictionary and no chain of them."""
        return self.globals if d is None else super().make_globals(d)


class Compiled(BytecodeCache):
    """Templates as they were compiled, in memory: another process that is given them need not do it again."""

    def __init__(self) -> None:
        self.by_key: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.by_key:
            bucket.bytecode_from_string(self.by_key[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.by_key[bucket.key] = bucket.bytecode_to_string()
