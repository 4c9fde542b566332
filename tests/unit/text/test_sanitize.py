import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportbot.text.sanitize import Cleaned, for_issue, for_terminal, for_title

REPO = "acme/api"
MENTION = re.compile(r"(?<![A-Za-z0-9_])@[A-Za-z0-9][A-Za-z0-9-]*(?=\.+\W|\.*$|[^0-9A-Za-z_.])", re.MULTILINE)
FOREIGN = re.compile(r"(?<![\w/.-])(?!acme/api#)[A-Za-z0-9][\w-]*/[\w.-]+(?:#\d+\b|@[0-9a-f]{7,40}\b)", re.IGNORECASE)
CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|duplicate of)[\s:]+"
    r"(?:#|GH-|[\w-]+/[\w.-]+#|https?://\S+/issues/)\d+(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
TAGS = re.compile(r"</?(?:details(?: open)?|summary|br|sub|sup|kbd|code) */?>", re.IGNORECASE)
READER = MarkdownIt("commonmark").enable(["table"])
READER_OF_LINKS = re.compile(r"https?://|mailto:|[^:]*$")


def clean(text, repo=REPO):
    return for_issue(text, repo=repo).text


def live(text):
    """Return what acts in the Markdown: the text outside code, and every tag, image and link that may not be there."""
    seen, wrong = [], []
    for token in READER.parse(text):
        for part in token.children or [token]:
            if part.type in {"html_inline", "html_block"}:
                html = re.sub(r"<code>[^<>]*</code>", " ", part.content)
                wrong += re.findall(r"<!--|<[A-Za-z/!?]", TAGS.sub(" ", html))
                seen.append(re.sub(r"<[^>]*>", " ", html))
            elif part.type == "image":
                wrong.append("image")
            elif part.type == "link_open":
                href = str(part.attrs.get("href"))
                wrong += [href] if "title" in part.attrs or not READER_OF_LINKS.match(href) else []
            else:
                shown = {"code_inline": " . ", "softbreak": "\n", "hardbreak": "\n", "text": part.content}
                seen.append(shown.get(part.type, "\0"))
        seen.append("\n.\n")
    prose = re.sub(r"https?://\S+", lambda url: url[0] if "/issues/" in url[0] else " . ", "".join(seen))
    # Each text node is searched by itself, but what closes an issue may be spread over emphasis.
    return [*wrong, *MENTION.findall(prose), *FOREIGN.findall(prose), *CLOSING.findall(prose.replace("\0", ""))]


@pytest.mark.parametrize(
    "text",
    [
        "a @octocat",
        "fixes #12",
        "octo/repo#12",
        "o/r@deadbeef",
        "<b>x",
        "<!-- x -->",
        "![x](y)",
        "[x](y 'z')",
        "[x](irc:y)",
    ],
)
def test_the_reader_that_judges_here_sees_what_acts(text):
    assert live(text) != []


# On a terminal:


def test_adv_116_escape_sequences_are_shown():
    shown = for_terminal("\x1b]8;;https://e.example\x07click\x1b[2J")
    assert shown == "\\x1b]8;;https://e.example\\x07click\\x1b[2J"


def test_adv_117_c1_controls_are_shown():
    assert for_terminal("\x9b31mred \x9d0;t\x9c\x7f") == "\\x9b31mred \\x9d0;t\\x9c\\x7f"


def test_adv_119_a_carriage_return_is_shown():
    assert for_terminal("50%\r100% OK") == "50%\\r100% OK"


def test_newlines_and_tabs_stay_unless_one_line_is_wanted():
    assert for_terminal("a\n\tb") == "a\n\tb"
    assert for_terminal("a\n\tb", keep_newlines=False) == "a \tb"


def test_adv_024_bidi_controls_and_tags_are_shown_and_other_invisible_characters_dropped():
    assert for_terminal("a\u202eb\u061cc\U000e0041\u200bd\u2028") == "a<U+202E>b<U+061C>c<U+E0041>d<U+2028>"


