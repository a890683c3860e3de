"""The sample workspace, as read."""

import shutil
from pathlib import Path

import pytest

from drillcards.build.material import Material, read_material

TESTS = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TESTS / "sample", tmp_path / "sample"))


@pytest.fixture
def sample(root: Path) -> Material:
    return read_material(root)


@pytest.fixture
def flawed(tmp_path: Path) -> Material:
    return read_material(Path(shutil.copytree(TESTS / "flawed", tmp_path / "flawed")))
