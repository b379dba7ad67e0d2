"""What any badge program on reportlab must do: the first names and the groups' letters, no code. LIST PDF FONT."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(TTFont("B", sys.argv[3]))
canvas = Canvas(sys.argv[2], pagesize=A4, pageCompression=1)
with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
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
