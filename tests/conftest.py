"""What every test may ask for."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files to try the readers on; never part of the repository."""
    folder = Path(os.environ.get("SCOPE_LEDGER_SAMPLES", BESIDE))
    if not folder.is_dir():
        pytest.skip("The sample files are not here; set SCOPE_LEDGER_SAMPLES.")
    return folder
