import pytest

from reportbot.extract.interface import looks_like_task


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] rotate",
        "* [] rotate",
        "1. [ ] rotate",
        "[ ] rotate",
        "  - [ ] rotate",
        "> - [ ] rotate",
        "☐ rotate",
        "- ⬜ rotate",
        "## ☐ rotate",
        "### [ ] rotate",
        "TODO: rotate",
        "- TODO: rotate",
        "FIXME(ann): rotate",
        "ACTION (Ann): rotate",
        "ACTION: rotate",
        "ACTION ITEM: rotate",
        "**TODO:** rotate",
        "- \\[ \\] rotate",
        "(3) [ ] rotate",
        "・［ ］鍵を更新する",
        "１．［　］鍵を更新する",
        "□ 更换密钥",
        "① [ ] 更换密钥",
        "TODO：更换密钥",
        "ACTION（小李）：更换密钥",
    ],
    ids=lambda line: line,
)
def test_a_task_is_known_by_its_form(line):
    assert looks_like_task(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "rotate the keys",
        "- rotate",
        "- [x] rotate",
        "☑ rotate",
        "- [ ](https://example.org)",
        "todo lists are useful",
        "reaction: strong",
        "TODO",
        "- [ ]",
        "see [ ] below",
        "ACTION plan",
        "- [1] footnote",
    ],
    ids=lambda line: line or "empty",
)
def test_other_lines_are_no_tasks(line):
    assert not looks_like_task(line)
