"""The code of a token."""

from __future__ import annotations

import pytest
from qrcode import ERROR_CORRECT_M, QRCode, util

from facilitatore.door.paper.qr import MODULES, TABLE, qr_runs
from facilitatore.door.paper.qr_table import table_of_qrcode
from facilitatore.door.tokens import ALPHABET, LENGTH, new_token
from facilitatore.errors import BadValue
from facilitatore.resources import resource_path


@pytest.mark.parametrize("length", range(1, 21))
def test_a_code_is_the_one_qrcode_draws(length: int) -> None:
    """Laying qrcode's pictures over one another changes no module, whatever the length of the token."""
    token = (ALPHABET[length:] + ALPHABET)[:length]
    code = QRCode(version=1, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=3)
    code.add_data(util.QRData(token, 2))
    code.make(fit=False)
    dark = {(x, y) for y, row in enumerate(code.modules) for x, module in enumerate(row) if module}
    assert {(x + more, y) for x, y, length in qr_runs(token) for more in range(length)} == dark


def test_the_bundled_table_is_what_qrcode_draws() -> None:
    """The table in the resources is qrcode's own, to the last module."""
    assert resource_path(TABLE).read_text("ascii").split() == list(table_of_qrcode())


def test_a_code_stays_in_its_square() -> None:
    """No run leaves the 21 modules of version 1."""
    assert all(x + length <= MODULES and y < MODULES for x, y, length in qr_runs("K7QX2MPA9RTC"))


@pytest.mark.parametrize("token", ["", "A" * 21, "anna", "ANNA ROSSI", "O0I1"])
def test_what_is_no_token_is_refused(token: str) -> None:
    """Nothing but a token can come to be in a code: no name, no address."""
    with pytest.raises(BadValue) as refused:
        qr_runs(token)
    assert refused.value.what == "token"


def test_tokens_are_short_random_and_readable_aloud() -> None:
    """A token has 12 characters of an alphabet of 32 and does not come twice."""
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(token) == LENGTH and set(token) <= set(ALPHABET) for token in tokens)
    assert len(set(ALPHABET)) == 32