def test_ordinary_text_is_shown_as_it_is():
    text = "Größe – „ok“ ✅ ❤️‍🔥 日本語 [/red] {x}"
    assert for_terminal(text) == text


@given(st.text())
def test_a_terminal_gets_no_control_character(text):
    shown = for_terminal(text, keep_newlines=False)
    assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert for_terminal(shown, keep_newlines=False) == shown


# Bodies, what stays:

ORDINARY = """# Plan for Q3 — “größer”

Setext heading
--------------

1. First, see [the guide](docs/guide.md#step-2) and <https://example.org/a?b=1&c=2>.
2. Second: `@decorator`, ``a ` b`` and **bold** _it_ ~~no~~; 2 * 3 < 4 && x > 1; C:\\path\\file, a\\_b, 50 %.
   - [ ] nested task about #12 and GH-13 in acme/api#14
   - [x] done — https://github.com/acme/api/issues/15
     continued line

| Column | `code` | Price |
|--------|:------:|------:|
| a \\| b | #12    | $5    |

> quoted, mail me@corp.example or ops+x@b.example, array[i] and f(x)[0]

```python
@app.route("/close")  # fixes #12 for @octocat  <!-- shown -->
def f() -> None: ...
```

    indented @code

<details>
<summary>Log</summary>

text<br>more H<sub>2</sub>O, press <kbd>Ctrl</kbd>

</details>

[ref]: https://example.org/x
Commit 0123456789abcdef0123456789abcdef01234567, see either/or, /usr/bin/env and $x$.

***
Final line without hard break  \nafter one; Warning: [note] and [ref].
"""


def test_ordinary_markdown_comes_back_byte_for_byte():
    text = ORDINARY.replace("[ref]: https://example.org/x\n", "[ref]: https://example.org/x\n\n")
    assert for_issue(text, repo=REPO) == Cleaned(text)


@pytest.mark.parametrize("line", ORDINARY.split("\n"))
def test_each_ordinary_line_comes_back_by_itself(line):
    if not line.startswith(("```", "<details", "</details", "@app")):
        assert clean(line) == line


def test_line_endings_become_lf():
    assert clean("a\r\nb\rc\n") == "a\nb\nc\n"


def test_the_own_tracker_is_known_whatever_the_case():
    assert clean("see Acme/API#3") == "see Acme/API#3"
    assert clean("see acme/api#3", repo=None) == "see `acme/api#3`"


# Bodies, mentions:


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("thanks @octocat and @org/team", "thanks `@octocat` and `@org/team`", id="ADV-028"),
        pytest.param("_@octocat_ foo_@octocat", "_`@octocat`_ foo_`@octocat`", id="ADV-031-underscore"),
        pytest.param("(@octocat) a/@octocat", "(`@octocat`) a/`@octocat`", id="ADV-031-marks"),
        pytest.param("[@octocat](https://github.com/x)", "[`@octocat`](https://github.com/x)", id="ADV-031-link"),
        pytest.param("mail me@corp.example and a@b.example", "mail me@corp.example and a@b.example", id="ADV-032"),
        pytest.param(
            "@Copilot fix, @dependabot recreate, @claude review",
            "`@Copilot` fix, `@dependabot` recreate, `@claude` review",
            id="ADV-034",
        ),
        ("\\@octocat and \\\\@octocat", "`@octocat` and \\\\`@octocat`"),
        ("&#64;octocat &commat;octocat", "`@octocat` `@octocat`"),
        ("é@octocat, user@host", "é`@octocat`, user@host"),
        ("`a @octocat` @octocat", "`a @octocat` `@octocat`"),
        ("`a`@octocat`b`", "`a` `@octocat` `b`"),
        ("a ` b @octocat", "a \\` b `@octocat`"),
        ("[a](`b)`@octocat `", "[a\\](`b)` `@octocat` \\`"),
        ("https://medium.com/@octocat/post", "`https://medium.com/@octocat/post`"),
        ("<b>@octocat</b>", "&lt;b>`@octocat`&lt;/b>"),
        (
            "<details>\n@octocat `@octocat`\n</details>",
            "<details>\n<code>@octocat</code> `<code>@octocat</code>`\n</details>",
        ),
        ("| `a | @octocat` |\n|---|---|\n", "| \\`a | `@octocat` \\` |\n|---|---|\n"),
        ("> ```\n@octocat\n", "> ```\n`@octocat`\n"),
    ],
)
def test_mentions_are_put_into_code(text, expected):
    assert clean(text) == expected
    assert live(expected) == []


