"""Badges for 150 people: CPU of the whole command `facilitatore badges` beside gLabels, and beside reportlab writing the names alone.

Run ``python benchmarks/badges.py``; gLabels (Debian's ``glabels`` and ``xvfb``) must be installed. Each round runs the
three one after another, so that a busy computer slows all three; the medians and the median of the rounds' ratios are
printed. A virtual screen is started once, outside the measure, because gLabels wants one even in batch.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from facilitatore.door.tokens import ALPHABET
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.resources import resource_path
from facilitatore.session import new

PEOPLE = 150
ROUNDS = 11
TARGET_OF_GLABELS = 0.20
TARGET_OF_TEXT_ONLY = 2.0

NAMES = """
Anna Marco Giulia Luca Chiara Niccolò Mattia Noè Zoë Élodie José Gaël Francesca Alessandro Sofia Lucia Øyvind Łukasz
François Mariagrazia Jürgen Inés Nicolò Desirée Giuseppe Teresa Paola Stefano Davide Elena
"""

TEXT_ONLY = """
import csv, sys
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
pdfmetrics.registerFont(TTFont("B", sys.argv[3]))
canvas = Canvas(sys.argv[2], pagesize=A4, pageCompression=1)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for index, row in enumerate(csv.DictReader(file)):
        cell = index % 10
        if index and cell == 0:
            canvas.showPage()
        x, y = (17.5 + 95 * (cell % 2)) * mm, A4[1] - (13.5 + 55 * (cell // 2) + 50) * mm
        canvas.setFont("B", 28)
        canvas.drawCentredString(x + 40 * mm, y + 32 * mm, row["first"])
        canvas.setFont("B", 23)
        canvas.drawString(x + 14 * mm, y + 6 * mm, row["group"])
canvas.save()
"""

GLABELS_DOCUMENT = """<?xml version="1.0"?>
<Glabels-document xmlns="http://glabels.org/xmlns/3.0/">
  <Template brand="Avery" part="L4785" size="A4" _description="Name badge labels">
    <Label-rectangle id="0" width="80mm" height="50mm" round="4mm" x_waste="0mm" y_waste="0mm">
      <Markup-margin size="1mm"/>
      <Layout nx="2" ny="5" x0="17.5mm" y0="13.5mm" dx="95mm" dy="55mm"/>
    </Label-rectangle>
  </Template>
  <Objects id="0" rotate="False">
    <Object-text x="4mm" y="6mm" w="72mm" h="24mm" justify="Center" valign="Center" auto_shrink="True"
        a0="1" a1="0" a2="0" a3="1" a4="0" a5="0">
      <Span font_family="DejaVu Sans" font_size="48" font_weight="Bold" font_italic="False" color="0xff"
        line_spacing="1"><Field name="first"/></Span>
    </Object-text>
    <Object-ellipse x="4mm" y="38mm" w="8mm" h="8mm" line_width="0" line_color="0x0072B2FF" fill_color="0x0072B2FF"
        a0="1" a1="0" a2="0" a3="1" a4="0" a5="0"/>
    <Object-text x="14mm" y="38mm" w="20mm" h="9mm" justify="Left" valign="Center" auto_shrink="False"
        a0="1" a1="0" a2="0" a3="1" a4="0" a5="0">
      <Span font_family="DejaVu Sans" font_size="23" font_weight="Bold" font_italic="False" color="0x0072B2FF"
        line_spacing="1"><Field name="group"/></Span>
    </Object-text>
    <Object-barcode x="62mm" y="32mm" w="14mm" h="14mm" backend="libqrencode" style="IEC18004" text="False"
        checksum="True" color="0xff" field="token" a0="1" a1="0" a2="0" a3="1" a4="0" a5="0"/>
  </Objects>
  <Merge type="Text/Comma/Line1Keys" src="{source}"/>
</Glabels-document>
"""


def main() -> None:
    """Measure, print, and fail where a target is missed."""
    for program in ("glabels-3-batch", "Xvfb"):
        if shutil.which(program) is None:
            sys.exit(f"Manca {program}: senza gLabels e uno schermo virtuale non c'è con che confrontarsi.")
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder))
    of_glabels, of_text = (median_ratio(seconds["ours"], seconds[other]) for other in ("gLabels", "text only"))
    for name, values in seconds.items():
        print(f"{name:10} {statistics.median(values) * 1000:7.1f} ms CPU, median of {ROUNDS}")
    print(f"ours / gLabels    {of_glabels:.3f} (target {TARGET_OF_GLABELS:.2f})")
    print(f"ours / text only  {of_text:.3f} (target {TARGET_OF_TEXT_ONLY:.2f})")
    if of_glabels > TARGET_OF_GLABELS or of_text > TARGET_OF_TEXT_ONLY:
        sys.exit(1)


def measure(folder: Path) -> dict[str, list[float]]:
    """Return CPU seconds per round of each program, after a first round that warms the disk."""
    people = folder / "people.csv"
    write_people(people)
    evening = folder / "evening.serata"
    write_evening(evening, people)
    document = folder / "badges.glabels"
    document.write_text(GLABELS_DOCUMENT.format(source=people), encoding="utf-8")
    font = str(resource_path("fonts", "FiraGO-Bold.ttf"))
    commands = {
        "ours": [sys.executable, "-m", "ui", "badges", str(evening), "-o", str(folder / "ours.pdf")],
        "gLabels": ["glabels-3-batch", "-o", str(folder / "glabels.pdf"), str(document)],
        "text only": [sys.executable, "-c", TEXT_ONLY, str(people), str(folder / "text.pdf"), font],
    }
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            environment = {**os.environ, "DISPLAY": f":{answer.readline().strip()}"}
        # Whoever installs the program has its bytecode; the first round makes it.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        rounds = [
            {name: cpu_seconds(command, environment) for name, command in commands.items()} for _ in range(1 + ROUNDS)
        ]
    finally:
        screen.terminate()
        screen.wait()
    return {name: [one[name] for one in rounds[1:]] for name in commands}


def median_ratio(ours: list[float], others: list[float]) -> float:
    """Return the median of the rounds' ratios."""
    return statistics.median(one / other for one, other in zip(ours, others, strict=True))


def write_people(path: Path) -> None:
    """Write the list of `PEOPLE`, the same at every run."""
    dice, names = random.Random(42), NAMES.split()
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["first", "token", "group"])
        for _ in range(PEOPLE):
            rows.writerow([dice.choice(names), "".join(dice.choices(ALPHABET, k=12)), dice.choice("ABC")])


def write_evening(path: Path, people: Path) -> None:
    """Write an evening whose guests are the people of the list."""
    with create_evening(path, find_template("carpi-2018-1")) as session, people.open(encoding="utf-8") as file:
        groups = {group.key: group.id for group in read_groups(session)}
        guests = [
            new("guest", badge_name=row["first"], group=groups[row["group"]], token=row["token"], arrived_at=1)
            for row in csv.DictReader(file)
        ]
        session.record("check_in", *guests)


def cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return user and system seconds `command` and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
