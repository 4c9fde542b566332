"""The whole job on one report after another: what comes out of `analyze --json`, and what comes back never."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"
DEMO = FIXTURES / "demo"


def reportbot(folder, *arguments, stdin=b""):
    command = [sys.executable, "-m", "reportbot.cli.main", *arguments]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)


def analysis(folder, *arguments, stdin=b""):
    done = reportbot(folder, "analyze", *arguments, "--json", stdin=stdin)
    assert done.returncode in (0, 5), done.stderr.decode()
    return json.loads(done.stdout)


def test_the_demo_drafts_what_nobody_tracks(tmp_path):
    found = analysis(tmp_path, str(DEMO / "report.md"), "--issues", str(DEMO / "issues.json"))
    verdicts = {item["title"]: match["verdict"] for item, match in zip(found["items"], found["matches"], strict=True)}
    assert verdicts["Retry webhook deliveries with backoff"] == "tracked"
    assert verdicts["Measure cold start times of the worker image"] == "tracked"
    assert verdicts["Add dark mode to the status page"] == "declined"
    assert verdicts["Delete the old load balancer"] == "done"
    assert verdicts["Export job dies on empty projects"] == "new"
    assert {draft["state"] for draft in found["drafts"]} == {"pending"}


def test_rejected_stays_rejected_when_the_report_moves_and_rewords_it(tmp_path):
    (tmp_path / "monday.md").write_text("## Next steps\n\n- Write the runbook for failing over the message broker\n")
    (draft,) = analysis(tmp_path, "monday.md")["drafts"]
    assert reportbot(tmp_path, "reject", draft["id"], "--reason", "the broker goes away").returncode == 0
    (tmp_path / "tuesday.md").write_text(
        "# Status\n\n## Open items\n\n* [ ] Write the fail over runbook for the message broker\n"
    )
    found = analysis(tmp_path, "tuesday.md")
    assert found["drafts"] == []
    assert [match["verdict"] for match in found["matches"] if match["by"] == "draft"] == ["declined"]


def test_one_bad_file_stops_nothing(tmp_path):
    (tmp_path / "good.md").write_text("## Next steps\n\n- Rotate the signing keys\n")
    (tmp_path / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = reportbot(tmp_path, "analyze", "bad.md", "good.md", "missing.md", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 5
    assert [document["skipped"] for document in found["documents"]] == ["binary", None, "missing"]
    assert len(found["drafts"]) == 1


@pytest.mark.parametrize(
    "text",
    ["[" * 65_536, "![[" * 21_845, "> " * 20_000 + "x", "<div>" * 20_000, "- " * 20_000, "* [ ] x\n" * 3_000],
    ids=["adv-099", "adv-100", "quotes", "html", "bullets", "boxes"],
)
def test_hostile_text_is_read_and_nothing_hangs(tmp_path, text):
    found = analysis(tmp_path, "-", "--dry-run", stdin=f"## Next steps\n\n- Rotate the keys\n\n{text}\n".encode())
    assert "Rotate the keys" in {item["title"] for item in found["items"]}


def test_a_secret_in_a_report_is_masked_and_holds_the_draft(tmp_path):
    token = "ghp_" + "a1B2c3D4e5" * 4
    (tmp_path / "report.md").write_text(f"## Next steps\n\n- Rotate the token {token} of the deploy bot\n")
    (draft,) = analysis(tmp_path, "report.md")["drafts"]
    assert "secret" in draft["held_for"]
    written = "".join(path.read_text() for path in (tmp_path / ".reportbot").rglob("*") if path.is_file())
    assert token not in written
    assert reportbot(tmp_path, "approve", draft["id"]).returncode != 0
    assert reportbot(tmp_path, "approve", draft["id"], "--ack-secrets").returncode == 0


def test_mojibake_gives_the_same_items_as_the_clean_text(tmp_path):
    clean = (FIXTURES / "reports" / "projektstand.md").read_bytes()
    broken = _twice(clean)
    one, two = analysis(tmp_path, "-", "--dry-run", stdin=clean), analysis(tmp_path, "-", "--dry-run", stdin=broken)
    assert two["documents"][0]["repairs"] == ["encoding"]
    assert [(item["id"], item["title"]) for item in one["items"]] == [
        (item["id"], item["title"]) for item in two["items"]
    ]


def _twice(data: bytes) -> bytes:
    """UTF-8 read as cp1252, with C1 controls where cp1252 has nothing, and written as UTF-8 again."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data).encode()
