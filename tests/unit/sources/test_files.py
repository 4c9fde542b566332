import io
import os
import socket
from pathlib import Path

import pytest

from reportbot.sources.files import expand
from reportbot.sources.interface import RawSource, Skipped


@pytest.fixture
def root(tmp_path, monkeypatch):
    root = tmp_path / "work"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


def write(path, text="text"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def read(root, *arguments, stdin=b"", limit_bytes=1000):
    return list(expand(arguments, root=root, stdin=io.BytesIO(stdin), limit_bytes=limit_bytes))


def names(root, *arguments):
    return [found.name for found in read(root, *arguments) if isinstance(found, RawSource)]


def reasons(root, *arguments, **options):
    return {found.source: found.reason for found in read(root, *arguments, **options) if isinstance(found, Skipped)}


def test_a_file_is_read_as_bytes_under_its_path_from_the_root(root):
    write(root / "reports/may.md").write_bytes(b"a\r\n\xff")
    assert read(root, "reports/may.md") == [RawSource("reports/may.md", b"a\r\n\xff")]


def test_the_digest_is_that_of_the_bytes_read():
    assert RawSource("a.md", b"abc").sha256.startswith("ba7816bf")


def test_names_start_at_the_root_even_when_the_command_runs_in_a_folder_below(root, monkeypatch):
    write(root / "reports/may.md")
    monkeypatch.chdir(root / "reports")
    assert names(root, "may.md", "../reports/may.md") == ["reports/may.md"]


def test_a_file_outside_the_root_may_be_named_and_keeps_the_name_as_given(root):
    write(root.parent / "elsewhere.md")
    assert names(root, "../elsewhere.md") == ["../elsewhere.md"]


def test_a_folder_gives_its_reports_sorted_and_nothing_hidden(root):
    for name in ("b.md", "a.MD", "sub/c.txt", "sub/d.rst", "e.markdown", "f.py", ".git/g.md", "node_modules/h/i.md"):
        write(root / "reports" / name)
    assert names(root, "reports") == [
        "reports/a.MD", "reports/b.md", "reports/e.markdown", "reports/sub/c.txt", "reports/sub/d.rst",
    ]  # fmt: skip


def test_the_root_itself_may_be_named(root):
    write(root / "todo.md")
    assert names(root, ".") == ["todo.md"]


def test_a_file_of_any_suffix_may_be_named(root):
    write(root / "TODO")
    assert names(root, "TODO") == ["TODO"]


def test_two_stars_cross_folders_and_find_files_directly_below_too(root):
    for name in ("reports/a.md", "reports/x/b.md", "reports/x/y/c.md", "reports/x/y/c.txt", "reports/.z/d.md"):
        write(root / name)
    assert names(root, "reports/**/*.md") == ["reports/a.md", "reports/x/b.md", "reports/x/y/c.md"]


def test_a_pattern_that_ends_in_two_stars_gives_the_reports_of_the_folder(root):
    write(root / "reports/x/a.md")
    assert names(root, "reports/**") == ["reports/x/a.md"]


def test_one_star_stays_in_its_folder(root):
    write(root / "reports/a.md")
    write(root / "reports/x/b.md")
    assert names(root, "reports/*.md") == ["reports/a.md"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(root):
    write(root / "report[1].md")
    assert names(root, "report[1].md") == ["report[1].md"]


def test_a_file_named_twice_is_read_once(root):
    write(root / "a.md")
    (root / "b.md").symlink_to("a.md")
    assert names(root, "a.md", "./a.md", "*.md", ".") == ["a.md"]


def test_the_order_of_the_arguments_is_kept(root):
    write(root / "a.md")
    write(root / "b.md")
    assert names(root, "b.md", "-", "a.md") == ["b.md", "<stdin>", "a.md"]


def test_standard_input_has_a_name_of_its_own(root):
    assert read(root, "-", "-", stdin=b"hello") == [RawSource("<stdin>", b"hello")]


def test_standard_input_that_is_closed_is_skipped(root):
    stdin = io.BytesIO()
    stdin.close()
    (found,) = expand(["-"], root=root, stdin=stdin, limit_bytes=10)
    assert isinstance(found, Skipped)
    assert found.reason == "unreadable"


@pytest.mark.parametrize(
    ("argument", "reason"),
    [("gone.md", "missing"), ("gone/*.md", "no-match"), ("nul\0.md", "missing"), ("x" * 300 + ".md", "unreadable")],
)
def test_what_is_not_there_is_skipped_with_a_next_step(root, argument, reason):
    (found,) = read(root, argument)
    assert isinstance(found, Skipped)
    assert found.reason == reason
    assert found.cause
    assert found.next_step.endswith(".")


def test_a_folder_without_reports_is_skipped(root):
    write(root / "empty/code.py")
    assert reasons(root, "empty") == {"empty": "no-files"}


def test_one_bad_source_does_not_stop_the_others(root):
    write(root / "a.md")
    write(root / "z.md")
    assert names(root, "a.md", "gone.md", "z.md") == ["a.md", "z.md"]


@pytest.mark.parametrize("size", [1001, 5000])
def test_adv_102_a_source_over_the_limit_is_skipped_and_the_setting_is_named(root, size):
    write(root / "big.md", "x" * size)
    for argument, stdin in (("big.md", b""), ("-", b"x" * size)):
        (found,) = read(root, argument, stdin=stdin)
        assert isinstance(found, Skipped)
        assert found.reason == "too-large"
        assert "1,000 bytes" in found.cause
        assert "max_bytes" in found.next_step


def test_a_source_of_exactly_the_limit_is_read(root):
    write(root / "full.md", "x" * 1000)
    assert names(root, "full.md") == ["full.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_adv_112_pipes_sockets_and_devices_are_skipped_without_waiting(root):
    write(root / "reports/a.md")
    os.mkfifo(root / "reports/pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("reports/socket.md")
        (root / "reports/zero").symlink_to("/dev/zero")
        assert names(root, "reports") == ["reports/a.md"]
        assert reasons(root, "reports", "reports/pipe", "/dev/zero") == {
            "reports/pipe": "not-a-file",
            "reports/socket.md": "not-a-file",
            "reports/zero": "symlink-outside",
            "/dev/zero": "not-a-file",
        }


def test_adv_112_links_out_of_the_root_and_loops_are_skipped(root):
    write(root.parent / "secret.md", "hidden")
    write(root / "reports/a.md")
    (root / "reports/link").symlink_to(root.parent / "secret.md")
    (root / "reports/out").symlink_to(root.parent)
    (root / "reports/loop").symlink_to(".")
    (root / "reports/self.md").symlink_to("self.md")
    assert names(root, "reports", "reports/**/*") == ["reports/a.md"]
    assert reasons(root, "reports") == {
        "reports/link": "symlink-outside",
        "reports/out": "symlink-outside",
        "reports/loop": "symlink-loop",
        "reports/self.md": "symlink-loop",
    }


def test_a_link_that_stays_inside_the_root_is_read_under_the_name_of_its_file(root):
    write(root / "docs/plan.md")
    (root / "reports").mkdir()
    (root / "reports/plan.md").symlink_to("../docs/plan.md")
    assert names(root, "reports") == ["docs/plan.md"]


def test_a_link_to_a_folder_elsewhere_in_the_root_is_reported(root):
    write(root / "reports/a.md")
    write(root / "docs/b.md")
    (root / "reports/docs").symlink_to("../docs")
    assert reasons(root, "reports") == {"reports/docs": "symlink-folder"}


def test_a_link_that_the_user_names_is_followed_out_of_the_root(root):
    write(root.parent / "elsewhere/a.md")
    (root / "file.md").symlink_to(root.parent / "elsewhere/a.md")
    (root / "folder").symlink_to(root.parent / "elsewhere")
    assert names(root, "file.md") == ["file.md"]
    assert names(root, "folder") == ["folder/a.md"]


def test_a_link_to_nothing_is_skipped(root):
    (root / "a.md").symlink_to("gone.md")
    assert reasons(root, ".", "a.md") == {"a.md": "missing"}


def test_a_name_that_is_no_utf8_can_be_shown(root):
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.md")).write_text("text")
    assert names(root, ".") == ["caf\\xe9.md"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read_is_skipped(root):
    write(root / "a/b.md").chmod(0)
    (root / "a/c").mkdir(mode=0)
    assert reasons(root, "a") == {"a/b.md": "unreadable", "a/c": "unreadable"}


def test_adv_115_a_file_that_grows_past_the_limit_while_it_is_read_is_skipped(root):
    class Growing(io.BytesIO):
        def read(self, size=-1, /):
            self.write(b"x" * 2000)
            self.seek(0)
            return super().read(size)

    (found,) = expand(["-"], root=root, stdin=Growing(), limit_bytes=1000)
    assert isinstance(found, Skipped)
    assert found.reason == "too-large"


def test_adv_115_a_file_that_changes_afterwards_keeps_the_bytes_that_were_read(root):
    path = write(root / "a.md", "before")
    sources = expand(["a.md"], root=root, stdin=io.BytesIO(), limit_bytes=1000)
    found = next(sources)
    path.unlink()
    assert isinstance(found, RawSource)
    assert found.data == b"before"


def test_adv_115_a_file_that_is_deleted_before_it_is_read_is_skipped(root):
    write(root / "a.md")
    write(root / "b.md")
    sources = expand(["*.md"], root=root, stdin=io.BytesIO(), limit_bytes=1000)
    next(sources)
    (root / "b.md").unlink()
    (found,) = sources
    assert isinstance(found, Skipped)
    assert found.reason == "missing"
