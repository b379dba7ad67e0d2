"""The same badges with blabel: HTML, drawn by WeasyPrint. LIST PDF FONT."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from blabel import LabelWriter
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

BADGE = """<div class="first">{{first}}</div><div class="mark"></div><div class="group">{{group}}</div>
<img class="code" src="{{label_tools.qr_code(token, error_correction=0)}}">"""
STYLE = """
@font-face { font-family: B; src: url("%s") }
@page { size: A4; margin: 13.5mm 17.5mm }
.print-area { width: 175mm }
.item { width: 80mm; height: 50mm; margin: 0 7.4mm 5mm 0; position: relative; font-family: B; vertical-align: top }
.item:nth-child(2n) { margin-right: 0 }
.first { position: absolute; top: 8mm; left: 4mm; width: 72mm; text-align: center; font-size: 40pt }
.mark { position: absolute; left: 4mm; top: 38mm; width: 8mm; height: 8mm; border-radius: 4mm; background: #0072B2 }
.group { position: absolute; left: 14mm; top: 38mm; font-size: 23pt; line-height: 8mm; color: #0072B2 }
.code { position: absolute; left: 62mm; top: 32mm; width: 14mm; height: 14mm; image-rendering: pixelated }
"""

with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
    people = list(csv.DictReader(file))
style = CSS(string=STYLE % Path(sys.argv[3]).resolve().as_uri(), font_config=FontConfiguration())
LabelWriter(item_template=BADGE, default_stylesheets=(style,), items_per_page=10).write_labels(people, sys.argv[2])
