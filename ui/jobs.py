"""What this laptop does this evening: the door, one group, or the Cabina di Regia."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from facilitatore.prepare.evening import group_in_name, read_groups
from facilitatore.prepare.model import DOOR_NAME
from ui.settings import change_settings, read_table

if TYPE_CHECKING:
    from facilitatore.session import Session

DOOR: Final = "door"
GROUP: Final = "group"
STEERING: Final = "steering"

FIRST_ROOM: Final = {DOOR: 1, GROUP: 3, STEERING: 0}
"""The room a laptop opens on, by its job: Accogli, Raccogli, Prepara."""


@dataclass(frozen=True, slots=True)
class Job:
    """The job; `group` is the id of the group whose notes this laptop takes."""

    kind: str = STEERING
    group: str = ""


def job_of(session: Session) -> Job:
    """Return the job remembered for the file, or the one its name from the sticks tells."""
    told = read_table("jobs").get(str(session.path))
    groups = read_groups(session)
    if not isinstance(told, str):
        group = group_in_name(session.path, groups)
        is_door = session.path.stem.split(" (", 1)[0] == DOOR_NAME
        return Job(GROUP, group.id) if group is not None else Job(DOOR if is_door else STEERING)
    if told in (DOOR, STEERING):
        return Job(told)
    return next((Job(GROUP, group.id) for group in groups if group.key == told), Job())


def remember_job(session: Session, job: Job) -> None:
    """Keep the job for the file."""
    keys = {group.id: group.key for group in read_groups(session)}
    jobs = read_table("jobs")
    jobs[str(session.path)] = keys.get(job.group, job.kind) if job.kind == GROUP else job.kind
    change_settings(jobs=jobs)
