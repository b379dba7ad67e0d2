"""Errors planted on purpose in a copy of the core; a test that kills none of them proves nothing.

Each replaces an exact snippet, so that a change of the core which moves it is noticed, and names the tests that must
fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "facilitatore"
FOLD, LAWS = "test_fold_laws.py", "test_laws.py"
SHOWN = f"{FOLD}::test_fold_shows_what_full_causal_histories_say"


@dataclass(frozen=True)
class Mutant:
    """One planted error: in `file`, `old` becomes `new`; `tests` must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTANTS = (
    Mutant("the clock decides", "fold.py", "            _leave_standing(writers, births, name)\n", "            del writers[:-1]\n",
           (SHOWN,)),
    Mutant("what was read on two laptops is two opinions", "fold.py", "replaced |= _said_alike(replaced, births, name)", "pass",
           (f"{FOLD}::test_what_is_born_twice_is_said_once",)),
    Mutant("a removal always wins", "fold.py", "dead = removed and _saw_all_words(first.kind, heads)", "dead = removed",
           (SHOWN,)),
    Mutant("values compared by their first letter", "fold.py", "return type(one) is type(other) and one == other",
           "return str(one)[:1] == str(other)[:1]", (SHOWN,)),
    Mutant("true is one inside a list", "fold.py",
           'return one == other and canonical_json({"": one}) == canonical_json({"": other})', "return one == other",
           ("test_session.py::test_true_is_not_one_inside_a_list",)),
    Mutant("facts folded as they come", "fold.py", "by_thing(sorted(facts, key=_ID))", "by_thing(facts)", (f"{FOLD}::test_fold_is_a_function_of_the_set",)),
    Mutant("crafted texts run over into their neighbours", "facts.py",
           "if values[1::2] == [_UNGUESSABLE] * (len(texts) - 1) and", "if len(values[::2]) == len(texts) and",
           ("test_guard.py::test_texts_that_complete_each_other_do_not_mix",)),
    Mutant("ids are chance", "facts.py", "blake2b(content, digest_size=16).digest()", "os.urandom(16)", (f"{FOLD}::test_whatever_is_written_is_valid_elsewhere",)),
    Mutant("ids of device and thing, not of content", "facts.py",
           'b"".join((lengths, session, entity, kind_bytes, by, data_bytes, seen))', 'b"".join((by, entity, kind_bytes))',
           (SHOWN,)),
    Mutant("ids do not cover the data", "facts.py", "kind_bytes, by, data_bytes, seen))", "kind_bytes, by, seen))",
           ("test_guard.py::test_altered_row_is_refused_by_a_join",)),
    Mutant("infinities are accepted", "facts.py", "    if not isfinite(number):", "    if False:",
           ("test_guard.py::test_data_that_is_no_fact_is_refused",)),
    Mutant("an edit sees one head only", "recording.py", "(shown.heads.get(name, ()) if shown else ())",
           "(shown.heads.get(name, ())[-1:] if shown else ())",
           ("test_session.py::test_conflict_is_decided_by_one_more_edit",)),
    Mutant("an edit sees what came meanwhile", "recording.py", "        shown = draft.thing\n",
           "        shown = self._things.get(entity)\n",
           ("test_session.py::test_two_edits_of_the_same_moment_are_shown_as_a_conflict",)),
    Mutant("a removal sees only removals", "recording.py",
           'names = list(shown.heads) if shown is not None and "deleted" in fields else fields', "names = fields", ("test_session.py::test_removed_thing_is_no_longer_there",)),
    Mutant("purges travel and are not applied", "session.py", "grew = len(purges) > len(self._purges)", "grew = False",
           (LAWS,)),
    Mutant("an old file brings back what was forgotten", "purge.py", "*filter(self.keep, facts), *", "*facts, *",
           ("test_session.py::test_forgotten_thing_does_not_come_back",)),
    Mutant("a plan counts what would be forgotten", "joining/incoming.py", "for fact in purges.settle(wanted) if", "for fact in wanted if", ("joining/test_merge.py::test_plan_does_not_count_what_would_be_forgotten",)),
    Mutant("memory keeps the old fold", "folded.py", "self._things[entity] = fold_facts(told)",
           "self._things.setdefault(entity, fold_facts(told))", ("test_session.py::test_edit_leaves_the_other_fields",)),
    Mutant("a joined file keeps what was forgotten", "joining/union.py", "if wanted.purges.keep(fact)] if", "if True] if", ("joining/test_merge.py::test_join_applies_what_one_file_forgets_to_all",)),
    Mutant("a join drops a fact in seven", "joining/union.py", "order = sorted(taken)",
           "order = [one for one in sorted(taken) if one[-1] % 7 or taken[one].session == taken[one].entity]", (LAWS,)),
    Mutant("a join writes in the order of the files", "joining/union.py", "order = sorted(taken)", "order = list(taken)", ("joining/test_merge.py::test_join_in_any_order_has_the_same_bytes",)),
    Mutant("a join always writes", "joining/merge.py", "(report := what_is_there(target, paths, keys, forgetting=forgetting)) is not None", "(report := None) is not None",
           ("joining/test_merge.py::test_joining_what_is_there_writes_nothing",)),
    Mutant("another evening is joined", "joining/merge.py", "if all(root.id not in ids for root in report.roots):", "if False:",
           ("joining/test_merge.py::test_other_evening_is_refused",)),
    Mutant("forgetting a kind forgets nobody late", "purge.py",
           " and (session, kind) not in self.kinds)", ")",
           ("test_session.py::test_forgotten_kind_covers_who_was_never_here",)),
    Mutant("one thing can be forgotten whatever it is", "purge.py", "return kind not in FORGETTABLE or (", "return kind == PURGE or (",
           ("joining/test_merge.py::test_a_wish_to_forget_what_nobody_can_has_no_effect",)),
    Mutant("a kind can be forgotten whatever it is", "purge.py", "elif kind in FORGETTABLE:", "elif FORGETTABLE.setdefault(kind, _nothing):",
           (LAWS,)),
    Mutant("anything may be asked to be forgotten", "session.py", "if not FORGETTABLE.keys() >= asked.union(kinds):", "if False:",
           (LAWS,)),
    Mutant("who is forgotten is not counted", "purge.py", ", *self.remains(facts)}", "}", ("joining/test_merge.py::test_who_is_forgotten_is_counted_in_any_order_and_grouping",)),
    Mutant("each edit of a guest is a guest", "purge.py", '"presence", fact.entity.hex()', '"presence", fact.id.hex()', (LAWS,)),
    Mutant("what remains depends on when it was forgotten", "purge.py", '"presence", fields, by=fact.by, at=fact.at)',
           '"presence", fields, by=fact.by, at=__import__("time").time_ns() // 1000)', (LAWS,)),
    Mutant("the words of a guest remain", "purge.py", '{"token": "token",', '{"text": "text", "token": "token",', (LAWS,)),
    Mutant("who was sent away comes back", "purge.py", '    if "deleted" in said:', "    if False:", (LAWS,)),
    Mutant("nobody is left in a joined file", "joining/merge.py", "purges.remains(gone)):", "()):", ("joining/test_merge.py::test_who_is_forgotten_is_counted_in_any_order_and_grouping",)),
    Mutant("a join forgets without leave", "joining/merge.py", "if lost and not forgetting:", "if False:", ("joining/test_merge.py::test_a_join_that_would_forget_writes_nothing_unless_it_may",)),
    Mutant("what the target forgot goes without leave", "joining/merge.py", "if gone and not forgetting:", "if False:", (LAWS,)),
    Mutant("backups forget who came", "backup.py", "wanted.settle([*purges, *valid_rows(rows)])",
           "sorted({*purges, *filter(wanted.keep, valid_rows(rows))})", ("test_forgetting_backups.py::test_a_backup_still_counts_who_was_forgotten",)),
    Mutant("a wish reaches another evening", "purge.py", "(session, entity) not in self.things",
           "entity not in {one for _, one in self.things}", ("joining/test_merge.py::test_a_wish_of_another_evening_has_no_effect",)),
    Mutant("forgotten bytes stay on the disk", "format.py", '"PRAGMA secure_delete=ON"', '"PRAGMA secure_delete=OFF"',
           ("test_session.py::test_forgotten_bytes_are_gone_from_the_disk",)),
    Mutant("undo takes back what others wrote", "history.py", "if memory.says_again(head.id, name, said)}", "if True}",
           ("test_history.py::test_undo_does_not_take_away_the_edit_of_another",)),
    Mutant("redo takes the words said again for those that stood beside", "history.py",
           "if memory.says_again(head.id, name, said)}",
           "if memory.origin(head.id, name) in {memory.origin(one, name) for one in said}}",
           ("test_history.py::test_a_redo_replaces_no_words_that_stood_beside",)),
    Mutant("values put back together are undone one by one", "history.py", "said = {fact.id for fact in step.facts}", "said = {step.facts[0].id}",
           ("test_history.py::test_a_decision_can_be_undone_and_done_again_for_ever",)),
    Mutant("undo says again what others said meanwhile", "history.py", "[head for head in standing if head.id in seen] or", "",
           ("test_history.py::test_a_redo_takes_in_nothing_that_another_wrote_meanwhile",)),
    Mutant("undo of a birth hides the words of others", "history.py", " for head in heads if head.id in memory.mine)",
           " for head in heads)", ("test_history.py::test_undo_of_a_birth_keeps_a_note_that_another_edited",)),
    Mutant("a removal done again forgets what it knew", "history.py",
           "known |= {head.id for head in heads if memory.origin(head.id, name) in origins}", "pass",
           ("test_history.py::test_redone_removal_holds_after_edits_were_undone_and_redone",)),
    Mutant("a removal put back forgets which words kept the thing", "history.py", "if step.was_gone else", "if True else",
           ("test_history.py::test_undone_removal_of_a_note_that_stale_words_had_revived_brings_it_back",)),
    Mutant("altered facts are opened", "guard.py", "if not have_true_ids(facts) or", "if",
           ("test_guard.py::test_altered_row_in_our_own_file_is_damage",)),
    Mutant("any schema is opened", "guard.py", "if found != expected_schema(version):", "if False:",
           ("test_guard.py::test_hostile_file_is_refused",)),
    Mutant("a forged journal is trusted where ours is expected", "journals.py",
           "if ends_forged:", "if False:",
           ("test_locks.py::test_forged_journal_deletes_nothing",)),
    Mutant("a journal under our own mark is believed", "fact_file.py", "if journal_bytes(path):", "if False:",
           ("test_undoing.py::test_a_journal_that_does_harm_is_refused",)),
    Mutant("what a journal undoes is kept nowhere", "undoing.py", "if before.keys() <= after:", "if True:",
           ("test_undoing.py::test_a_journal_of_an_older_state_loses_nothing_for_good",)),
    Mutant("a second look gives the lock away", "header.py", "if _identity(path) in _HELD:", "if False:",
           ("test_locks.py::test_second_look_in_the_same_program_keeps_the_lock",)),
    Mutant("a file that changed while it was read is believed", "guard.py", "if _last_written(path) != before:", "if False:",
           ("test_locks.py::test_file_written_while_it_is_read_is_locked",)),
    Mutant("salvage believes every row", "rescue/salvage.py", "if row is None or not is_valid(row):", "if row is None:",
           ("rescue/test_diagnosis.py::test_each_damage_is_told",)),
    Mutant("salvage brings back what was forgotten", "rescue/salvage.py", "[row for row in batch if purges.keep(row)]", "batch",
           ("rescue/test_salvage.py::test_what_was_forgotten_stays_forgotten",)),
    Mutant("spaces around the data pass in company", "facts.py",
           "return None  # the reader would pass over spaces around one of them", "pass",
           ("test_guard.py::test_data_that_is_no_fact_is_refused",)),
    Mutant("a join takes what lies in the file for another evening", "joining/union.py",
           "if row[1] in wanted.sessions]", "]", ("joining/test_merge.py::test_facts_of_another_evening_stay_out",)),
    Mutant("what the target has in other words counts as there", "joining/merge.py",
           "return [row for row in rows if row not in same]",
           "return [row for row in rows if row[0] not in {one[0] for one in same}]",
           ("joining/test_merge.py::test_join_mends_what_was_altered_in_the_target",)),
    Mutant("taking back a join leaves what was built upon it", "session.py", "or not upon.isdisjoint(split_ids(fact.seen))", "",
           ("joining/test_merge.py::test_taking_back_takes_what_was_built_upon_it",)),
    Mutant("all copies share one identity", "places.py", 'copy = _short_hash(f"{laptop}|{session_id}|", os.fsencode(path.resolve()))',
           'copy = _short_hash(laptop, b"")', ("test_session.py::test_each_copy_is_signed_with_a_device_id_of_its_own",)),
)  # fmt: skip


def plant(mutant: Mutant | None, folder: Path) -> bool:
    """Copy the package into `folder` with the error planted; tell whether its snippet was there exactly once."""
    names = shutil.ignore_patterns("cli", "deliver", "door")
    shutil.copytree(PACKAGE, folder / "facilitatore", ignore=names)  # with what Python compiled, where it did
    if mutant is None:
        return True
    path = folder / "facilitatore" / "session" / mutant.file
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
        compiled.unlink()
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    return source.count(mutant.old) == 1


def run_tests(tests: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """Run tests against the package in `folder`; return pytest's exit code and what it said."""
    own = {name: str(folder / "own") for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA")}
    small = {"FACILITATORE_EXAMPLES": "50", "FACILITATORE_STEPS": "25", "FACILITATORE_NO_SHRINK": "1"}
    environment = {**os.environ, **own, **small, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    options = ["-x", "-q", "--import-mode=importlib", "-c", os.devnull, f"--rootdir={HERE}", f"--confcutdir={HERE}"]
    options += ["-p", "no:cacheprovider", f"--basetemp={folder / 'tmp'}"]
    command = [sys.executable, "-m", "pytest", *options, *(str(HERE / test) for test in tests)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout[-2000:] + done.stderr[-500:]