def test_adv_029_mentions_behind_invisible_characters_are_found():
    text = "ping @\u200boctocat @\u00adoctocat @\u034foctocat @\ufe0foctocat @\u3164octocat @\u180eoctocat"
    assert clean(text) == "ping" + " `@octocat`" * 6


# Bodies, references and commands:

VERBS = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"]
REFERENCES = ["#12", "GH-12", "octo/repo#12", "https://github.com/octo/repo/issues/12"]


@pytest.mark.parametrize(("verb", "separator", "reference"), [*product(VERBS, [" ", ": "], REFERENCES)])
def test_adv_035_no_closing_word_stands_before_a_live_reference(verb, separator, reference):
    assert clean(f"This {verb}{separator}{reference}.") == f"This {verb}{separator}`{reference}`."
    assert clean(f"{verb.upper()}{separator}{reference}") == f"{verb.upper()}{separator}`{reference}`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Duplicate of #12", "Duplicate of `#12`", id="ADV-036"),
        pytest.param("and other/repo@deadbeef", "and `other/repo@deadbeef`", id="ADV-038"),
        pytest.param("deadbeef" * 5, "deadbeef" * 5, id="ADV-038-plain"),
        ("**Fixes** #12 and _closes: #13_", "**Fixes** `#12` and _closes: `#13`_"),
        ("fixes\n#12, but\n\n#13 stays", "fixes\n`#12`, but\n\n#13 stays"),
        (
            "fixes acme/api#3 and https://github.com/acme/api/issues/4",
            "fixes `acme/api#3` and https://github.com/acme/api/issues/4",
        ),
        ("fixes &#35;12 and fixes \\#13", "fixes `#12` and fixes `#13`"),
        ("prefixes #12, was closed. #13", "prefixes #12, was closed. #13"),
        ("octo/repo#12, octocat#12, PR#13", "`octo/repo#12`, `octocat#12`, PR#13"),
        ("see [that](https://github.com/octo/repo/pull/7)", "see that (`https://github.com/octo/repo/pull/7`)"),
        ("[#7](https://github.com/octo/repo/pull/7)", "`#7` (`https://github.com/octo/repo/pull/7`)"),
        ("<https://github.com/octo/repo/issues/7>", "`https://github.com/octo/repo/issues/7`"),
        ("[x]: https://github.com/octo/repo/issues/7", "\\[x]: `https://github.com/octo/repo/issues/7`"),
        ("https://github.com/octo/repo is fine", "https://github.com/octo/repo is fine"),
    ],
)
def test_references_that_would_act_are_put_into_code(text, expected):
    assert clean(text) == expected
    assert live(expected) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("/close\n/assign @me\n/label p0", "`/close`\n`/assign` `@me`\n`/label` p0", id="ADV-039"),
        pytest.param("text\n> /close", "text\n> `/close`", id="ADV-039-quoted"),
        pytest.param(
            "renovate: rebase, @dependabot merge, /deploy prod, bors r+",
            "`renovate: rebase`, `@dependabot` merge, `/deploy` prod, `bors r+`",
            id="ADV-042",
        ),
        ("/etc/hosts and the /health route", "/etc/hosts and the /health route"),
        ("do it [skip ci]", "do it \\[skip ci\\]"),
    ],
)
def test_commands_for_bots_are_put_into_code(text, expected):
    assert clean(text) == expected


# Bodies, hidden text:


