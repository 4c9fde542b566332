"""``gh issue create`` in code blocks."""


def fenced(*lines):
    return "\n".join(["```bash", *lines, "```"])


def test_a_command_is_one_item_with_labels_and_body(only):
    found = only(
        fenced(
            'gh issue create --title "Cache the table" --label "performance" --label "pricing" --body "Read each time."'
        )
    )
    assert (found.title, found.labels) == ("Cache the table", ("performance", "pricing"))
    assert "Read each time." in (found.body or found.parts[0].text)


def test_continued_lines_belong_to_the_command(only):
    found = only(fenced("gh issue create \\", '  --title "Queue length is missing" \\', "  --label a,b"))
    assert (found.title, found.labels) == ("Queue length is missing", ("a", "b"))
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (2, 4)


def test_a_heredoc_is_the_body(only):
    found = only(
        fenced(
            'gh issue create --title "Slow start" --body "$(cat <<\'EOF\'',
            "The first requests are slow.",
            "",
            "- [ ] Warm the pool",
            "EOF",
            ')"',
        )
    )
    assert (found.evidence[0].first_line, found.evidence[0].last_line) == (2, 7)
    body = found.body or found.parts[0].text
    assert "The first requests are slow." in body
    assert "EOF" not in body
    assert "$(cat" not in body


def test_boxes_of_a_body_are_tasks(only):
    found = only(
        fenced('gh issue create --title "Slow start" --body "$(cat <<\'EOF\'', "- [ ] Warm the pool", "EOF", ')"')
    )
    assert [task.text for task in found.tasks] == ["Warm the pool"]


def test_short_flags_are_known(only):
    found = only(fenced("gh issue create -t 'Rotate the keys' -l ops -m 'Q3 2026' -a @ann"))
    assert (found.title, found.labels, found.milestone, found.owner) == ("Rotate the keys", ("ops",), "Q3 2026", "ann")


def test_other_commands_are_no_items(told):
    assert (
        told(fenced("gh issue list", "gh label create pricing", "# gh issue create --title 'no'", "gh issue close 4"))
        == []
    )


def test_examples_and_patterns_are_left_aside(extract):
    result = extract(
        fenced(
            'gh issue create --title "$TITLE"', 'gh issue create --title "Issue title"', 'gh issue create --title "..."'
        )
    )
    assert result.items == ()
    assert {part.reason for part in result.left_aside} == {"example"}


def test_an_unclosed_quotation_mark_does_not_hurt(extract):
    assert extract(fenced('gh issue create --title "Rotate', "more")).items == ()
