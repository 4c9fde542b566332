import io

from reportbot.sources.documents import read_documents

TOKEN = "ghp" + "_" + "A1b2" * 9


def test_a_secret_in_a_comment_is_not_told_in_the_note_on_the_comment(tmp_path):
    report = f"# Week\n\n<!-- the key is {TOKEN} -->\n- [ ] Rotate gh\u200b{TOKEN[2:]}\n"
    piped = io.BytesIO(report.encode())
    (document,) = read_documents(["-"], root=tmp_path, stdin=piped, limit_bytes=1000).documents
    assert document.hidden == ('line 3: HTML comment: "the key is [secret: github-token]"',)
    assert document.lines[3] == "- [ ] Rotate [secret: github-token]"
    assert document.repairs == ("secrets",)
