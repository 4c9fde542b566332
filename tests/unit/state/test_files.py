import os
import stat

import pytest

from reportbot.errors import StateError
from reportbot.state import files


class Died(BaseException):
    pass


def go_on(_step):
    pass


def steps_of(action):
    seen = []
    action(seen.append)
    return seen


def dies_at(number):
    left = iter(range(number))

    def step(_name):
        if next(left, None) is None:
            raise Died

    return step


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "a.md"
    files.write(path, b"one", step=go_on)
    files.write(path, b"two", step=go_on)
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_whoever_dies_on_the_way_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "a.md"
    total = len(steps_of(lambda step: files.write(tmp_path / "x", b"12345678", step=step)))
    assert total >= 4
    for number in range(total):
        path.write_bytes(b"old")
        with pytest.raises(Died):
            files.write(path, b"new content", step=dies_at(number))
        assert path.read_bytes() in (b"old", b"new content")


def test_sweep_removes_what_the_dead_left(tmp_path):
    with pytest.raises(Died):
        files.write(tmp_path / "a.md", b"new", step=dies_at(2))
    assert list(tmp_path.iterdir()) != []
    files.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_permissions_of_a_replaced_file_stay(tmp_path):
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o600)
    files.write(path, b"new", step=go_on)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_refused_write_leaves_nothing_behind(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(StateError):
        files.write(tmp_path / "folder", b"new", step=go_on)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_adv_114_a_link_is_never_written_through(tmp_path):
    target = tmp_path / "passwd"
    target.write_bytes(b"root")
    (tmp_path / "a.md").symlink_to(target)
    with pytest.raises(StateError, match="symbolic link"):
        files.write(tmp_path / "a.md", b"new", step=go_on)
    assert target.read_bytes() == b"root"


@pytest.mark.parametrize("moment", ["open", "write the rest", "flush", "replace"])
def test_adv_114_a_link_put_there_between_check_and_write_is_not_followed(tmp_path, moment):
    target, path = tmp_path / "passwd", tmp_path / "drafts" / "a.md"
    target.write_bytes(b"root")
    path.parent.mkdir()
    path.write_bytes(b"old")

    def step(name):
        if name.startswith(moment):
            path.unlink()
            path.symlink_to(target)

    if moment == "replace":  # the last moment: the link itself is replaced, and its target stays as it is
        files.write(path, b"new", step=step)
    else:
        with pytest.raises(StateError, match="symbolic link"):
            files.write(path, b"new", step=step)
    assert target.read_bytes() == b"root"


def test_adv_114_a_folder_exchanged_for_a_link_is_not_followed(tmp_path):
    elsewhere, drafts = tmp_path / "elsewhere", tmp_path / "drafts"
    elsewhere.mkdir()
    drafts.symlink_to(elsewhere)
    with pytest.raises(StateError, match="symbolic link"):
        files.write(drafts / "a.md", b"new", step=go_on)
    assert list(elsewhere.iterdir()) == []


def test_adv_114_a_link_in_place_of_the_temporary_file_is_not_followed(tmp_path):
    target = tmp_path / "passwd"
    target.write_bytes(b"root")
    (tmp_path / files.temporary_name("a.md")).symlink_to(target)
    files.write(tmp_path / "a.md", b"new", step=go_on)
    assert (target.read_bytes(), (tmp_path / "a.md").read_bytes()) == (b"root", b"new")


def test_an_appended_line_stands_on_its_own(tmp_path):
    path = tmp_path / "ledger.jsonl"
    files.append(path, b"one\n", step=go_on)
    path.write_bytes(path.read_bytes() + b"torn")
    files.append(path, b"two\n", step=go_on)
    assert path.read_bytes() == b"one\ntorn\ntwo\n"


def test_nothing_is_appended_through_a_link(tmp_path):
    (tmp_path / "target").write_bytes(b"")
    (tmp_path / "ledger.jsonl").symlink_to(tmp_path / "target")
    with pytest.raises(StateError, match="symbolic link"):
        files.append(tmp_path / "ledger.jsonl", b"one\n", step=go_on)
    assert (tmp_path / "target").read_bytes() == b""


def test_a_pipe_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(StateError, match="not a regular file"):
        files.read(tmp_path / "a.md")


def test_a_link_a_folder_and_a_giant_are_not_read(tmp_path):
    (tmp_path / "giant").write_bytes(b"x" * 11)
    (tmp_path / "link").symlink_to(tmp_path / "giant")
    for name, cause in [("link", "symbolic link"), (".", "not a regular file"), ("giant", "at most 10")]:
        with pytest.raises(StateError, match=cause):
            files.read(tmp_path / name, limit=10)


def test_what_the_system_refuses_is_explained(tmp_path):
    with pytest.raises(StateError, match="cannot be read: No such file"):
        files.read(tmp_path / "gone")
    with pytest.raises(StateError, match="cannot be written: No such file"):
        files.write(tmp_path / "gone" / "a.md", b"x", step=go_on)
