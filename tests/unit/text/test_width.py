"""East Asian text in the form that all readers know, and back."""

import pytest

from reportbot.text.width import narrowed, spaced


def lines_of(text):
    return list(narrowed(text.split("\n")).lines)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("修复（紧急）：登录失败。", "修复 (紧急): 登录失败."),
        ("支持API v2、Redis的缓存！", "支持 API v2, Redis 的缓存!"),
        ("#88で対応", "#88 で対応"),
        ("【高】优化首页", "[高] 优化首页"),
        ("【x】", "【x】"),
        ("- **状态：**已完成", "- **状态:**已完成"),
        ("Plain text: (nothing) to do.", "Plain text: (nothing) to do."),
    ],
)
def test_marks_are_narrow_with_blanks_beside_them(written, read):
    assert spaced(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## 一、本周完成", "## 1. 本周完成"),
        ("## 十二、附录", "## 12. 附录"),
        ("### （3）配对", "### 3. 配对"),
        ("１．設計", "1. 設計"),
        ("②測試", "2. 測試"),
        ("・修正する", "- 修正する"),
        ("　・細部", "  - 細部"),
        ("□ 未着手の作業", "☐ 未着手の作業"),
        ("・・・", "・・・"),
        ("2024年の計画", "2024 年の計画"),
    ],
)
def test_what_starts_a_line_is_written_as_markdown_has_it(written, read):
    assert lines_of(written) == [read]


def test_a_line_with_a_dot_over_a_list_of_another_kind_is_its_label():
    assert lines_of("■ 今週の実績\n・修正した\n\n【予定】\n・調べる") == [
        "**今週の実績**", "- 修正した", "", "**予定**", "- 調べる",
    ]  # fmt: skip


def test_entries_with_the_same_dot_are_a_list():
    assert lines_of("■ 修正する\n■ 調べる") == ["- 修正する", "- 調べる"]


def test_code_and_text_in_other_scripts_stay_as_they_are():
    assert lines_of("说明：\n```\nＡ：b（c）\n```")[1:] == ["```", "Ａ：b（c）", "```"]
    assert lines_of("● one: two\n1) three") == ["● one: two", "1) three"]


@pytest.mark.parametrize(
    "written",
    [
        "修复（紧急）：登录失败，然后重试",
        "支持API v2、Redis的缓存",
        "修复 #88（高）",
        "更新 README.md 的说明: 见（附录）",
        "APIの設計、DBの移行",
    ],
)
def test_what_was_taken_from_the_lines_gets_its_marks_back(written):
    read = narrowed([f"- **{written}**"])
    assert read.restored(spaced(written)) == written
    assert read.restored(read.lines[0]) == f"- **{written}**"
