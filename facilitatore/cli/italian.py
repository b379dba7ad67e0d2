"""Click in Italian: help, and what is said of a command written wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

_HELP_TEXT: Final = "Mostra questo aiuto ed esce."
SHORT_HELP: Final = 60
"""Characters of a command's line in the list of commands: it stays on one line of a narrow terminal."""


class WrongUsage(click.UsageError):
    """A command written wrongly in a way that Click does not know; the message is a sentence."""


class ItalianCommand(click.Command):
    """A command whose help is in Italian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Build the command."""
        kwargs.setdefault("options_metavar", "[OPZIONI]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text in Italian."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP_TEXT
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Uso: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [(row[0], _in_italian(row[1])) for option in options if (row := option.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("Opzioni"):
                formatter.write_dl(rows)


class ItalianGroup(ItalianCommand, click.Group):
    """A group of commands whose help is in Italian."""

    command_class = ItalianCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Build the group."""
        kwargs.setdefault("subcommand_metavar", "COMANDO [ARGOMENTI]…")
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, in the order of the evening."""
        found = [(name, self.get_command(ctx, name)) for name in self.commands]
        rows = [(name, command.get_short_help_str(limit=SHORT_HELP)) for name, command in found if command is not None]
        if rows:
            with formatter.section("Comandi"):
                formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Keep the order in which they are written."""
        return list(self.commands)


ItalianGroup.group_class = ItalianGroup


def _in_italian(text: str) -> str:
    return text.replace("[required]", "[obbligatoria]").replace("[default: ", "[se manca: ")


def usage_sentence(error: click.UsageError) -> str:
    """Say what is wrong with the way a command was written."""
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence(error)
    if "No such command" in error.message:
        name = error.message.split("command", 1)[1].strip(" .'\"")
        return f"Il comando «{name}» non c’è."
    if "unexpected extra argument" in error.message:
        return f"C’è qualcosa di troppo: {error.message.split('(', 1)[-1].rstrip(').')}."
    return "Il comando non è completo."


def _no_command(error: click.exceptions.NoArgsIsHelpError) -> str:
    group = error.ctx.command
    return f"Manca il comando: scegli fra {', '.join(group.commands)}." if isinstance(group, click.Group) else ""


_SENTENCES: Final[tuple[tuple[type[click.UsageError], Callable[[Any], str]], ...]] = (
    (WrongUsage, lambda error: error.message),
    (click.exceptions.NoArgsIsHelpError, _no_command),
    (click.MissingParameter, lambda error: f"Manca {_name_of(error.param).removesuffix('…')}."),
    (click.NoSuchOption, lambda error: f"L’opzione {error.option_name} non c’è."),
    (click.BadOptionUsage, lambda error: f"L’opzione {error.option_name} non è scritta bene."),
    (
        click.BadParameter,
        lambda error: f"Il valore di {_name_of(error.param)} non va bene{_choices(error.param)}.",
    ),
)


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return "un valore"
    if isinstance(param, click.Option):
        return f"{param.opts[0]} {param.metavar}" if param.metavar else param.opts[0]
    return param.make_metavar(click.Context(click.Command("")))


def _choices(param: click.Parameter | None) -> str:
    if param is not None and isinstance(param.type, click.Choice):
        return f": scegli fra {', '.join(param.type.choices)}"
    return ": serve un numero intero" if param is not None and isinstance(param.type, click.types.IntParamType) else ""
