"""Recipes for pipelines and the Dockerfile: YAML read, commands parsed by the program, build steps carried out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from auditor.catalogs.notices import place_of
from auditor.cli import app
from auditor.config import settings_from

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
RECIPES: list[Any] = [yaml.safe_load(text) for kind, text in BLOCKS if kind == "yaml"]


def audits() -> list[list[str]]:
    """Every audit a recipe or the page's shell commands run."""
    github, gitlab = RECIPES
    lines = [step["run"] for step in github["jobs"]["audit"]["steps"] if "run" in step]
    lines += gitlab["feeds"]["script"]
    lines += [text.splitlines()[-1].split(" auditor ", 1)[1] for kind, text in BLOCKS if kind == "sh"]
    return [shlex.split(line.removeprefix("auditor "))[1:] for line in lines if "audit " in f"{line} "]


class TestRecipes:
    def test_commands_are_ones_the_program_takes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        found = [one for one in audits() if one and one[0] == "feeds/"]
        assert len(found) == 3
        for arguments in found:
            # ``schedule`` parses the command it is given and runs nothing.
            done = CliRunner().invoke(app, ["schedule", "--for", "cron", "--", "audit", *arguments])
            assert done.exit_code == 0, done.output

    def test_github(self) -> None:
        recipe = RECIPES[0]
        # YAML 1.1 reads the key "on" as true.
        assert recipe[True]["push"]["paths"] == ["feeds/**", "auditor.toml"]
        assert recipe["permissions"] == {"contents": "read", "security-events": "write"}
        steps = recipe["jobs"]["audit"]["steps"]
        upload = next(step for step in steps if "upload-sarif" in step.get("uses", ""))
        audit = next(step["run"] for step in steps if "--format" in step.get("run", ""))
        assert upload["with"]["sarif_file"] == "reports"
        assert "--out reports --format sarif" in audit
        assert upload["if"].startswith("always()"), "findings end the audit with exit code 1"
        assert all(re.search(r"@v\d+$", step["uses"]) for step in steps if "uses" in step)

    def test_gitlab_finds_the_file_that_is_written(self) -> None:
        job = RECIPES[1]["feeds"]
        assert job["artifacts"]["when"] == "always"
        assert job["artifacts"]["reports"]["junit"] == "reports/**/*.junit.xml"
        assert Path("reports/clients/f.audit.junit.xml").match("reports/*/*.junit.xml")

    def test_addresses_and_settings_are_ones_the_program_takes(self) -> None:
        table = re.findall(r"^\| `(\S+?)`", PAGE, re.MULTILINE)
        assert {place_of(one.replace("….", "x."), {"NAME": "https://x.y"}).kind for one in table} >= {
            "slack",
            "mail",
        }
        stated = re.search(r"`notify = (\[.*?\])`", PAGE)
        assert stated is not None
        assert settings_from({"notify": yaml.safe_load(stated[1])}).notify == ("env:SLACK_HOOK",)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word.upper(), rest) for word, _, rest in (line.partition(" ") for line in lines)]


class TestDockerfile:
    def test_runs_as_nobody_special_from_a_pinned_base(self) -> None:
        steps = instructions()
        assert ("ARG", "PYTHON=3.11.13-slim-bookworm") in steps
        assert {rest.split(" AS ")[0] for word, rest in steps if word == "FROM"} == {"python:${PYTHON}"}
        last_stage = steps[max(n for n, (word, _) in enumerate(steps) if word == "FROM") :]
        assert [rest for word, rest in last_stage if word == "USER"] == ["10001"]
        assert [rest for word, rest in last_stage if word in ("ENTRYPOINT", "CMD")] == [
            '["auditor"]',
            '["--help"]',
        ]

    def test_no_secrets_and_nothing_fetched_by_hand(self) -> None:
        text = (ROOT / "Dockerfile").read_text(encoding="utf-8").casefold()
        assert not re.search(r"password|token|secret|index-url|curl|wget|https?://", text)

    def test_what_is_copied_is_let_through(self) -> None:
        ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        assert "*" in ignored
        let_through = {line[1:] for line in ignored if line.startswith("!")}
        copied = {name for name in self.copied() if name != "./"}
        assert copied == let_through

    def copied(self) -> list[str]:
        return [
            name.removeprefix("./")
            for word, rest in instructions()
            if word == "COPY" and "--from" not in rest
            for name in rest.split()[:-1]
        ]

    def test_build_steps_as_plain_commands(self, tmp_path: Path) -> None:
        """Not carried out: ``useradd`` (needs root). Dependencies come from this environment, not from an index."""
        if sys.platform == "win32":
            pytest.skip("the image is built by a POSIX shell")
        source, prefix = tmp_path / "src", tmp_path / "opt"
        source.mkdir()
        hide = shutil.ignore_patterns("__pycache__", "*.pyc")
        for name in self.copied():
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name, ignore=hide)
            else:
                shutil.copy(ROOT / name, source / name)
        inherited = next(p for p in sys.path if p.endswith("site-packages"))
        environment = {
            **os.environ,
            "PYTHONPATH": inherited,
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
            "PIP_NO_COMPILE": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one the other way round: isolation is off
        }
        done = []
        for word, rest in instructions():
            if word != "RUN" or "useradd" in rest:
                continue
            command = rest.replace("/opt/auditor", str(prefix)).replace("/tmp/demo", str(tmp_path / "demo"))
            command = re.sub(r"^python ", f"{shlex.quote(sys.executable)} ", command)
            if "uninstall" in command:
                continue  # the pip that the environment inherits would be taken for its own
            step = subprocess.run(
                ["/bin/sh", "-ec", command], cwd=source, env=environment, capture_output=True, text=True
            )
            assert step.returncode == 0, f"{command}\n{step.stdout}{step.stderr}"
            done.append(rest.split()[0])
        assert done == ["python", "/opt/auditor/bin/python", "find", "/opt/auditor/bin/auditor"]
        shown = subprocess.run(
            [prefix / "bin" / "auditor", "--version"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert shown.stdout.startswith("auditor ")
        assert list(prefix.glob("lib/python*/site-packages/auditor/schemas/__init__.py"))
