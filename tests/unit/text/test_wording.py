import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.similarity import is_same_wording
from reportbot.text.wording import guess_language, index_terms, normalise, wording


def keys(text, language=None):
    return [word.key for word in wording(text, language).words]


def test_stop_words_are_left_out():
    assert keys("the light of a lamp") == ["light", "lamp"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("retries", "retrying"),
        ("tokenised", "tokenized"),
        ("colour", "color"),
        ("sign in", "login"),
        ("e-mail", "emails"),
        ("Broken", "failing"),
        ("bump", "upgrade"),
    ],
)
def test_what_means_the_same_has_one_key(one, other):
    assert keys(one, "en") == keys(other, "en")


def test_german_has_its_own_stems_and_shares_the_names_of_synonyms():
    assert keys("Passwörter der Benutzer", "de") == keys("passwords of the users", "en")


def test_an_identifier_is_kept_whole_and_in_parts():
    word = wording("userListView").words[0]
    assert (word.raw, word.parts) == ("userlistview", ("user", "list", "view"))


@pytest.mark.parametrize(
    "text", ["src/api/users.py", "io_uring", "std::vector", "REF-01-002", "TypeError", "v2.1", "c++"]
)
def test_code_is_one_word(text):
    assert len(wording(text).words) == 1


def test_two_words_with_a_slash_between_are_two():
    assert [word.raw for word in wording("JavaScript/TypeScript").words] == ["javascript", "typescript"]


def test_numbers_stand_for_themselves():
    assert wording("phase 2 of v3, HTTP 404").numbers == {"2", "v3", "404"}


def test_an_issue_number_is_no_word():
    assert keys("follow up on #123") == keys("follow up on")


def test_a_verb_that_is_a_noun_too_counts_before_an_article_only():
    assert [word.action for word in wording("Build a server").words] == ["make", ""]
    assert [word.action for word in wording("Build server crashes").words] == ["", "", ""]


def test_scripts_without_spaces_become_pairs():
    assert keys("障害復旧") == ["障害", "restore"]


def test_error_strings_are_searched_as_a_whole():
    assert "connection_reset_by_peer" in index_terms('fails with "Connection reset by peer"')


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Write the guide for new users", "en"),
        ("Anleitung für neue Benutzer schreiben", "de"),
        ("kubectl", "en"),
    ],
)
def test_the_language_is_guessed(text, language):
    assert guess_language(text) == language


def test_typographic_signs_become_plain():
    assert normalise("„Don’t” – stop\u00ad") == normalise('"Don\'t" stop')


@given(st.text())
def test_any_text_can_be_taken_apart(text):
    for word in wording(text).words:
        assert word.raw
        assert " " not in word.key


@given(st.text())
def test_terms_hold_no_white_space(text):
    assert all(len(term.split()) == 1 for term in index_terms(text))


def test_an_elided_article_is_no_part_of_a_word():
    assert [word.raw for word in wording("Traduire l'interface d'accueil", "fr").words] == [
        "traduire",
        "interface",
        "accueil",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("支持导出订单列表为 CSV", "订单列表导出 CSV"),
        ("登入頁面錯誤", "登录页面报错"),
        ("修复支付超时后重复扣款的问题", "支付超时后会重复扣款"),
        ("CSV で予約一覧を出力できるようにする", "予約一覧の CSV 出力"),
        ("サーバーの設定", "サーバの設定"),
        ("ﾛｸﾞｲﾝ画面を修正する", "ログイン画面の修正"),
        ("管理画面にダークモードを追加する", "管理画面のダークモード対応"),
    ],
)
def test_text_without_blanks_is_cut_at_known_words(first, second):
    assert is_same_wording(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("上传营业执照", "下载营业执照"), ("大人料金の設定", "子供料金の設定"), ("添加登录日志", "添加支付日志")],
)
def test_other_words_without_blanks_are_other_work(first, second):
    assert not is_same_wording(first, second)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("用户登录失败", "zh"),
        ("優化首頁的載入速度", "zh"),
        ("通知が届かない", "ja"),
        ("ダッシュボード", "ja"),
        ("Add a login page", "en"),
    ],
)
def test_the_language_of_text_without_blanks_is_guessed_by_its_characters(text, language):
    assert guess_language(text) == language
