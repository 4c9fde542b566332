import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportbot.errors import FrontMatterError
from reportbot.state import frontmatter, ownyaml

EDITED = """\
# whose is this?
state: pending        # ours
milestone:
# kept
type:    # none yet
labels: # mine
  - a
  - b
# also kept
reason: |
  because
  of that

x-mine: {deep: [1, two]}  # unknown
"""


def values(yaml):
    return {key: entry.value for key, entry in frontmatter.parse(yaml, "d.md").items()}


def changed(yaml, **changes):
    return frontmatter.replaced(yaml, frontmatter.parse(yaml, "d.md"), changes, "\n")


def refusal(yaml):
    with pytest.raises(FrontMatterError) as refused:
        frontmatter.parse(yaml, "d.md")
    assert refused.value.next_step
    return refused.value.cause


def test_plain_words_are_read_as_they_stand():
    assert values("a: no\nb: 2026-05-06\nc: 1e3\nd: 1.10\ne: 007\nf: true\n") == {
        "a": "no", "b": "2026-05-06", "c": "1e3", "d": "1.10", "e": "007", "f": "true",
    }  # fmt: skip


def test_nothing_and_null_are_none_but_a_quoted_null_is_a_word():
    assert values('a:\nb: ~\nc: null\nd: "null"\n') == {"a": None, "b": None, "c": None, "d": "null"}


def test_an_empty_front_matter_has_no_keys():
    assert values("") == values("# only a comment\n") == {}


def test_adv_108_a_chain_of_merge_keys_is_refused_at_once():
    chain = "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 23))
    begun = time.perf_counter()
    assert "anchors and aliases" in refusal(chain)
    assert time.perf_counter() - begun < 1


def test_a_merge_key_without_alias_is_refused():
    assert "d.md:3: merge keys" in refusal("a: 1\n<<: {b: 2}\n")


def test_adv_109_a_tag_that_names_code_is_refused(tmp_path):
    command = f"touch {tmp_path}/ran"
    assert "tags" in refusal(f"title: !!python/object/apply:os.system ['{command}']\n")
    assert not (tmp_path / "ran").exists()


def test_adv_111_five_thousand_brackets_are_refused_at_once():
    begun = time.perf_counter()
    assert "nested deeper" in refusal("labels: " + "[" * 5000)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("yaml", "cause"),
    [
        ("a: 1\na: 2\n", "d.md:3: the key a stands here twice"),
        ("a: {b: 1, b: 2}\n", "the key b stands here twice"),
        ("a: *b\n", "anchors and aliases"),
        ("a: ! b\n", "tags"),
        ("%YAML 1.1\n---\na: b\n", "directive"),
        ("a: b\n...\nc: d\n", "second document"),
        ("- a\n", "not one key a line"),
        ("{a: b}\n", "not one key a line"),
        ("? [a]\n: b\n", "a key is not a word"),
        ("ok: 1\ntitle: Fix: the login\n", "d.md:3: "),
        ("ok: 1\r\ntitle: @maria\r\n", "d.md:3: "),
        ("ok: 1\ntitle: a\x07b\n", "d.md:3: the character U+0007"),
        ('a: "\\U00110000"\n', "not YAML"),
        ('a: "open\n', "d.md:"),
    ],
)
def test_what_a_draft_has_no_use_for_is_refused_with_its_line(yaml, cause):
    assert cause in refusal(yaml)


@given(st.text(st.sampled_from("ab:[]{}-?#&*!|>'\"%@` ,\n\t\\x0~<."), max_size=80))
def test_whatever_stands_there_is_read_or_refused(yaml):
    try:
        frontmatter.parse(yaml, "d.md")
    except FrontMatterError as error:
        assert error.cause.startswith("d.md:")  # noqa: PT017 - both outcomes are fine


def test_only_the_changed_value_is_replaced():
    assert changed(EDITED, state="approved") == EDITED.replace("pending ", "approved ")


def test_comments_around_an_empty_value_stay():
    assert changed(EDITED, milestone="Q3", type="Bug") == EDITED.replace("milestone:", "milestone: Q3").replace(
        "type:    #", "type: Bug    #"
    )


def test_a_list_over_lines_becomes_one_line_and_keeps_its_comments():
    result = changed(EDITED, labels="[c]")
    assert "labels: [c] # mine\n# also kept\n" in result
    assert values(result)["labels"] == ["c"]


def test_a_block_of_text_is_replaced_whole():
    assert "reason: short\n\nx-mine:" in changed(EDITED, reason="short")


def test_a_value_can_be_emptied():
    assert values(changed(EDITED, state="", labels="", reason=""))["reason"] is None


def test_a_missing_key_comes_last():
    assert changed(EDITED, issue="7") == EDITED + "issue: 7\n"


def test_a_missing_key_stands_in_line_with_indented_ones():
    assert changed("  a: 1\n", b="2") == "  a: 1\n  b: 2\n"


@pytest.mark.parametrize("key", ["state", "milestone", "type", "labels", "reason", "x-mine", "new"])
def test_changing_one_key_leaves_the_values_of_the_others(key):
    result = values(changed(EDITED, **{key: "word"}))
    assert result == {**values(EDITED), key: "word"}


@given(st.text())
def test_any_text_is_read_back_by_us(text):
    text = re.sub("[\ud800-\udfff]", "", text)
    assert values(f"title: {ownyaml.scalar(text)}\nlabels: {ownyaml.flow_list([text, text])}\n") == {
        "title": text,
        "labels": [text, text],
    }


@given(
    st.one_of(
        st.sampled_from(
            ["no", "Y", "1e3", "2026-05-06", "0x1F", "~", "null", "@a", "# a", ": b", "- c", "a: b", "a #b"]
        ),
        st.from_regex(r"[0-9a-fox.:eE_+-]{1,8}", fullmatch=True),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20),
    )
)
@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
def test_any_text_is_a_text_to_every_other_yaml_reader(version, text):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    assert yaml.load(f"title: {ownyaml.scalar(text)}\n") == {"title": text}


def test_what_git_and_terminals_would_hide_is_escaped():
    assert ownyaml.scalar("a\u202eb\x1b\x9b\u200b\ufeff") == '"a\\u202eb\\u001b\\u009b\\u200b\\ufeff"'


def test_an_ordinary_title_needs_no_quotes():
    assert ownyaml.scalar("Write the runbook for Zoë's broker (v2)") == "Write the runbook for Zoë's broker (v2)"


@pytest.mark.parametrize(("newline", "count"), [("\n", 1), ("\r\n", 1), ("\r", 1)])
def test_a_file_is_cut_at_its_lines_whatever_ends_them(newline, count):
    text = newline.join(["\ufeff---", "a: 1", "---", "body", "---", ""])
    parts = frontmatter.split(text, "d.md")
    assert parts.yaml == f"a: 1{newline}"
    assert parts.head + parts.yaml + parts.tail + parts.body == text
    assert parts.newline == newline
    assert parts.body.count("---") == count


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("# A title\n", "does not begin with a line ---"),
        ("---\na: 1\n", "no line --- ends"),
        ("---\na: " + "x" * 8192 + "\n---\n", "8,196 bytes; at most 8,192"),
        ("---\na: " + "é" * 4096 + "\n---\n", "8,196 bytes; at most 8,192"),
    ],
)
def test_a_front_matter_without_bounds_is_refused(text, cause):
    with pytest.raises(FrontMatterError, match=cause):
        frontmatter.split(text, "d.md")
