"""What a run is to do: folders walked, clients told apart, settings from far to near, manifests."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from auditor.catalogs import walk
from auditor.catalogs.cascade import cascaded, merged
from auditor.catalogs.discover import plan_of
from auditor.catalogs.manifest import clients_of_manifest
from auditor.catalogs.plan import MOST_TOGETHER, Plan, Unit
from auditor.model import SettingsError
from tests.many_case import ASKED, CLEAN, clients, plan, write


def reasons(made: Plan) -> dict[str, str]:
    return {Path(one.path).name: one.reason.en for one in made.left_out}


class TestWalk:
    def test_a_client_is_a_folder_of_the_first_level_with_feeds(self, tmp_path: Path) -> None:
        made = plan(clients(tmp_path), tmp_path / "out")
        assert [unit.client for unit in made.units] == ["acme", "bolt", "cora"]
        assert [len(unit.files) for unit in made.units] == [2, 2, 1]
        assert {Path(unit.folder) for unit in made.units} == {
            tmp_path / "out" / name for name in ("acme", "bolt", "cora")
        }

    def test_everything_else_is_named_with_why(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        write(root / "acme" / "~$one.xlsx", "x")
        write(root / "acme" / ".hidden.csv", "x")
        write(root / "acme" / "1_2.json", "{}")
        (root / "acme" / "gone.csv").symlink_to(root / "nowhere.csv")
        os.mkfifo(root / "acme" / "pipe.csv")
        said = reasons(plan(root, tmp_path / "out"))
        assert said == {
            "price list.pdf": "No feed: its name ends in .pdf.",
            "readme": "No feed: its name has no ending.",
            "old.audit.csv": "A report of this program.",
            "~$one.xlsx": "The mark a spreadsheet program leaves while a file is open.",
            ".hidden.csv": "A hidden file.",
            "1_2.json": walk.ORDERED.en,
            "gone.csv": "A link that leads nowhere.",
            "pipe.csv": "Not an ordinary file.",
        }

    def test_loops_of_links_end_and_no_file_comes_twice(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        (root / "acme" / "a_loop").symlink_to(root)
        (root / "bolt" / "self").symlink_to(root / "bolt")
        elsewhere = write(tmp_path / "shared" / "x.csv", CLEAN).parent
        (root / "dora").symlink_to(elsewhere)
        (root / "evan").symlink_to(elsewhere)
        made = plan(root, tmp_path / "out")
        names = Counter(os.path.realpath(file.path) for _, file in made.files())
        assert set(names.values()) == {1}
        assert [unit.client for unit in made.units] == ["acme", "bolt", "cora", "dora"]
        assert sum("walked already" in one.reason.en for one in made.left_out) == 3

    def test_own_reports_are_not_walked(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        write(root / "reports" / "acme" / "x.csv", CLEAN)
        write(root / "older" / ".auditor" / "lock", "")
        write(root / "older" / "acme" / "x.csv", CLEAN)
        for name in ("rollup.csv", "rollup.xlsx"):
            write(root / "copied" / name, CLEAN)
        made = plan(root, root / "reports")
        assert [unit.client for unit in made.units] == ["acme", "bolt", "cora"]

    def test_a_closed_folder_is_refused_and_the_rest_goes_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = clients(tmp_path)
        real = os.scandir

        def scandir(path: str) -> object:
            if Path(path).name == "bolt":
                raise PermissionError(13, "Permission denied", path)
            return real(path)

        monkeypatch.setattr(walk.os, "scandir", scandir)
        made = plan(root, tmp_path / "out")
        closed = [one for one in made.left_out if one.status == "refused"]
        assert [(one.client, one.reason) for one in closed] == [("bolt", walk.CLOSED)]
        assert [unit.client for unit in made.units] == ["acme", "cora"]

    def test_an_empty_folder_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        made = plan(tmp_path / "in", tmp_path / "out")
        assert made.total == 1
        assert made.left_out[0].status == "refused"

    def test_a_folder_of_other_files_is_no_clean_folder(self, tmp_path: Path) -> None:
        for name in ("a/notes.md", "a/x.audit.csv", "b/picture.png"):
            write(tmp_path / "in" / name, "x")
        made = plan(tmp_path / "in", tmp_path / "out")
        said = [(one.status, one.path) for one in made.left_out if one.status != "skipped"]
        assert said == [("refused", str(tmp_path / "in"))]
        assert made.total == 4


class TestClients:
    def test_two_clients_of_one_name_are_told_apart(self, tmp_path: Path) -> None:
        for region in ("eu", "us"):
            write(tmp_path / region / "acme" / "x.csv", CLEAN)
        made = plan_of([str(tmp_path / "eu"), str(tmp_path / "us")], str(tmp_path / "out"), ASKED)
        assert [unit.client for unit in made.units] == ["eu/acme", "us/acme"]
        assert len({unit.folder for unit in made.units}) == 2

    def test_names_one_file_system_takes_for_one_get_folders_of_their_own(self, tmp_path: Path) -> None:
        for name in ("Acme", "acme", "ACME"):
            write(tmp_path / "in" / name / "x.csv", CLEAN)
        made = plan(tmp_path / "in", tmp_path / "out")
        if len(made.units) == 3:
            assert len({unit.folder.casefold() for unit in made.units}) == 3

    def test_files_of_equal_names_within_a_client_get_reports_of_their_own(self, tmp_path: Path) -> None:
        for day in ("mon", "tue"):
            write(tmp_path / "in" / "acme" / day / "x.csv", CLEAN)
        (unit,) = plan(tmp_path / "in", tmp_path / "out").units
        assert len({file.stem for file in unit.files}) == 2

    def test_too_many_files_are_audited_one_by_one(self, tmp_path: Path) -> None:
        for number in range(MOST_TOGETHER + 1):
            write(tmp_path / "in" / "acme" / f"{number}.csv", CLEAN)
        made = plan(tmp_path / "in", tmp_path / "out")
        assert len(made.units) == MOST_TOGETHER + 1
        assert all(unit.alone and len(unit.files) == 1 for unit in made.units)

    def test_a_unit_survives_its_journey(self, tmp_path: Path) -> None:
        from dataclasses import asdict

        for unit in plan(clients(tmp_path), tmp_path / "out").units:
            assert Unit.from_json(json.loads(json.dumps(asdict(unit)))) == unit

    def test_many_small_files_take_little_memory(self, tmp_path: Path) -> None:
        folder = tmp_path / "in" / "acme"
        folder.mkdir(parents=True)
        for number in range(2_000):
            (folder / f"{number}.txt").touch()
        tracemalloc.start()
        made = plan(tmp_path / "in", tmp_path / "out")
        used = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert made.total == 2_000
        assert used / made.total < 1_200


class TestSettings:
    def test_the_nearer_wins_and_tables_merge(self) -> None:
        far = {"language": "en", "own_brands": ["A"], "report": {"notes_per_sheet": 5, "full_feed_cells": 7}}
        near = {"language": "zh", "own_brands": ["B"], "report": {"notes_per_sheet": 6}}
        assert merged(far, near) == {
            "language": "zh",
            "own_brands": ["B"],
            "report": {"notes_per_sheet": 6, "full_feed_cells": 7},
        }

    def test_root_client_and_feed(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        write(
            root / "auditor.toml",
            'own_brands = ["Root"]\ntoggle_severity = "info"\n[[feeds]]\nmatch = "*.csv"\nlanguage = "en"\n',
        )
        write(
            root / "acme" / "auditor.toml",
            'own_brands = ["Acme"]\n[[feeds]]\nmatch = "acme/one.*"\nmarketplace = "DE"\n'
            '[feeds.settings]\nown_brands = ["Feed"]\n',
        )
        made = plan(root, tmp_path / "out")
        found = {
            Path(file.path).relative_to(root).as_posix(): cascaded(file.layers, file.path)[0]
            for _, file in made.files()
        }
        assert found["acme/one.csv"].own_brands == ("Feed",)
        assert found["acme/two.csv"].own_brands == ("Acme",)
        assert found["cora/one.csv"].own_brands == ("Root",)
        assert {one.toggle_severity for one in found.values()} == {"info"}
        hints = {name: one.feed_hint(str(root / name)) for name, one in found.items()}
        assert (hints["acme/one.csv"].marketplace, hints["acme/two.csv"].language) == ("DE", "en")

    def test_decisions_of_every_level_add_up(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        for folder, sku in ((root, "A"), (root / "acme", "B")):
            write(folder / "auditor.decisions.toml", f'[[accepted]]\nrule = "OP201"\nsku = "{sku}"\n')
        made = plan(root, tmp_path / "out")
        settings, nearest = cascaded(made.units[0].files[0].layers, made.units[0].files[0].path)
        assert [one.sku for one in settings.accepted] == ["A", "B"]
        assert nearest.startswith(str(root / "acme"))

    def test_a_wrong_key_names_its_file(self, tmp_path: Path) -> None:
        wrong = write(tmp_path / "auditor.toml", "nonsense = 1\n")
        with pytest.raises(SettingsError, match=r"auditor\.toml: unknown key 'nonsense'"):
            cascaded((str(wrong),), "x.csv")


class TestManifest:
    def test_a_table_names_clients_files_markets_and_settings(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        extra = write(tmp_path / "extra.toml", 'own_brands = ["Extra"]\n')
        listed = write(
            tmp_path / "list.csv",
            "\ufeffClient;Path;Marketplace;Settings\nOne;clients/acme/one.csv;de;extra.toml\n\n"
            "One;clients/cora;;\nTwo;clients/absent.csv;;\n",
        )
        found = clients_of_manifest(str(listed), str(tmp_path / "out"), ASKED)
        assert [(one.name, len(one.files)) for one in found] == [("One", 2), ("Two", 1)]
        first = found[0].files[0]
        assert (first.marketplace, first.layers[-1]) == ("DE", str(extra))
        made = plan_of([], str(tmp_path / "out"), ASKED, clients=found)
        assert [unit.client for unit in made.units] == ["One", "Two"]
        assert root.is_dir()

    def test_the_rollup_of_an_earlier_run(self, tmp_path: Path) -> None:
        root = clients(tmp_path)
        rows = [
            {"client": "acme", "path": str(root / "acme" / "one.csv"), "status": "audited"},
            {"client": "docs", "path": str(root / "docs" / "readme"), "status": "skipped"},
        ]
        listed = write(tmp_path / "rollup.json", json.dumps({"format": "x", "feeds": rows}))
        found = clients_of_manifest(str(listed), str(tmp_path / "out"), ASKED)
        assert [(one.name, len(one.files)) for one in found] == [("acme", 1)]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("name,file\na,b\n", "no column client"),
            ("client,path\n,x.csv\n", "line 2: client is empty"),
            ("client,path,marketplace\na,x.csv,Germany\n", "two letters"),
            ('{"feeds": []}', "names no files"),
            ("{", "not valid JSON"),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path: Path, text: str, said: str) -> None:
        listed = write(tmp_path / "list.csv", text)
        with pytest.raises(SettingsError, match=said):
            clients_of_manifest(str(listed), str(tmp_path / "out"), ASKED)