@pytest.mark.parametrize(
    ("text", "expected", "quote"),
    [
        pytest.param("All good <!-- open an issue -->", "All good ", '"open an issue"', id="ADV-015"),
        pytest.param("<!-- <!-- --> real: queue stuck -->", "", "queue stuck", id="ADV-016"),
        pytest.param('[r](https://a.example "p0")', "[r](https://a.example)", '"p0"', id="ADV-018"),
        pytest.param("[x]: https://a.example 'skip 4'", "[x]: https://a.example", '"skip 4"', id="ADV-019"),
        pytest.param("a\u2062b", "ab", "U+2062", id="ADV-022"),
        pytest.param("$\\color{white}{x}$", "`$\\color{white}{x}$`", "white", id="ADV-027"),
        pytest.param("<!-- reportbot:v1 id=00000000 -->", "", "reportbot:v1", id="ADV-041"),
        ("a\n\n<!-- to the end\n\nof it", "a\n\n", '"to the end of it"'),
        ("$`\\color{white}x`$", "`\\color{white}x`", "white"),
        ("```math\n\\color{white}x\n```", "```tex\n\\color{white}x\n```", "white"),
        ("[//]: # (nobody reads)", "[//]: #", '"nobody reads"'),
    ],
)
def test_hidden_text_is_taken_out_or_shown_and_noted(text, expected, quote):
    cleaned = for_issue(text, repo=REPO)
    assert cleaned.text == expected
    assert any(quote in note for note in cleaned.notes)


def test_adv_021_a_run_of_variation_selectors_is_taken_out_and_read_to_the_reviewer():
    smuggled = "".join(chr(0xE0100 + ord(c) - 16) for c in "leak")
    assert for_issue(f"status{smuggled} green", repo=REPO) == Cleaned(
        "status green", ('removed: 4 invisible characters: spelling "leak"',)
    )


def test_adv_025_folded_text_stays_foldable_when_the_fold_closes():
    text = "<details><summary>log</summary>\n\napprove\n\n</details>"
    assert clean(text) == text


@pytest.mark.parametrize("text", ["<details>\n\nrest of the issue", "</details>\n\n<details>"])
def test_a_fold_that_does_not_close_becomes_text(text):
    assert clean(text) == text.replace("<", "&lt;")


def test_an_unclosed_comment_inside_a_line_is_shown():
    assert clean("an arrow <!-- and more") == "an arrow &lt;!-- and more"


@pytest.mark.parametrize(
    "text", ["`<!-- reportbot:id=x -->`", "```\n<!-- reportbot:id=x -->\n```", "    <!--reportbot:id=x -->"]
)
def test_adv_041_markers_in_code_are_broken(text):
    assert not re.search(r"<!--\s*reportbot:", clean(text))
    assert "reportbot:id=x" in clean(text)


def test_a_fence_that_is_left_open_is_closed():
    assert clean("- a\n\n  ```\n  x") == "- a\n\n  ```\n  x\n  ```"
    assert clean("~~~~\nx\n~~~") == "~~~~\nx\n~~~\n~~~~"


