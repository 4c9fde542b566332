import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import SourceError
from reportbot.text.decode import decode, split_lines

GERMAN = "Schlüssel für die Übergabe tauschen – „später“ prüfen.\n- Größe messen\n"
RUSSIAN = "Исправить ошибку входа и добавить тесты.\n- обновить ключи\n"
JAPANESE = "ログインの不具合を修正し、テストを追加する。\n- 監視を設定する\n"
CHINESE = "修复登录错误并添加测试。\n- 更新密钥\n"


def misread(text):
    """Return ``text`` as UTF-8 that was taken for cp1252; bytes unknown to cp1252 come through as C1 controls."""
    return "".join(_as_cp1252(byte) for byte in text.encode())


def _as_cp1252(byte):
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def refusal(data):
    with pytest.raises(SourceError) as caught:
        decode(data, "reports/may.md")
    return caught.value


def test_plain_utf8_comes_through_unchanged():
    decoded = decode("# Größe ✅\n\n- a\tb\n".encode(), "a.md")
    assert decoded.lines == ("# Größe ✅", "", "- a\tb")
    assert decoded.repairs == ()


def test_adv_106_lines_end_at_lf_crlf_and_cr_and_nowhere_else():
    text = "one\rtwo\r\nthree\n\nfour\x0bfour\x0cfour\x85four\u2028four\x1efour"
    assert split_lines(text) == ("one", "two", "three", "", "four\x0bfour\x0cfour\x85four\u2028four\x1efour")
    assert decode(text.encode(), "a.md").lines == split_lines(text)


def test_a_final_line_ending_starts_no_line():
    assert split_lines("a\n") == split_lines("a") == ("a",)
    assert split_lines("a\n\n") == ("a", "")
    assert split_lines("") == ()


def test_adv_106_stray_nuls_are_removed():
    decoded = decode(b"- rotate\0 the keys\n- done\0\n", "a.md")
    assert decoded.lines == ("- rotate the keys", "- done")
    assert decoded.repairs == ("nul",)


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, CHINESE, "- [ ] plain\n"])
@pytest.mark.parametrize(
    ("mark", "codec", "repair"),
    [
        (codecs.BOM_UTF8, "utf-8", "bom"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (b"", "utf-16-le", "utf-16"),
        (b"", "utf-16-be", "utf-16"),
    ],
)
def test_unicode_encodings_are_read_with_and_without_a_mark(text, mark, codec, repair):
    decoded = decode(mark + text.encode(codec), "a.md")
    assert decoded.lines == split_lines(text)
    assert decoded.repairs == (repair,)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (GERMAN, "cp1252"),
        ("Call Zoë\n", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (CHINESE, "big5"),
        ("로그인 오류를 수정하고 테스트를 추가한다.\n", "cp949"),
        ("Proszę sprawdzić błędy w usłudze kolejki i dodać testy współbieżności.\n", "cp1250"),
    ],
)
def test_legacy_encodings_are_recognised(text, codec):
    writable = text.encode(codec, "ignore")
    decoded = decode(writable, "a.md")
    assert decoded.lines == split_lines(writable.decode(codec))
    assert decoded.repairs[0].startswith("legacy-8bit:")


def test_short_western_text_is_taken_for_cp1252():
    assert decode(b"caf\xe9 \x96 open", "a.md").repairs == ("legacy-8bit:cp1252",)


def test_bad_bytes_in_a_utf8_file_are_replaced_and_the_rest_is_kept():
    decoded = decode("größer größer ".encode() + b"\xff x", "a.md")
    assert decoded.lines == ("größer größer \ufffd x",)
    assert decoded.repairs == ("replaced",)


