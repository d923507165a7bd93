"""Commands that carry another command: parse it as the program would, without running it, or run it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import typer


def parsed(ctx: typer.Context, command: Sequence[str]) -> Mapping[str, Any] | None:
    """The parameters of ``command`` (its name, then its arguments); None where there is no such command.

    Raises what the command itself would raise for wrong arguments: a usage error, exit code 2.
    """
    root: Any = ctx.find_root()
    found = root.command.get_command(root, command[0])
    if found is None:
        return None
    with found.make_context(command[0], list(command[1:]), parent=root) as context:
        params: Mapping[str, Any] = context.params
    return params


def run(ctx: typer.Context, command: Sequence[str]) -> None:
    """Run ``command`` in this process; it ends with SystemExit and the command's exit code."""
    root: Any = ctx.find_root()
    root.command.main(args=list(command), prog_name="auditor")
