"""Wheel, checkout and decoy folders: everything is found where it is meant to be."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(arguments: list[str], folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
    assert built.returncode == 0, built.stderr + built.stdout
    wheel = next(folder.glob("*.whl"))
    target = folder / "site"
    zipfile.ZipFile(wheel).extractall(target)
    return target


def test_wheel_holds_schemas_lexicons_and_samples(installed: Path) -> None:
    assert (installed / "auditor" / "schemas" / "__init__.py").is_file()
    assert not (installed / "schemas").exists(), "a top-level 'schemas' would claim a generic name"
    assert (installed / "auditor" / "lexicons" / "en.yaml").is_file()
    assert (installed / "auditor" / "sample_feeds" / "customization_sheet.xlsx").is_file()


def test_wheel_runs_beside_a_strangers_schemas_folder(installed: Path, tmp_path: Path) -> None:
    decoy = tmp_path / "schemas"
    decoy.mkdir()
    (decoy / "__init__.py").write_text("raise RuntimeError('the stranger was imported')\n", encoding="utf-8")
    done = run(["-m", "auditor", "demo", "--out", "out"], tmp_path, str(installed))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "customization_sheet.audit.xlsx").is_file()


def test_checkout_runs_without_installation(tmp_path: Path) -> None:
    done = run(["-m", "auditor", "rules", "--select", "OP201"], ROOT, "")
    assert done.returncode == 0, done.stderr
    assert "OP201" in done.stdout


def test_help_answers_without_pandas() -> None:
    code = (
        "import sys; sys.argv = ['auditor', '--help']\n"
        "from auditor.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "heavy = {'pandas', 'numpy', 'pyarrow', 'pandera', 'xlsxwriter'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = run(["-c", code], ROOT)
    assert done.returncode == 0, done.stderr


def test_version_matches_the_package() -> None:
    from auditor import __version__

    done = run(["-m", "auditor", "--version"], ROOT)
    assert done.stdout.split() == ["auditor", __version__]
