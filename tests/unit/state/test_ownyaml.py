"""The short-cut reader against the full one, which any comment makes step in."""

from hypothesis import given
from hypothesis import strategies as st

from reportbot.errors import FrontMatterError
from reportbot.state import frontmatter, ownyaml
from reportbot.state.draftwrite import render

COMMENT = "# the full reader takes over here\n"

scalars = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(ownyaml.scalar),
    st.text(st.sampled_from("ab1 :#,-[]{}\"'\\~|>&*!%@`u0\t\u00a0\x7f"), max_size=8),
    st.sampled_from(["null", "~", "no", "'it''s'", '"\\u0041\\n"', '"\\ud83d\\ude00"', '"\\x41"', '"\\/"', "a'b"]),
)
values = st.one_of(
    scalars.map(lambda word: f" {word}"),
    st.lists(scalars, max_size=3).map(lambda words: f" [{', '.join(words)}]"),
    st.lists(st.tuples(scalars, scalars), max_size=2).map(
        lambda pairs: "".join(f"\n  - {{a: {first}, b: {second}}}" for first, second in pairs)
    ),
    st.sampled_from(["", " ", "  x", " x ", "\r", "\n  - a", "\n  - {}", " []", " {}", "\n - {a: b}"]),
)
keys = st.sampled_from(["title", "labels", "a_b", "on"]) | st.sampled_from(["x-y", "Title", "<<", "a1"])
heads = st.lists(st.tuples(keys, values), min_size=1, max_size=2).map(
    lambda lines: "".join(f"{key}:{value}\n" for key, value in lines)
)


@given(heads)
def test_the_short_cut_never_says_anything_else_than_the_full_reader(yaml):
    short = ownyaml.entries(yaml)
    try:
        full = frontmatter.parse(yaml + COMMENT, "d.md")
    except FrontMatterError:
        full = None
    assert short in (None, full)


def test_what_we_write_takes_the_short_cut(draft):
    yaml = frontmatter.split(render(draft).decode(), "d.md").yaml
    short = ownyaml.entries(yaml)
    assert short is not None
    assert short == frontmatter.parse(yaml + COMMENT, "d.md")
    assert short["evidence"].value[0]["lines"] == "12-14"


def test_what_a_person_adds_takes_the_long_way():
    for line in ("# mine", "title: x  # mine", "x-mine: 1", "labels:\n  - a", "title: 'x'", "title: x\r", "a: b: c"):
        assert ownyaml.entries(f"{line}\n") is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_that_we_write_takes_the_short_cut(text):
    assert ownyaml.entries(f"title: {ownyaml.scalar(text)}\n")["title"].value == text