# Bodies, links, images, HTML:


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("![s](https://e.example/?q=S)", "s (`https://e.example/?q=S`)", id="ADV-047"),
        pytest.param(
            "![s](https://raw.githubusercontent.com/a/b/main/x.png)",
            "s (`https://raw.githubusercontent.com/a/b/main/x.png`)",
            id="ADV-048",
        ),
        pytest.param(
            "[login](https://github.com@e.example/)", "login (`https://github.com@e.example/`)", id="ADV-050-user"
        ),
        pytest.param("HTTPS://E.example/ [x](HTTPS://e)", "`HTTPS://E.example/` x (`HTTPS://e`)", id="ADV-050-case"),
        pytest.param(
            "https:\\\\e.example/x [x](https:\\\\e)", "https:\\\\e.example/x x (`https:\\\\e`)", id="ADV-050-backslash"
        ),
        pytest.param("data:text/html,x ws://h magnet:?x", "data:text/html,x ws://h magnet:?x", id="ADV-051-bare"),
        pytest.param(
            "[x](data:text/html,x) [y](//e.example)", "x (`data:text/html,x`) y (`//e.example`)", id="ADV-051-link"
        ),
        pytest.param("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>", id="ADV-058"),
        pytest.param("[y](JaVaScRiPt&#58;alert(1))", "y (`JaVaScRiPt&#58;alert(1)`)", id="ADV-059"),
        pytest.param("<form id=approve>", "&lt;form id=approve>", id="ADV-062"),
        ("![](x.png)", "image (`x.png`)"),
        ("[![alt](b.svg)](https://ci.example)", "[alt (`b.svg`)](https://ci.example)"),
        ("![a][x]\n\n[x]: https://e.example/x.png", "\\![a][x]\n\n[x]: https://e.example/x.png"),
        ("[x]: javascript:alert(1)", "\\[x]: javascript:alert(1)"),
        ("replace <Band> by a name", "replace &lt;Band> by a name"),
    ],
)
def test_what_would_load_hide_or_deceive_is_shown_as_text(text, expected):
    assert clean(text) == expected
    assert live(expected) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 65_536, id="ADV-099"),
        pytest.param("![[" * 21_845, id="ADV-100"),
        pytest.param("\n" * 1_000_000, id="ADV-102"),
        "a" * 5_000_000,
        "[](" * 20_000,
        "`a" * 30_000,
        "a." * 30_000 + "#1",
        "&#64;" * 10_000,
        "a|b\n" + " " * 60_000 + "x",
    ],
)
def test_hostile_lengths_come_back_in_linear_time(text):
    assert clean(clean(text)) == clean(text)