def test_utf16_that_is_cut_in_the_middle_of_a_character_is_read():
    decoded = decode("open".encode("utf-16") + b"x", "a.md")
    assert decoded.lines == ("open\ufffd",)
    assert decoded.repairs == ("utf-16", "replaced")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)), id="all-bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"text" * 50, id="png"),
        pytest.param(b"%PDF-1.7\nplain text follows", id="pdf"),
        pytest.param(b"PK\x03\x04 a document", id="zip"),
        pytest.param(b"\0" * 64, id="nuls"),
        pytest.param(b"\x01\x02ab" * 20, id="controls"),
        pytest.param(bytes([0x80, 0x03, 0x91, 0x11]) * 20, id="controls-in-eight-bit-data"),
    ],
)
def test_adv_103_binary_data_is_refused_with_a_next_step(data):
    error = refusal(data)
    assert (error.source, error.reason) == ("reports/may.md", "binary")
    assert error.next_step


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u3000\n".encode("utf-16")])
def test_a_source_without_text_is_refused_as_empty(data):
    assert refusal(data).reason == "empty"


def test_adv_102_a_million_empty_lines_are_empty_and_one_long_line_is_a_line():
    assert refusal(b"\n" * 1_000_000).reason == "empty"
    assert len(decode(b"a" * 5_000_000, "a.md").lines) == 1


@pytest.mark.parametrize("size", [65_536, 1])
def test_adv_099_a_file_of_brackets_is_one_line(size):
    assert decode(b"[" * size, "a.md").lines == ("[" * size,)


def test_adv_105_double_encoded_text_is_repaired():
    decoded = decode("MÃ¼ller â€“ cafÃ©".encode(), "a.md")
    assert decoded.lines == ("Müller – café",)
    assert decoded.repairs == ("encoding",)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_repair_keeps_every_line(ending):
    clean = ["# ✅ Überblick", "", "- 🔴 hoch — „morgen“", "plain", "☐ prüfen…", "à faire, 日本"]
    decoded = decode(ending.join(misread(line) for line in clean).encode(), "a.md")
    assert decoded.lines == tuple(clean)


def test_the_repair_touches_neither_curly_quotes_nor_decomposed_letters():
    decoded = decode(("“kept” and e\u0301\n" + misread("größer\nälter\nkühl\nübel\nöde\nüber")).encode(), "a.md")
    assert decoded.lines[0] == "“kept” and e\u0301"
    assert decoded.lines[1] == "größer"


def test_text_that_was_double_encoded_twice_is_put_right_twice():
    assert decode(misread(misread("größer – ✅")).encode(), "a.md").lines == ("größer – ✅",)


def test_a_sequence_that_lost_its_no_break_space_is_repaired():
    broken = misread("déjà vu, à côté").replace("\xa0", " ")
    assert decode(broken.encode(), "a.md").lines[0].split() == ["déjà", "vu,", "à", "côté"]


def test_a_misread_byte_order_mark_disappears():
    assert decode("ï»¿# Title".encode(), "a.md").lines == ("# Title",)


@pytest.mark.parametrize(
    "text",
    [
        "Müller shows as MÃ¼ller on the invoice page",
        "The export shows `MÃ¼ller` and `cafÃ©`",
        "CAFÉ… «ÉTÉ» MENÜ”",
        "«fermé»… MAÇÃ” À\xa0l'ÉTÉ —",
        "│ Größe │ ▀▄█ │ 20 °C ± 1 µm",
        "naïve façade — ©2026 €5 «non»",
    ],
)
def test_clean_text_is_left_alone_even_when_it_quotes_a_broken_word(text):
    decoded = decode(text.encode(), "a.md")
    assert decoded.lines == (text,)
    assert decoded.repairs == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip("\0 \n\r\t")))
def test_the_number_of_lines_is_that_of_the_file(text):
    try:
        decoded = decode(text.encode(), "a.md")
    except SourceError:
        return
    if not {"utf-16", "utf-32"} & set(decoded.repairs):
        assert len(decoded.lines) == len(split_lines(text.removeprefix("\ufeff").replace("\0", "")))


@given(st.text("ab -[]#.äöüßé–„“”…•✅🔴☐日本кл", min_size=1))
def test_what_was_double_encoded_comes_back(text):
    lines = decode(("größer\n" * 3 + text).encode(), "a.md").lines
    assert decode(misread("größer\n" * 3 + text).encode(), "a.md").lines == lines


@given(st.binary())
def test_any_bytes_become_text_or_a_typed_error(data):
    try:
        text = "".join(decode(data, "a.md").lines)
    except SourceError:
        return
    assert text.strip()
    assert not {"\n", "\r", "\0"} & set(text)
    assert text.encode()
