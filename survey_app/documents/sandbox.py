"""What a template may do: name values, walk lists, choose. It calls nothing and reaches no attribute."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS: Final = ("capitalize", "count", "d", "default", "first", "join", "last", "length", "lower",
                  "title", "trim", "upper")  # fmt: skip
_OF_LOOPS: Final = frozenset(
    {"first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex", "revindex0"}
)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja in which a name is a key of a mapping or a place in a list, and nothing else."""

    # A product of texts could fill the memory before anybody looks at the clock.
    intercepted_binops = frozenset({"*", "**", "//", "%", "+", "-", "/"})

    def __init__(self, **more: Any) -> None:
        super().__init__(autoescape=True, **more)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value under ``attribute``."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The value under ``argument``: of a mapping, a list, or what Jinja knows of a loop."""
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, Sequence) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(obj, LoopContext) and argument in _OF_LOOPS:
            return getattr(obj, argument)
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002  # Jinja's signature
        """Never: values are data."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result for whole numbers that stay small; texts are joined with ``~``."""
        small = all(isinstance(side, int) and abs(side) < 10**6 for side in (left, right))
        if not small or operator == "**":
            return self.undefined(name=operator)
        return super().call_binop(context, operator, left, right)
