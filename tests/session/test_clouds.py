"""Which folders a cloud copies, by their names alone."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from facilitatore.session.clouds import cloud_here, cloud_of

WINDOWS = PureWindowsPath(r"C:\Users\anna")
MAC = PurePosixPath("/Users/anna")


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        (r"C:\Users\anna\OneDrive\Documenti\x.serata", "OneDrive"),
        (r"C:\Users\anna\OneDrive - Comune di Carpi\Documenti\x.serata", "OneDrive"),
        (r"C:\Users\anna\onedrive\x.serata", "OneDrive"),
        (r"G:\Il mio Drive\x.serata", "Google Drive"),
        (r"G:\My Drive\x.serata", "Google Drive"),
        (r"G:\Drive condivisi\Sociale\x.serata", "Google Drive"),
        (r"C:\Users\anna\Dropbox\x.serata", "Dropbox"),
        (r"C:\Users\anna\Dropbox (Comune)\x.serata", "Dropbox"),
        (r"C:\Users\anna\iCloudDrive\x.serata", "iCloud Drive"),
        (r"C:\Users\anna\Documents\x.serata", ""),
        (r"C:\Users\anna\Documents\OneDriveMigrazione.serata", ""),
        (r"G:\serate\x.serata", ""),
    ],
)
def test_on_windows(path: str, cloud: str) -> None:
    """By what the clouds call their folders."""
    assert cloud_of(PureWindowsPath(path), {}, WINDOWS) == cloud


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_what_onedrive_says_itself(name: str) -> None:
    """Its folder may be called anything; a variable without a value says nothing, and capitals do not matter."""
    said = {name: r"D:\Nuvola del Comune"}
    assert cloud_of(PureWindowsPath(r"d:\nuvola del comune\Documenti\x.serata"), said, WINDOWS) == "OneDrive"
    assert cloud_of(PureWindowsPath(r"D:\Altro\x.serata"), said, WINDOWS) == ""
    assert cloud_of(PureWindowsPath("x.serata"), {name: ""}, WINDOWS) == ""


@pytest.mark.parametrize(
    ("path", "cloud"),
    [
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/x.serata", "iCloud Drive"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-anna@comune.it/Il mio Drive/x.serata", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/OneDrive-Comune/x.serata", "OneDrive"),
        ("/Users/anna/Library/CloudStorage/Dropbox/x.serata", "Dropbox"),
        ("/Users/anna/Library/CloudStorage/ProtonDrive-anna/x.serata", "ProtonDrive"),
        ("/Users/anna/Dropbox/x.serata", "Dropbox"),
        ("/Users/anna/Documents/x.serata", ""),
        ("/Users/anna/Library/Application Support/facilitatore/x.registro", ""),
    ],
)
def test_on_a_mac(path: str, cloud: str) -> None:
    """Also where every cloud has a folder for each account."""
    assert cloud_of(PurePosixPath(path), {}, MAC) == cloud


def test_the_documents_of_a_mac_that_icloud_holds() -> None:
    """Only the folders that were given to it, and what lies in them."""
    assert cloud_of(MAC / "Documents" / "Facilitatore" / "x.serata", {}, MAC, {"Documents"}) == "iCloud Drive"
    assert cloud_of(MAC / "Desktop" / "x.serata", {}, MAC, {"Documents"}) == ""
    assert cloud_of(MAC / "Facilitatore" / "x.serata", {}, MAC, {"Desktop", "Documents"}) == ""


def test_this_laptop_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What iCloud holds, the variables, and where a link leads."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(name, raising=False)
    assert cloud_here(tmp_path / "Documents" / "x.serata") == ""
    (tmp_path / "Library" / "Mobile Documents" / "com~apple~CloudDocs" / "Documents").mkdir(parents=True)
    assert cloud_here(tmp_path / "Documents" / "x.serata") == "iCloud Drive"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Comune"))
    assert cloud_here(tmp_path / "Comune" / "x.serata") == "OneDrive"
    (tmp_path / "Dropbox").mkdir()
    try:
        (tmp_path / "serate").symlink_to(tmp_path / "Dropbox")
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert cloud_here(tmp_path / "serate" / "x.serata") == "Dropbox"
