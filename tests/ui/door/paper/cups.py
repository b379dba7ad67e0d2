"""A real CUPS server of the tests' own: a folder, a unix socket, nothing of the computer's printing touched.

Queues deliver what they are sent as PDF files in a folder. Their drivers (PPD) are written here, with the sizes, names
and margins of real ones: `printer-driver-ptouch` 1.6 (Brother QL), `printer-driver-dymo` 1.4.0 (LabelWriter).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

_SYSTEM = "/usr/lib/cups"

_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct tofolder "Unknown" "Saves jobs"'; exit 0; }
out="${DEVICE_URI#tofolder:}"
if [ -e "$out/no-paper" ]; then
  echo "STATE: +media-empty-error" >&2
  while [ -e "$out/no-paper" ]; do sleep 0.02; done
  echo "STATE: -media-empty-error" >&2
fi
[ -e "$out/unplugged" ] && exit 4
cat ${6:+"$6"} > "$out/$1.part"
printf '%s' "$3" > "$out/$1.title"
printf '%s' "$5" > "$out/$1.options"
mv "$out/$1.part" "$out/$1.pdf"
"""
"""What CUPS runs for each job: id, user, title, copies, options and perhaps a file are its arguments."""

_FILES = """ServerRoot {0}/etc
ServerBin {0}/bin
CacheDir {0}/cache
StateDir {0}/run
RequestRoot {0}/spool
TempDir {0}/spool/tmp
AccessLog {0}/log/access
ErrorLog {0}/log/error
PageLog {0}/log/page
{1}"""

_CONFIG = """LogLevel warn
Listen {0}
Browsing Off
DefaultAuthType None
WebInterface No
DirtyCleanInterval 0
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


@dataclass(frozen=True)
class Size:
    """A page of a driver: its key, its words, width and height in pt, and left, bottom, right and top of the margins."""

    key: str
    words: str
    width: float
    height: float
    margins: tuple[float, float, float, float] = (0, 0, 0, 0)


A4 = Size("A4", "A4", 595.276, 841.89, (12, 12, 12, 12))
LETTER = Size("Letter", "US Letter", 612, 792, (12, 12, 12, 12))
BROTHER = (
    Size("62mm", '62mm (2.4")', 176, 284, (4.32, 8.4, 4.32, 8.4)),
    Size("62x29mm", '62mm x 29mm (2.3" x 1.1")', 176, 82, (4.32, 8.4, 4.32, 8.4)),
    Size("62x100mm", '62mm x 100mm (2.3" x 3.9")', 176, 283, (4.32, 8.4, 4.32, 8.4)),
)
DYMO = (
    Size("w118h252", "11356 White Name badge", 117.12, 252, (4.08, 4.32, 2.88, 16.56)),
    Size("w102h252.1", "99012 Large Address", 101.28, 251.04, (4.32, 4.32, 2.88, 16.08)),
    Size("w154h286.1", "99014 Name Badge Label", 153.12, 285.84, (4.32, 4.32, 2.88, 15.36)),
    Size("w154h286.2", "99014 Shipping", 153.12, 285.84, (4.32, 4.32, 2.88, 15.36)),
)


def is_installed() -> bool:
    """Say whether this computer has CUPS's server and its commands."""
    return all(map(_command, ("cupsd", "lpadmin", "cupsdisable")))


def has_filters() -> bool:
    """Say whether CUPS here lays pages on paper itself, as a queue's habits (fitting, pages per sheet) want."""
    return Path(_SYSTEM, "filter", "pdftopdf").exists()


