"""Small errors, found by the shape of the code: a condition turned round, a call left out, a text that is not escaped.

Each is one change of one place, of the kind that a tired person makes. They are cut into the text of the file, so that
all other lines stay where they are.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OPPOSITES: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
}
_NEIGHBOURS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
"""Turned round they are another error than moved by one."""

CLEANING: Final = frozenset({"strip", "rstrip", "lstrip", "lower", "casefold", "replace", "translate", "removesuffix"})
"""Methods whose text may be taken as it was before."""

ESCAPING: Final = frozenset(
    {
        *(
            "_cell",
            "_escape",
            "_escaped",
            "_safe",
            "clean_line",
            "clean_text",
            "drawable",
            "escape",
            "escaped",
            "few_marks",
            "norm",
            "one_line",
        ),
        *("plain", "plain_words", "shorten", "shown", "storable", "with_breaks"),
    }
)
"""Functions that make a text harmless: a call of one is replaced by what it was given."""

LOOKS: Final = frozenset(
    {
        *("addSpacing", "addStretch", "debug", "setAlignment", "setColumnStretch", "setContentsMargins"),
        *("setFixedHeight", "setFixedWidth", "setFlat", "setMaximumWidth", "setMinimumWidth", "setObjectName"),
        *("setProperty", "setRowStretch", "setSizePolicy", "setSpacing", "setStretch", "setWordWrap", "polish"),
    }
)
"""Calls that only say how something looks: leaving one out is no broken promise, and pictures are looked at by people."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One error: in `file`, the bytes from `start` to `end` become `new`."""

    file: str
    line: int
    function: str
    start: int
    end: int
    old: str
    new: str
    time: int = 1
    """Which one of those that say the same of one function it is."""

    @property
    def name(self) -> str:
        """What is said of it, and by what it is known again when the lines above it have moved."""
        again = f" ({self.time})" if self.time > 1 else ""
        return " ".join(f"{self.file} {self.function}: {self.old} → {self.new}{again}".split())

    def cut_into(self, source: bytes) -> bytes:
        """Return the text of the file with the error in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]


def errors_in(file: str, source: bytes) -> list[Planted]:
    """Return every error that can be planted in a file, in the order of its lines, each place and change once."""
    found = {
        (one.start, one.end, one.new): one for one in _Walk(file, source).module() if one.cut_into(source) != source
    }
    ordered = sorted(found.values(), key=lambda one: (one.line, one.start, one.end, one.new))
    times = Counter[str]()
    for place, one in enumerate(ordered):
        times[one.name] += 1
        ordered[place] = replace(one, time=times[one.name])
    return ordered


class _Walk:
    """The way through one file: each node gives its errors, with the name of the function it stands in."""

    def __init__(self, file: str, source: bytes) -> None:
        self._file = file
        self._source = source
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def module(self) -> Iterator[Planted]:
        for node in ast.parse(self._source).body:
            yield from self._statement(node, "")

    # -- places ---------------------------------------------------------------------------------------------------

    def _span(self, node: ast.AST) -> tuple[int, int]:
        first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        return self._starts[first - 1] + node.col_offset, self._starts[last - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self._source[start:end].decode()

    def _plant(self, node: ast.AST, where: str, new: str) -> Planted:
        start, end = self._span(node)
        return Planted(self._file, node.lineno, where or "<module>", start, end, self._text(node), new)  # type: ignore[attr-defined]

    # -- statements -----------------------------------------------------------------------------------------------

    def _statement(self, node: ast.stmt, where: str) -> Iterator[Planted]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inner = f"{where}.{node.name}".lstrip(".")
            if isinstance(node, ast.FunctionDef):
                yield from self._whole_function(node, inner)
            for child in node.body:
                yield from self._statement(child, inner)
            return
        if isinstance(node, ast.If) and self._text(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Expr):
            yield from self._lone_call(node, where)
        if isinstance(node, ast.Raise) and where:
            yield self._plant(node, where, "pass")
        if isinstance(node, ast.If | ast.While):
            yield from self._turned(node.test, where)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield from self._statement(child, where)
            elif isinstance(child, ast.ExceptHandler):
                for inside in child.body:
                    yield from self._statement(inside, where)
            elif not (isinstance(node, ast.AnnAssign) and child is node.annotation):
                yield from self._expressions(child, where)

    def _whole_function(self, node: ast.FunctionDef, where: str) -> Iterator[Planted]:
        """Let a function that tells yes or no always tell the same."""
        body = [one for one in node.body if not _is_docstring(one)]
        if not body or not isinstance(node.returns, ast.Name) or node.returns.id != "bool":
            return
        start, line = self._span(body[0])[0], body[0].lineno
        for answer in ("True", "False"):
            early = f"return {answer}\n{' ' * body[0].col_offset}"
            yield Planted(self._file, line, where, start, start, "", early)

    def _lone_call(self, node: ast.Expr, where: str) -> Iterator[Planted]:
        called = node.value
        if isinstance(called, ast.Call) and where and _called_name(called) not in LOOKS:
            yield self._plant(node, where, "pass")

    # -- expressions ----------------------------------------------------------------------------------------------

    def _expressions(self, top: ast.AST, where: str) -> Iterator[Planted]:
        for node in ast.walk(top):
            if isinstance(node, ast.IfExp):
                yield from self._turned(node.test, where)
            elif isinstance(node, ast.comprehension):
                for test in node.ifs:
                    yield from self._turned(test, where)
                    yield self._plant(test, where, "True")
            elif isinstance(node, ast.BoolOp):
                yield from self._joined(node, where)
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
                yield self._plant(node, where, f"({self._text(node.operand)})")
            elif isinstance(node, ast.Compare) and len(node.ops) == 1:
                yield from self._compared(node, where)
            elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
                yield self._plant(node, where, str(not node.value))
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
                yield self._plant(node, where, self._text(node.value))
            elif isinstance(node, ast.Call):
                yield from self._called(node, where)

    def _turned(self, test: ast.expr, where: str) -> Iterator[Planted]:
        """Turn a condition round; of an «and» or an «or» the parts say more, see `_joined`."""
        if not isinstance(test, ast.BoolOp):
            yield self._opposite(test, where)

    def _opposite(self, test: ast.expr, where: str) -> Planted:
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return self._plant(test, where, f"({self._text(test.operand)})")
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and not isinstance(test.ops[0], _NEIGHBOURS):
            return next(self._compared(test, where))
        return self._plant(test, where, f"(not ({self._text(test)}))")

    def _compared(self, node: ast.Compare, where: str) -> Iterator[Planted]:
        left, right = self._text(node.left), self._text(node.comparators[0])
        yield self._plant(node, where, f"({left} {OPPOSITES[type(node.ops[0])]} {right})")

    def _joined(self, node: ast.BoolOp, where: str) -> Iterator[Planted]:
        """Leave out each part of an «and» or an «or» in turn."""
        word = " and " if isinstance(node.op, ast.And) else " or "
        for left_out in node.values:
            rest = [f"({self._text(one)})" for one in node.values if one is not left_out]
            yield self._plant(node, where, f"({word.join(rest)})")

    def _called(self, node: ast.Call, where: str) -> Iterator[Planted]:
        name = _called_name(node)
        if name in ESCAPING and node.args:
            yield self._plant(node, where, f"({self._text(node.args[0])})")
        elif isinstance(node.func, ast.Attribute) and name in CLEANING:
            yield self._plant(node, where, f"({self._text(node.func.value)})")
        elif name in {"all", "any"}:
            yield self._plant(node.func, where, "any" if name == "all" else "all")
        elif name == "frozenset" and node.args:
            yield from self._shorter(node.args[0], where)

    def _shorter(self, held: ast.expr, where: str) -> Iterator[Planted]:
        """Leave out each member of a set in turn."""
        if isinstance(held, ast.Constant) and isinstance(held.value, str):
            for char in dict.fromkeys(held.value):
                yield self._plant(held, where, ascii(held.value.replace(char, "")))
        elif isinstance(held, ast.Set) and all(isinstance(one, ast.Constant) for one in held.elts):
            for one in held.elts:
                yield self._plant(one, where, ascii(f"not {self._text(one)}"))


def _called_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def watched(source: bytes, file: str) -> str:
    """Return the text of `file` that says, by a call of ``_reached``, which lines it comes to while it runs."""
    tree = _Watching(file).visit(ast.parse(source))
    # In a program that a test starts, and before the plugin is there, nobody wants to know.
    silent = "import builtins\nif not hasattr(builtins, '_reached'): builtins._reached = lambda *_: None"
    place = next(number for number, node in enumerate(tree.body, 1) if isinstance(node, ast.ImportFrom))
    tree.body[place:place] = ast.parse(silent).body
    return ast.unparse(ast.fix_missing_locations(tree))


class _Watching(ast.NodeTransformer):
    """Puts a call before each statement of each function."""

    def __init__(self, file: str) -> None:
        self._file = file

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.body = self._with_calls(node.body)
        return node

    def _with_calls(self, body: list[ast.stmt]) -> list[ast.stmt]:
        calls = []
        for node in body:
            inner = [block for name in ("body", "orelse", "finalbody") if (block := getattr(node, name, None))]
            last = max(node.lineno, inner[0][0].lineno - 1) if inner else node.end_lineno
            told = [ast.Constant(one) for one in (self._file, node.lineno, last)]
            said = ast.Call(ast.Name("_reached", ast.Load()), told, [])
            calls += [ast.Expr(said), self._inside(node)]
        return calls

    def _inside(self, node: ast.stmt) -> ast.stmt:
        for name in ("body", "orelse", "finalbody"):
            if block := getattr(node, name, None):
                setattr(node, name, self._with_calls(block))
        for handler in getattr(node, "handlers", ()):
            handler.body = self._with_calls(handler.body)
        return node
