"""The register at the door: what it holds, forgetting, its passphrase and its key, and its end."""

from __future__ import annotations
