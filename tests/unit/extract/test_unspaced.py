"""Reports in scripts without blanks: what a reader finds there needs no blanks."""

import pytest

from reportbot.extract.rules import RulesEngine
from reportbot.extract.titles import is_work
from reportbot.extract.words import compile_words, shipped
from reportbot.models import Document


def items(text):
    return RulesEngine().extract(Document("d1", "r.md", "", "0" * 64, tuple(text.split("\n"))), None).items


def told(text):
    return [(item.title, item.status) for item in items(text)]


def test_titles_keep_the_marks_of_the_author():
    assert told("## 待办事项\n\n1、优化大文档（>10 万字）的打开速度，先做分析") == [
        ("优化大文档（>10 万字）的打开速度，先做分析", "open")
    ]


def test_wide_marks_and_leads_are_read_like_narrow_ones():
    assert told("■ 完了\n・画面の修正\n\n■ 今後の予定\n・検索機能の追加（担当：早川、期限：2025/02/18）") == [
        ("画面の修正", "done"),
        ("検索機能の追加", "open"),
    ]


def test_owner_and_date_behind_the_work():
    first, second = items("## 下周计划\n\n- 迁移对账脚本，负责人：周启明\n- 準備資料 2025/02/18まで")
    assert (first.owner, second.due) == ("周启明", "2025-02-18")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("把文件迁移到新的服务器 → 已完成（10月3日）", "done"),
        ("旧サーバーの解約 → 中止（3月まで延長）", "dropped"),
        ("プッシュ通知の移行 #532 で対応中", "tracked"),
        ("附件清理任务 → #88 跟进", "tracked"),
        ("取消订单接口：返回值不对", "open"),
    ],
)
def test_progress_is_read_behind_the_work(line, status):
    assert [item.status for item in items(f"## TODO\n\n- [ ] {line}")] == [status]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("修复登录页面", True),
        ("修复了登录页面", False),
        ("検索機能の追加", True),
        ("検索機能を追加した", False),
        ("登录页面", False),
    ],
)
def test_a_verb_of_work_that_has_been_done_is_none(text, answer):
    assert is_work(text, shipped()) is answer


def test_one_character_counts_only_alone():
    words = compile_words([{"priority": {"high": ["高"], "low": ["低い"]}}])
    assert words.pattern("priority", "high").search("优先级: 高")
    assert not words.pattern("priority", "high").search("高速")
    assert words.pattern("priority", "low").search("優先度が低いもの")


def test_a_chapter_with_a_name_of_its_own_is_not_opened_by_the_title():
    assert told("# Known issues\n\n## 1. Resolved\n\n- Crash at start\n\n## 2. Open\n\n- Menu flickers") == [
        ("Crash at start", "done"),
        ("Menu flickers", "open"),
    ]


def test_letters_number_headings_too():
    assert told("## Remaining tasks\n\n### A. Two approvals\n- Count them\n\n### B. Second attempt\n- Copy it") == [
        ("Two approvals", "open"),
        ("Second attempt", "open"),
    ]


def test_decisions_with_ids_are_records():
    assert told("## 決定事項\n\n| ID | 内容 |\n|---|---|\n| d-1 | 取り置き期限は七日間とする |") == []


def test_a_legend_of_levels_is_no_work():
    assert told("## 说明\n\n- P0：必须在下个版本前解决\n- P1：下个版本解决") == []
