"""Where ``resources/qr-1-m.txt`` comes from: qrcode, asked what it draws for no data and for each bit of the data.

Data, error correction and mask only ever add up modulo 2, so these pictures, one laid over the other, are every code
of version 1, level M, mask 3. ``python -m facilitatore.door.paper.qr_table`` prints the table; a test compares it.
"""

from __future__ import annotations

from collections.abc import Iterator

from facilitatore.door.paper.qr import DATA_BITS, MODULES, ROW

_VERSION = 1
_MASK = 3


def table_of_qrcode() -> Iterator[str]:
    """Yield the lines of the table: the code of all zeros, then the modules that each bit turns."""
    blank = _drawn(1) ^ _drawn(2) ^ _drawn(3)  # qrcode itself refuses data that is all zeros
    for picture in (blank, *(blank ^ _drawn(1 << bit) for bit in reversed(range(DATA_BITS)))):
        yield f"{picture:0{-(-ROW * MODULES // 4)}x}"


def _drawn(data: int) -> int:
    from qrcode import ERROR_CORRECT_M, QRCode
    from qrcode.base import rs_blocks
    from qrcode.util import BitBuffer, create_bytes

    buffer = BitBuffer()
    buffer.put(data, DATA_BITS)
    code = QRCode(version=_VERSION, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    code.data_cache = create_bytes(buffer, rs_blocks(_VERSION, ERROR_CORRECT_M))
    code.make(fit=False)
    return int("".join("".join("01"[bool(module)] for module in row) + "0" for row in code.modules), 2)


if __name__ == "__main__":
    print(*table_of_qrcode(), sep="\n")  # noqa: T201 - it is what the command is for