def test_text_that_is_nested_too_deeply_is_shown_as_source():
    cleaned = for_issue("> " * 200 + "@octocat <!-- reportbot:id=x -->", repo=REPO)
    assert cleaned.text.startswith("```\n> > ")
    assert "<!-- reportbot:" not in cleaned.text
    assert cleaned.notes == ("shown as source: the text is nested too deeply",)
    assert clean(cleaned.text) == cleaned.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('> `\n<a title="`">', '> `\n&lt;a title="`">'),
        ("- x\n\n  `\n-|-\n`@a", "- x\n\n  `\n\\-|-\n` `@a`"),
        ("a ` x\n| a | b |\n|---|---|\n| ` @a | c |", "a ` x\n| a | b |\n|---|---|\n| \\` `@a` | c |"),
        ("> | a | b |\n> |---|---|\n> | `x` | @a |", "> | a | b |\n> |---|---|\n> | `x` | `@a` |"),
        ("- | a | b |\n|---|---|", "- | a | b |\n|\\---|---|"),
        ("| a |\n|---|\n| b |\n---", "| a |\n|---|\n| b |\n\n---"),
        ("| a | b |\n|---|---|\n2. | c | d |", "| a | b |\n|\\---|---|\n2. | c | d |"),
        ('[x]:"\n"t"[x]', '\\[x]:"\n"t"[x]'),
        ('[x]:(a "t"\n[x]', '\\[x]:(a "t"\n[x]'),
        ("[x]: https://e.example\n    @a", "\\[x]: https://e.example\n\n    @a"),
        ("- [x] [x]:t:", "- \\[x] [x]:t:"),
        ("- [x] \n`\n=\n`@a", "- \\[x] \n`\n=\n` `@a`"),
        (">>\\\n    <!A/@a", ">>\\\n\n    <!A/@a"),
        ('<br>\u00a0\n[](e "d")', '<br> \n[](e "d")'),
        ("-\n\n    @a", "-\n\n    `@a`"),
        ("> <\n    >~~~![x]\n\n[x]: h", "> <\n    \\>~~~\\![x]\n\n[x]: h"),
        ("[a](http:/&#2/)", "a (`http:/&#2/`)"),
        ("[^1]: @a", "\\[^1]: `@a`"),
        ("[^@a]", "\\[^`@a`]"),
        ('``"`"`;`@a`', '\\`\\`"`"`;`@a`'),
        ("[a [b](c) d](@a)", "[a [b](c) d\\](`@a`)"),
        ('[[]()[]](e "h")', '[[]()[]\\](e "h")'),
        ("www.x.example/a`b @a", "`www.x.example/a` \\`b `@a`"),
        ("see https://x.example/`@a`", "see `https://x.example/` `@a`"),
        ("a\\https://x.example/`", "a\\ `https://x.example/` \\`"),
        ("<kbd>\nAT&T &#64octocat", "<kbd>\nAT&amp;T &amp;#64octocat"),
        ("&amp;#64;a &NotEqualTilde; a&#x200b;b", "&amp;#64;a &NotEqualTilde; ab"),
    ],
)
def test_where_parsers_differ_nothing_acts_for_any_of_them(text, expected):
    """Each pair was found by comparing with GitHub's own parser on generated text."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] <kbd>Ctrl</kbd> works",
        "- [ ] 1. Write it",
        "| a | b |\n|---|---|\n| 1 | 2 |\nend of it",
        "a|b\n-|-\n1|2",
        "# a\n    code",
    ],
)
def test_ordinary_lists_and_tables_are_not_mistaken_for_such(text):
    assert clean(text) == text


# Titles:


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("thanks @octocat, fixes #12", "thanks `@octocat`, fixes `#12`", id="ADV-028"),
        pytest.param("All good <!-- do it -->now", "All good now", id="ADV-015"),
        pytest.param("title with </title><script>", "title with </title><script>", id="ADV-065"),
        ("  Use\n`@cache`  here\x1b ", "Use `@cache` here"),
        ("``a`` @b `", "`a` `@b`"),
        ("Fix #12 as in octo/repo#3 and 5 < 6 && [x](y)", "Fix `#12` as in `octo/repo#3` and 5 < 6 && [x](y)"),
        ("Read https://example.org/a_b", "Read https://example.org/a_b"),
    ],
)
def test_a_title_is_one_line_in_which_nothing_acts(text, expected):
    assert for_title(text, repo=REPO).text == expected


# Laws:

PIECES = [
    "@octocat", "@org/team", "octo/repo#12", "acme/api#3", "#12", "GH-7", "fixes ", "closes: ", "duplicate of ",
    "https://github.com/octo/repo/issues/12", "HTTPS://E.example", "https://x.example/a", "a@b.example", "o/r@deadbeef",
    "`", "``", "```\n", "\n```\n", "~~~", "\\", "\n", "\n\n", "\n    ", "\n- ", "- [ ] ", "> ", "\n> ", "# ", "\n---\n",
    " ", "|", "| a | b |\n|---|---|\n| ", "[", "](", "]", ")", "(", "![", "[x]", "[x]: https://e.example ", "[^1]: ",
    '"t"', "<", ">", "<!--", "-->", "<b>", "</b>", "<details>", "</details>", "\n<div>\n", "<br>", "<kbd>\n", "<code>",
    '<a title="`">', "<?", "javascript:alert(1)", "&#64;a", "&num;12", "&lt;", "\u200b", "*", "_", "$", "x",
    "\\color{white}", "/close", "bors r+", "reportbot:id=1", "\u00a0",
]  # fmt: skip
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=20).map("".join)


@given(hostile)
def test_what_was_cleaned_acts_on_nobody_and_is_clean(text):
    cleaned = clean(text)
    assert live(cleaned) == []
    assert not re.search(r"<!--\s*reportbot:", cleaned)
    assert for_issue(cleaned, repo=REPO) == Cleaned(cleaned)


@given(hostile)
def test_a_cleaned_title_is_one_clean_line(text):
    cleaned = for_title(text, repo=REPO).text
    prose = re.sub(r"`[^`]*`", " . ", cleaned)
    assert not [hit[0] for rule in (MENTION, FOREIGN, CLOSING) for hit in rule.finditer(prose)]
    assert "\n" not in cleaned
    assert for_title(cleaned, repo=REPO) == Cleaned(cleaned)


@given(
    st.lists(st.sampled_from(["word", "Größe", "a_b", "**bold**", "`code`", "2 * 3", "(so)", "x < y", "日本", "#12"]))
)
def test_plain_words_come_back_as_they_were(words):
    assert for_issue(" ".join(words), repo=REPO) == Cleaned(" ".join(words))
