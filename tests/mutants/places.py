"""Where errors are planted, the tests that must notice, and the errors that are none."""

from __future__ import annotations

from typing import Final

_FORGETTING: Final = (
    "tests/door/test_forgetting.py",
    "tests/cli/test_forgetting.py",
    "tests/cli/test_joining.py",
    "tests/prepare/test_retention.py",
    "tests/session/test_forgetting_backups.py",
    "tests/session/test_backup.py",
    "tests/session/test_drafts.py",
    "tests/session/test_purge.py",
    "tests/session/test_session.py",
    "tests/session/test_wiping.py",
    "tests/session/cipher/test_changing.py",
    "tests/session/cipher/test_reading.py",
    "tests/session/joining",
    "tests/session/rescue/test_copies.py",
)
_REGISTER: Final = (
    "tests/ui/door/register",
    "tests/ui/test_bridge.py",
    "tests/ui/test_register_file.py",
    "tests/ui/test_reminder.py",
    "tests/journeys/test_forgetting.py",
)
_TEXTS: Final = (
    "tests/deliver/test_html.py",
    "tests/deliver/test_markdown.py",
    "tests/deliver/test_drawable.py",
    "tests/deliver/test_plain_text.py",
    "tests/deliver/test_synthesis_document.py",
    "tests/deliver/test_synthesis_json.py",
)
_NAMES: Final = (
    "tests/door/test_names.py",
    "tests/door/test_naming.py",
    "tests/door/test_wearing.py",
    "tests/door/lists/test_registrations.py",
)

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "ui/plain.py": ("tests/ui/test_plain.py", "tests/ui/test_widgets.py"),
    "facilitatore/showing.py": ("tests/test_showing.py",),
    "ui/register_file.py": _REGISTER,
    "facilitatore/door/forgetting.py": _FORGETTING,
    **{f"facilitatore/session/{name}.py": _FORGETTING for name in ("backup", "drafts", "purge", "replacing", "wiping")},
    "facilitatore/session/words.py": ("tests/session/test_words.py", "tests/prepare/test_actions.py", "tests/capture"),
    "facilitatore/cli/output.py": (
        "tests/cli/test_output.py",
        "tests/cli/test_evening.py",
    ),
    "facilitatore/deliver/html.py": _TEXTS,
    "facilitatore/deliver/markdown.py": _TEXTS,
    "facilitatore/deliver/drawable.py": _TEXTS,
    "facilitatore/deliver/plain_text.py": _TEXTS,
    "facilitatore/deliver/suppression.py": (
        "tests/deliver/test_suppression.py",
        "tests/deliver/test_process_figures.py",
    ),
    "facilitatore/door/badges/printing.py": ("tests/door/badges/test_printing.py", "tests/cli/test_paper.py"),
    **{
        f"ui/door/register/{name}.py": _REGISTER
        for name in (
            *("closed", "copies", "cycle_key", "everybody", "one_person", "panel", "passphrase", "section", "visit"),
            "words",
        )
    },
    "facilitatore/door/names.py": _NAMES,
    "facilitatore/door/wearing.py": (*_NAMES, "tests/door/test_actions.py"),
    **{
        f"facilitatore/door/naming/{name}.py": _NAMES
        for name in ("cells", "full", "order", "reading", "weighing", "words")
    },
}
"""Files that forget, wipe, escape and cut names, each with the tests that hold its promises."""

HARMLESS: Final[dict[str, str]] = {
    "ui/register_file.py destroy: not destroy_register(path).was_read and session_id → ((not destroy_register(path).was_read))": (
        "An empty id names the folder in which those of all backups lie, and no file of its own."
    ),
    "facilitatore/session/wiping.py wipe: flush_folder(path.parent) → pass": (
        "Whether a name was brought to the disk shows in a power cut alone: tests/torture/test_crash_states.py."
    ),
    **dict.fromkeys(
        (
            "facilitatore/session/backup.py mark_forgetting: flush_file(mark.fileno()) → pass",
            "facilitatore/session/backup.py mark_forgetting: flush_folder(folder) → pass",
            "facilitatore/session/backup.py forget_in_backups: flush_folder(folder) → pass",
        ),
        "Whether a mark was brought to the disk shows in a power cut alone: tests/torture/test_crash_states.py.",
    ),
    **dict.fromkeys(
        (
            "facilitatore/door/forgetting.py destroy_register: step.enter_context(one_step()) → pass",
            "facilitatore/door/forgetting.py destroy_register: step.enter_context(one_step()) → pass (2)",
        ),
        "Only an interrupt in that moment tells: tests/torture/test_interrupts.py.",
    ),
    "facilitatore/session/purge.py Purges.of: True → False": "The two lists are as long as each other.",
    **dict.fromkeys(
        (
            "facilitatore/deliver/html.py html_bytes: True → False (2)",
            "facilitatore/deliver/html.py html_bytes: True → False (3)",
        ),
        "Blank space between the tags of a page is not seen.",
    ),
    "ui/door/register/copies.py Copies.show_copies: button.deleteLater() → pass": (
        "A button that is hidden and that nobody holds is neither seen nor pressed; it goes with the panel."
    ),
    "ui/door/register/copies.py Copies.show_copies: False → True": "Whether the button was checked is not asked.",
    'facilitatore/session/replacing.py put_in_place_of: os.name == "posix" → (os.name != "posix")': (
        "The way of Windows, through a second name, does the same on other systems."
    ),
}
"""Errors that change nothing that anybody could notice, by their name, each with the reason."""
