"""Notices, told to servers on this machine: what they say, what they never say, and that they harm no audit."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import shutil
import ssl
import subprocess
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from auditor.catalogs.lock import Lock
from auditor.catalogs.notices import Notice, NoticeError, notice_of, place_of, places_of, send
from auditor.catalogs.records import FINDINGS_SCHEMA, ChangeCount, FeedRecord, RunRecord
from auditor.cli import app
from auditor.config import settings_from
from auditor.model import Text
from tests.notice_servers import mail_server, webhook

CHANGES = [
    ChangeCount(client="A", kind="fixed", severity=3, count=1),
    ChangeCount(client="A", kind="new", severity=3, count=1),
    ChangeCount(client="B", kind="new", severity=2, count=1),
]
REQUEST = (
    "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
    "-keyout key.pem -out certificate.pem"
)
START = dt.datetime(2026, 11, 24, 2, 30, tzinfo=dt.UTC)


def feed(name: str, client: str, **more: Any) -> FeedRecord:
    return FeedRecord(
        path=f"/data/{client}/{name}", client=client, status=more.pop("status", "audited"), **more
    )


def run_of(*feeds: FeedRecord) -> RunRecord:
    return RunRecord(
        name="20261124T023000Z-3f2a", started=START, finished=START + dt.timedelta(seconds=90), feeds=feeds
    )


def findings(folder: Path) -> str:
    """A findings file with an open and an accepted finding of one rule."""
    columns: dict[str, list[Any]] = {name: [""] * 3 for name in FINDINGS_SCHEMA.names}
    columns |= {"code": ["OP201"] * 3, "sku": ["MUG-1", "MUG-2", ""], "accepted": [False, True, False]}
    columns |= {"severity": [3] * 3, "row": [2, 3, None], "value": ["SECRET TEXT"] * 3}
    table = pa.table(columns, schema=FINDINGS_SCHEMA)
    path = folder / "f.arrow"
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, FINDINGS_SCHEMA) as out:
        out.write_table(table)
    return str(path)


@pytest.fixture
def run(tmp_path: Path) -> RunRecord:
    counts = {"error": 2, "warning": 1, "info": 0, "accepted": 1}
    bad = feed("a.csv", "Acorn & <Lane>", counts=counts, codes={"OP201": 2}, findings=findings(tmp_path))
    refused = feed("b.xlsx", "木语", status="refused", reason=Text("SECRET REASON", "原因"))
    return run_of(bad, feed("c.csv", "Clean", counts={"error": 0}), refused)


class TestWhatItSays:
    def test_counts_and_clients_but_nothing_of_a_feed(self, run: RunRecord) -> None:
        notice = notice_of(run, changes=CHANGES)
        text = notice.text("en")
        assert text.splitlines()[0] == "Feed audit: 2 errors in 2 audited files; 1 could not be audited"
        assert "Findings: 2 errors, 1 warning, 0 notes" in text
        assert "Since the last run: 2 new, 1 fixed" in text
        assert "Acorn & <Lane>: 2 errors" in text
        assert "木语：0 个错误、1 个文件无法审核" in notice.text("zh")
        everything = json.dumps(notice.as_json("en")) + text
        for secret in ("SECRET", "OP201", "MUG-1", "a.csv", "/data"):
            assert secret not in everything
        assert notice.state == "failed"

    def test_details_are_rule_codes_and_open_skus(self, run: RunRecord) -> None:
        notice = notice_of(run, details=True)
        assert notice.codes == (("OP201", 2, ("MUG-1",)),)
        assert "OP201: 2 (MUG-1)" in notice.text("en")
        assert "SECRET" not in notice.text("en")

    def test_findings_that_are_gone_or_broken_cost_the_skus_only(self, tmp_path: Path) -> None:
        (tmp_path / "broken.arrow").write_bytes(b"no arrow file")
        for path in (tmp_path / "gone.arrow", tmp_path / "broken.arrow"):
            one = feed("a.csv", "A", codes={"OP201": 1}, findings=str(path))
            assert notice_of(run_of(one), details=True).codes == (("OP201", 1, ()),)

    def test_an_empty_run(self) -> None:
        notice = notice_of(run_of())
        assert notice.state == "clean"
        assert notice.title("en") == "Feed audit: 0 errors in 0 audited files"


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "kind"),
        [
            ("https://hooks.slack.com/services/T/B/x", "slack"),
            ("https://acme.webhook.office.com/webhookb2/x", "teams"),
            ("https://prod-1.westeurope.logic.azure.com:443/workflows/x", "teams"),
            ("https://x.environment.api.powerplatform.com/powerautomate/x", "teams"),
            ("slack+https://chat.example.com/hooks/x", "slack"),
            ("teams+http://127.0.0.1:9/x", "teams"),
            ("json+https://hooks.slack.com/services/x", "json"),
            ("https://example.com/x", "json"),
            ("https://nothooks.slack.com.example.com/x", "json"),
            ("smtp://mail.example.com?from=a@example.com&to=b@example.com,c@example.com", "mail"),
        ],
    )
    def test_kinds(self, address: str, kind: str) -> None:
        assert place_of(address, {}).kind == kind

    def test_no_secret_is_shown(self) -> None:
        hook = place_of("https://user:PASS@example.com/SECRET?token=SECRET", {})
        post = place_of(
            "smtp://me%40example.com:PASS@mail.example.com?from=a@example.com&to=b@example.com", {}
        )
        assert (post.user, post.password) == ("me@example.com", "PASS")
        assert (hook.shown, post.shown) == ("https://example.com/…", "smtp://mail.example.com")
        assert "SECRET" not in repr(hook) + repr(post)
        assert "PASS" not in repr(hook) + repr(post)
        assert place_of("env:HOOK", {"HOOK": "https://example.com/SECRET"}).shown == "$HOOK"

    def test_password_from_the_environment(self) -> None:
        address = "smtps://me@mail.example.com?from=a@example.com&to=b@example.com"
        place = place_of(address, {"AUDITOR_SMTP_PASSWORD": "p"})
        assert (place.password, place.port, place.tls) == ("p", 465, "direct")

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("example.com/SECRET", "use https://"),
            ("ftp://user:SECRET@example.com", "use https://"),
            ("mattermost+https://example.com/SECRET", "slack, teams or json"),
            ("https://example.com:port/SECRET", "no valid address"),
            ("https://[::1/SECRET", "no valid address"),
            ("env:NOT_SET", "$NOT_SET"),
            ("smtp://user:SECRET@mail.example.com", "who gets the mail"),
            ("smtp://mail.example.com?from=a@example.com&to=b@example.com%0aBcc:x@y.z", "who gets the mail"),
            ("smtp://mail.example.com?from=a@e.com&to=b@e.com&password=SECRET", "not password"),
            ("smtp://mail.example.com?from=a@e.com&to=b@e.com&tls=maybe", "tls is one of"),
            ("smtp:///?from=a@e.com&to=b@e.com", "no mail server"),
        ],
    )
    def test_what_cannot_be_used_is_one_sentence_without_secrets(self, address: str, said: str) -> None:
        with pytest.raises(NoticeError) as caught:
            place_of(address, {})
        assert said in caught.value.problem.en
        assert "SECRET" not in caught.value.problem.en + caught.value.problem.zh

    def test_a_settings_file_holds_no_password(self) -> None:
        with pytest.raises(NoticeError, match="AUDITOR_SMTP_PASSWORD"):
            places_of((), ("smtp://me:SECRET@mail.example.com?from=a@e.com&to=b@e.com",), {})

    def test_addresses_are_no_part_of_what_reports_show(self) -> None:
        stated = settings_from({"notify": ["https://example.com/SECRET"]})
        assert stated.fingerprint() == settings_from({}).fingerprint()
        assert "SECRET" not in repr(stated) + stated.model_dump_json()


class TestWebhooks:
    def told(self, address: str, notice: Notice) -> list[str]:
        said: list[str] = []
        send([place_of(address, {})], notice, "en", said.append)
        return said

    def test_slack_escapes_what_could_be_a_link_or_a_mention(self, run: RunRecord) -> None:
        with webhook() as hook:
            assert self.told(f"slack+{hook.url}", notice_of(run)) == []
        (body,) = hook.bodies
        assert set(body) == {"text"}
        assert body["text"].startswith("*Feed audit: 2 errors")
        assert "Acorn &amp; &lt;Lane&gt;: 2 errors" in body["text"]

    def test_teams_gets_an_adaptive_card(self, run: RunRecord) -> None:
        with webhook() as hook:
            assert self.told(f"teams+{hook.url}", notice_of(run)) == []
        (attachment,) = hook.bodies[0]["attachments"]
        assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
        assert attachment["content"]["type"] == "AdaptiveCard"
        runs = [block["inlines"][0] for block in attachment["content"]["body"]]
        assert runs[0]["color"] == "Attention"
        assert any("木语" in one["text"] for one in runs)

    def test_json_for_anything_else(self, run: RunRecord) -> None:
        with webhook() as hook:
            assert self.told(hook.url, notice_of(run)) == []
        assert hook.bodies[0]["format"] == "auditor.notice"
        assert hook.bodies[0]["findings"] == {"info": 0, "warning": 1, "error": 2}

    def test_a_busy_server_is_asked_once_more(self, run: RunRecord, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.catalogs.notices.webhook.PAUSE", 0.01)
        with webhook([503]) as hook:
            assert self.told(hook.url, notice_of(run)) == []
        assert len(hook.bodies) == 2
        with webhook([503, 429]) as hook:
            assert "answered 429" in self.told(hook.url, notice_of(run))[0]

    @pytest.mark.parametrize("status", [302, 400, 404])
    def test_other_answers_are_said_without_the_secret(self, run: RunRecord, status: int) -> None:
        with webhook([status]) as hook:
            (said,) = self.told(hook.url, notice_of(run))
        assert f"answered {status}" in said
        assert said.startswith("The notice to http://127.0.0.1/… was not sent: ")
        assert "SECRET" not in said
        assert len(hook.bodies) == 1

    def test_nobody_there(self, run: RunRecord, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.catalogs.notices.webhook.PAUSE", 0.01)
        with webhook() as hook:
            pass
        (said,) = self.told(hook.url, notice_of(run))
        assert "cannot be reached (Connection refused)" in said

    def test_a_server_that_never_answers(self, run: RunRecord, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("auditor.catalogs.notices.webhook.TIMEOUT", 0.2)
        monkeypatch.setattr("auditor.catalogs.notices.webhook.PAUSE", 0.01)
        began = time.monotonic()
        with webhook(slow=1.0) as hook:
            (said,) = self.told(hook.url, notice_of(run))
        assert "did not answer in time" in said
        assert time.monotonic() - began < 30

    def test_patience_has_an_end(self, run: RunRecord) -> None:
        said: list[str] = []
        with webhook(slow=1.0) as hook:
            failed = send([place_of(hook.url, {})], notice_of(run), "en", said.append, patience=0.1)
        assert failed == 1
        assert "within 0 seconds" in said[0]

    def test_one_place_that_fails_does_not_keep_the_others_from_it(self, run: RunRecord) -> None:
        said: list[str] = []
        with webhook([400]) as first, webhook() as second:
            places = [place_of(first.url, {}), place_of(second.url, {})]
            assert send(places, notice_of(run), "zh", said.append) == 1
        assert len(second.bodies) == 1
        assert "审核本身不受影响" in said[0]


class TestMail:
    def address(self, port: int, more: str = "", user: str = "") -> str:
        return f"smtp://{user}127.0.0.1:{port}?from=audit@example.com&to=b@example.com,c@example.com{more}"

    def told(self, address: str, notice: Notice) -> list[str]:
        said: list[str] = []
        send([place_of(address, {})], notice, "zh", said.append)
        return said

    def test_a_mail_in_chinese(self, run: RunRecord) -> None:
        with mail_server() as post:
            assert self.told(self.address(post.port, "&tls=none"), notice_of(run)) == []
        mail = email.message_from_bytes(post.mails[0], policy=email.policy.default)
        assert mail["Subject"].startswith("文件审核：已审核 2 个文件")
        assert (mail["From"], mail["To"]) == ("audit@example.com", "b@example.com, c@example.com")
        assert mail["Auto-Submitted"] == "auto-generated"
        assert "木语" in mail.get_content()
        assert post.receivers == ["b@example.com", "c@example.com"]

    def test_encryption_is_demanded(self, run: RunRecord) -> None:
        with mail_server() as post:
            (said,) = self.told(self.address(post.port), notice_of(run))
        assert "STARTTLS" in said
        assert post.mails == []

    def test_encryption_and_login(
        self, run: RunRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl is not installed: no certificate to encrypt with")
        key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
        subprocess.run(
            [openssl, *REQUEST.split()],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with mail_server(tls=context, login=("me", "pass")) as post:
            (said,) = self.told(self.address(post.port, user="me:pass@"), notice_of(run))
            assert "CERTIFICATE_VERIFY_FAILED" in said, "nobody vouches for the certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with mail_server(tls=context, login=("me", "pass")) as post:
            assert self.told(self.address(post.port, user="me:pass@"), notice_of(run)) == []
            assert post.encrypted
        assert len(post.mails) == 1

    def test_wrong_password_and_refused_receivers(self, run: RunRecord) -> None:
        with mail_server(login=("me", "right")) as post:
            (said,) = self.told(self.address(post.port, "&tls=none", "me:SECRET@"), notice_of(run))
        assert "用户名或密码" in said
        assert "SECRET" not in said
        with mail_server(refuse=("b@example.com", "c@example.com")) as post:
            (said,) = self.told(self.address(post.port, "&tls=none"), notice_of(run))
        assert "b@example.com, c@example.com" in said


class TestCommand:
    BROKEN = (
        "sku,is_customizable,item_name,customization1_label,customization1_option1,customization1_option2\n"
        "A-1,true,Custom Mug,Add name?,Yes,No\n"
    )

    def auditor(self, *arguments: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, list(arguments))
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "f.csv").write_text(self.BROKEN, encoding="utf-8")
        return tmp_path

    def test_a_summary_is_sent(self, folder: Path) -> None:
        with webhook() as hook:
            code, _, said = self.auditor("audit", "f.csv", "--executor", "here", "--notify", hook.url, "-q")
        assert (code, said) == (1, "")
        assert hook.bodies[0]["files"] == {"all": 1, "audited": 1, "failed": 0}
        assert hook.bodies[0]["rules"] == []

    def test_details_only_when_asked_for(self, folder: Path) -> None:
        (folder / "auditor.toml").write_text('notify = ["env:HOOK"]\n', encoding="utf-8")
        with webhook() as hook, pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOOK", hook.url)
            self.auditor("audit", "f.csv", "--executor", "here", "--notify-details", "-q")
        rule = next(one for one in hook.bodies[0]["rules"] if one["code"] == "OP201")
        assert rule["skus"] == ["A-1"]

    def test_a_notice_that_fails_changes_nothing(self, folder: Path) -> None:
        with webhook([400]) as hook:
            code, _, said = self.auditor("audit", "f.csv", "--executor", "here", "--notify", hook.url, "-q")
        assert code == 1
        assert "The notice to http://127.0.0.1/… was not sent: the server answered 400" in said
        assert (folder / "reports" / "f.audit.xlsx").exists()

    def test_a_variable_that_is_not_set_costs_the_notice_only(self, folder: Path) -> None:
        code, _, said = self.auditor(
            "audit", "f.csv", "--executor", "here", "--notify", "env:NOT_SET_HERE", "-q"
        )
        assert code == 1
        assert "$NOT_SET_HERE" in said

    def test_a_run_that_cannot_begin_is_told_as_well(self, folder: Path) -> None:
        with webhook() as hook, Lock(folder / "reports" / ".auditor"):
            code, _, said = self.auditor("audit", "f.csv", "--executor", "here", "--notify", hook.url, "-q")
        assert code == 3
        assert "Another run" in said
        assert hook.bodies[0]["state"] == "failed"
        assert hook.bodies[0]["text"].startswith("Feed audit: the run into reports did not come to its end")

    def test_what_changed_since_the_last_run(self, folder: Path) -> None:
        asked = ("audit", "f.csv", "--executor", "here", "--since-last", "-q")
        self.auditor(*asked)
        (folder / "f.csv").write_text(self.BROKEN + self.BROKEN.splitlines()[1].replace("A-1", "A-2") + "\n")
        with webhook() as hook:
            self.auditor(*asked, "--notify", hook.url)
        assert hook.bodies[0]["changes"]["new"] > 0
        assert hook.bodies[0]["changes"]["still"] > 0

    def test_an_address_that_cannot_be_used_is_a_usage_error(self, folder: Path) -> None:
        code, _, said = self.auditor("audit", "f.csv", "--notify", "ftp://user:SECRET@example.com")
        assert code == 2
        assert "SECRET" not in said
        assert not (folder / "reports").exists()
