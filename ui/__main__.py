"""Where the program starts: a command goes to the terminal's actions, anything else opens the window."""

from __future__ import annotations

import sys

from facilitatore import interrupting


def main(arguments: list[str] | None = None) -> int:
    """Start, and return the exit code; Ctrl+C is heard from here to the end, while a command is at work."""
    try:
        if arguments is None:
            interrupting.listen()
        code = _start(sys.argv[1:] if arguments is None else arguments)
        interrupting.finish()
    except KeyboardInterrupt:  # before the command began, or when it had said all
        interrupting.finish()
        _say("Interrotto: non è stato cambiato niente.")
        return 1
    if interrupting.came_too_late():
        _say("L’interruzione è arrivata quando era già fatto: il comando è finito come sempre.")
    return code


def _start(given: list[str]) -> int:
    from pathlib import Path

    if _is_command(given):
        if sys.stderr is None:
            _say(
                "Da qui si aprono le serate (FILE.serata). I comandi si scrivono in un terminale: facilitatore-comandi."
            )
            return 2
        return _run_command(given)
    if len(given) > 1:
        _say("Si apre una serata alla volta: facilitatore FILE.serata")
        return 2
    if _display_is_missing():
        _say("Qui non c’è uno schermo su cui aprire la finestra: usa «make demo» per vedere la serata di prova senza.")
        return 1
    get_ready()
    interrupting.stop_listening()
    from ui.app import open_window

    return open_window(Path(given[0]) if given else None)


def _say(text: str) -> None:
    """Say a sentence on the terminal, or in a window of its own: the windowed program of Windows has no terminal."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        return
    from ui.app import make_application
    from ui.plain import box_of

    make_application()
    box_of(text).exec()


def get_ready() -> None:
    """Do what is cheaper before Qt is there."""
    import gc

    gc.disable()  # until the window stands: collecting while importing costs a part of the start
    # The core comes before Qt, which reads the source of every module imported after it.
    import facilitatore.prepare.evening
    import facilitatore.sentences
    import facilitatore.session.session  # noqa: F401


def _is_command(given: list[str]) -> bool:
    from pathlib import Path

    return bool(given) and Path(given[0]).suffix.lower() != ".serata"


def _run_command(given: list[str]) -> int:
    import click

    from facilitatore.cli import commands, run
    from facilitatore.cli.italian import ItalianCommand

    @commands.command("selftest", cls=ItalianCommand)
    def selftest() -> int:
        """Apre la finestra senza schermo, tocca ogni pagina ed esce."""
        from ui.selftest import touch_every_page

        click.echo(touch_every_page())
        return 0

    return run(given)


def _display_is_missing() -> bool:
    import os

    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