class Cups:
    """A server listening at `socket`, with its files in `folder`.

    Raises:
        TimeoutError: it does not answer within 10 s; what it logged is in the message.
    """

    def __init__(self, folder: Path, socket: Path) -> None:
        self._folder, self._socket = folder, socket
        self._queues: list[str] = []
        self._write_files()
        command = [_command("cupsd"), "-f", "-c", f"{folder}/etc/cupsd.conf", "-s", f"{folder}/etc/cups-files.conf"]
        with (folder / "log" / "stdout").open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(lambda: socket.exists() and self._answers())
        except TimeoutError as error:
            self.stop()
            raise TimeoutError("\n".join(file.read_text() for file in (folder / "log").iterdir())) from error

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(10)
        self._socket.unlink(missing_ok=True)

    def add_queue(self, name: str, *sizes: Size, custom: bool = False, black_only: bool = False) -> Path:
        """Make a queue, whose first size is its own choice; return the folder its jobs come to."""
        out = self._folder / "out" / name
        out.mkdir(parents=True)
        driver = self._folder / f"{name}.ppd"
        driver.write_text(_driver(name, sizes, custom=custom, black_only=black_only), encoding="utf-8")
        self.command("lpadmin", "-p", name, "-E", "-v", f"tofolder:{out}", "-P", str(driver))
        self._queues.append(name)
        return out

    def clear(self) -> None:
        """Remove all queues with their jobs."""
        queues, self._queues = self._queues, []
        for name in queues:
            if not self._knows(name):
                continue
            self.command("cancel", "-a", name)
            self.command("lpadmin", "-x", name)
        shutil.rmtree(self._folder / "out")

    def _knows(self, name: str) -> bool:
        done = subprocess.run(
            [_command("lpstat"), "-v", name], env=self._environment(), capture_output=True, check=False
        )
        return done.returncode == 0

    def command(self, name: str, *words: str) -> str:
        """Run one of CUPS's commands on the server and return what it says."""
        done = subprocess.run([_command(name), *words], env=self._environment(), capture_output=True, check=True)
        return done.stdout.decode()

    def _answers(self) -> bool:
        done = subprocess.run([_command("lpstat"), "-r"], env=self._environment(), capture_output=True, check=False)
        return b"not running" not in done.stdout

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "CUPS_SERVER": str(self._socket), "LC_ALL": "C"}

    def _write_files(self) -> None:
        for name in ("etc/ppd", "etc/ssl", "cache", "run", "spool/tmp", "log", "out", "bin/backend"):
            (self._folder / name).mkdir(parents=True)
        for name in ("filter", "daemon", "notifier", "monitor"):
            there = Path(_SYSTEM, name)
            if there.exists():
                (self._folder / "bin" / name).symlink_to(there)
        backend = self._folder / "bin" / "backend" / "tofolder"
        backend.write_text(_BACKEND, encoding="utf-8")
        backend.chmod(0o700)  # nobody else may run it: cupsd then runs it as itself, and it can write here
        import pwd  # not on Windows

        user = pwd.getpwuid(os.getuid()).pw_name
        whose = "SystemGroup root\n" if user == "root" else f"User {user}\n"
        (self._folder / "etc/cups-files.conf").write_text(_FILES.format(self._folder, whose), encoding="utf-8")
        (self._folder / "etc/cupsd.conf").write_text(_CONFIG.format(self._socket), encoding="utf-8")


def wait_for_job(out: Path, count: int = 1) -> Path:
    """Return the last of `count` jobs that came to a queue's folder, waiting for it."""
    _wait_for(lambda: len(list(out.glob("*.pdf"))) >= count)
    return max(out.glob("*.pdf"), key=lambda path: int(path.stem))


def _wait_for(happened: object, seconds: float = 10) -> None:
    assert callable(happened)
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents()  # a second job may begin only when the window knows that the first went
        time.sleep(0.01)


def _command(name: str) -> str:
    """Return where a command lies; cupsd and its like are where only root looks."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""


def _driver(name: str, sizes: tuple[Size, ...], *, custom: bool, black_only: bool) -> str:
    """Return a driver that takes PDF as it is."""
    lines = [
        '*PPD-Adobe: "4.3"',
        '*FormatVersion: "4.3"',
        '*FileVersion: "1.0"',
        "*LanguageVersion: English",
        "*LanguageEncoding: ISOLatin1",
        '*PCFileName: "TEST.PPD"',
        '*Manufacturer: "Prova"',
        '*Product: "(Prova)"',
        f'*ModelName: "{name}"',
        f'*ShortNickName: "{name}"',
        f'*NickName: "{name}"',
        '*PSVersion: "(3010.000) 0"',
        '*LanguageLevel: "3"',
        f"*ColorDevice: {not black_only}",
        f"*DefaultColorSpace: {'Gray' if black_only else 'RGB'}",
        # Through the filter that lays pages on paper, as nearly all queues do, where this computer has it.
        '*cupsFilter: "application/vnd.cups-pdf 0 -"'
        if has_filters()
        else '*cupsFilter2: "application/pdf application/pdf 0 -"',
    ]
    if custom:
        lines += [
            '*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]/ImagingBBox null>>setpagedevice"',
            "*ParamCustomPageSize Width: 1 points 36 1000",
            "*ParamCustomPageSize Height: 2 points 36 2000",
            "*ParamCustomPageSize WidthOffset: 3 points 0 0",
            "*ParamCustomPageSize HeightOffset: 4 points 0 0",
            "*ParamCustomPageSize Orientation: 5 int 0 0",
            '*MaxMediaWidth: "1000"',
            '*MaxMediaHeight: "2000"',
            "*HWMargins: 0 0 0 0",
        ]
    for keyword in ("PageSize", "PageRegion"):
        lines += [f"*OpenUI *{keyword}: PickOne", f"*Default{keyword}: {sizes[0].key}"]
        lines += [f'*{keyword} {size.key}/{size.words}: "<</PageSize[]>>setpagedevice"' for size in sizes]
        lines += [f"*CloseUI: *{keyword}"]
    lines += [f"*DefaultImageableArea: {sizes[0].key}", f"*DefaultPaperDimension: {sizes[0].key}"]
    for size in sizes:
        left, bottom, right, top = size.margins
        area = f"{left} {bottom} {size.width - right:.2f} {size.height - top:.2f}"
        lines.append(f'*ImageableArea {size.key}/{size.words}: "{area}"')
        lines.append(f'*PaperDimension {size.key}/{size.words}: "{size.width} {size.height}"')
    return "\n".join(lines) + "\n"
