import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportbot.text.secrets import mask

RANDOM = "8fK2mP9xQ4vL7nR3tY6w"
# Written in two parts, so that no scanner takes this file for a leak.
TOKENS = {
    "github-token": ["ghp" + "_" + "A1b2" * 9, "github" + "_pat_" + "11ABCDEFG0" + "aB3" * 20, "gho" + "_" + "A" * 36],
    "openai-key": ["sk" + "-proj-" + "aB3d" * 10, "sk" + "-" + "aB3d" * 12],
    "anthropic-key": ["sk" + "-ant-api03-" + "aB3d" * 10],
    "aws-key": ["AKIA" + "Q3XYZWABCDEF2345"],
    "slack-token": ["xoxb" + "-123456789012-abcdefGHIJ"],
    "slack-webhook": ["hooks.slack.com" + "/services/T00000000/B00000000/abcdEFGHijklMNOP"],
    "google-key": ["AIza" + "SyA" + "b1C2" * 8],
    "stripe-key": ["sk" + "_live_" + "4eC39HqLyjWDarjtT1zdp7dc"],
    "npm-token": ["npm" + "_" + "a1B2" * 9],
    "pypi-token": ["pypi" + "-AgEIcHlwaS5vcmc" + "aB3d" * 10],
    "gitlab-token": ["glpat" + "-" + "aB3d" * 5],
    "jwt": ["eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w"],
}
PRIVATE_KEY = "-----BEGIN RSA PRIVATE " + "KEY-----"
END_OF_KEY = "-----END RSA PRIVATE " + "KEY-----"


@pytest.mark.parametrize(("kind", "token"), [(kind, token) for kind, tokens in TOKENS.items() for token in tokens])
def test_tokens_of_known_formats_are_masked(kind, token):
    masked = mask(f"- rotate `{token}` today, see CI={token}.")
    assert masked.text == f"- rotate `[secret: {kind}]` today, see CI=[secret: {kind}]."
    assert masked.found == (kind, kind)


def test_a_token_that_is_broken_up_by_invisible_characters_is_masked():
    token = "ghp" + "_" + "A1b2" * 2 + "\u200b" + "A1b2" * 5
    assert mask(token).text == "[secret: github-token]"


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u202e", "\u2062", "\x07", "\x9b"])
@pytest.mark.parametrize("cut", [2, 4, 9, 30])
def test_a_token_is_masked_wherever_it_is_broken_up(unseen, cut):
    token = "ghp" + "_" + "A1b2" * 9
    line = f"first\n- rotate {token[:cut]}{unseen}{token[cut:]} today\nlast"
    assert mask(line).text == "first\n- rotate [secret: github-token] today\nlast"
    assert mask(line).found == ("github-token",)


def test_unseen_characters_that_break_up_no_secret_stay():
    assert mask("a\u200bb \x07 c").text == "a\u200bb \x07 c"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("postgresql://u:hunter2@db/x", id="ADV-057-url"),
        pytest.param("Authorization: Bearer abc.def.ghi", id="ADV-057-header"),
        pytest.param("https://user:pw@host/", id="ADV-057-https"),
        f"API_KEY={RANDOM}",
        f'"client_secret": "{RANDOM}",',
        f"token: {RANDOM}",
        "DB_PASSWORD=s3cr3tP@ss!",
        "- **password:** Sup3r$ecret",
        "mysql --password S3cretPw99 -u root",
        "secret_key_base: 3b7cd727ee24e8444053437c36cc66c4",
        "curl -H 'authorization: basic dXNlcjpwYXNz'",
    ],
)
def test_credentials_are_masked_where_they_are_used_or_assigned(line):
    masked = mask(line)
    assert "[secret: " in masked.text
    assert len(masked.found) == 1
    values = ("hunter2", "abc.def", ":pw@", RANDOM, "3cr3t", "Sup3r", "S3cret", "3b7cd", "dXNl")
    value = next(value for value in values if value in line)
    assert value not in masked.text


def test_what_stands_around_a_credential_stays():
    assert mask("see postgresql://u:hunter2@db/x now").text == "see postgresql://u:[secret: password]@db/x now"
    assert mask(f'api_key = "{RANDOM}"  # prod').text == 'api_key = "[secret: credential]"  # prod'


@pytest.mark.parametrize(
    "line",
    [
        "fixed in deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "token: 550e8400-e29b-41d4-a716-446655440000",
        "GITHUB_TOKEN=<token>",
        "token = $TOKEN",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "secret: your-api-key",
        "password = xxxxxxxx",
        "https://user:password@host and postgres://u:${PW}@db",
        "ghp_" + "x" * 36,
        "AKIAIOSFODNN7EXAMPLE",
        "max_tokens = 4096, tokens: 128000",
        "Password: OAuth2/OIDC flow to be added",
        "Token: RefreshTokenRotationV2Service",
        "token: src/auth/Token2Handler.ts:42",
        "API_KEY: process.env.API_KEY_V2",
        "def test_password_reset_token_v2_expires():",
        "Authorization: required, Authorization: Bearer token",
        "docker://alpine:3.19@sha256:abc",
        "risk-abcdefghijklmnopqrstuvwxyz0123456789",
        "sk-learn-contrib-something-long-name-here-xx",
        "the secret: keep_it_simple_stupid_2024",
    ],
)
def test_hashes_placeholders_and_long_names_stay(line):
    assert mask(line).text == line
    assert mask(line).found == ()


def test_adv_056_an_encoded_and_a_spaced_token_are_masked_and_said_to_be_so():
    line = "Z2hw" + "XQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB (base64 of a token) and g h p _ A A A"
    assert mask(line).text == "[secret: encoded] (base64 of a token) and [secret: spaced]"
    assert mask(line).found == ("encoded", "spaced")


def test_adv_048_words_that_only_name_a_secret_stay():
    line = "![s](https://raw.githubusercontent.com/a/b/main/x.png?d=SECRET)"
    assert mask(line).text == line


def test_a_private_key_is_masked_line_by_line():
    lines = ["a", f"> {PRIVATE_KEY}", "> Proc-Type: 4,ENCRYPTED", ">", "> MIIEpAIB", "> abc=", f"> {END_OF_KEY}", "b"]
    masked = mask("\n".join(lines)).text.split("\n")
    assert len(masked) == len(lines)
    assert masked[0] == "a"
    assert masked[-1] == "b"
    assert all(line.lstrip("> ") == "[secret: private-key]" for line in masked[1:-1])


def test_a_private_key_on_one_line_leaves_the_rest_of_it():
    assert mask(f'key: "{PRIVATE_KEY}\\nMIIE\\n{END_OF_KEY}" # x').text == 'key: "[secret: private-key]" # x'


def test_a_private_key_without_an_end_does_not_take_the_prose_behind_it():
    text = "\n".join([PRIVATE_KEY, "A" * 64, "B" * 64, "Done", "Next: rotate it"])
    assert mask(text).text.split("\n")[-2:] == ["Done", "Next: rotate it"]
    assert "AAAA" not in mask(text).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 65_536, id="ADV-099"),
        pytest.param("a" * 5_000_000, id="ADV-102-one-line"),
        pytest.param("\n" * 1_000_000, id="ADV-102-empty-lines"),
        "eyJ" * 300_000,
        "password: " * 100_000,
        "://a:" * 200_000,
        (PRIVATE_KEY + "\n") * 2_000 + "+" * 5_000 + "!",
    ],
)
def test_hostile_lengths_are_searched_in_linear_time(text):
    assert mask(text).text.count("\n") == text.count("\n")


PIECES = [token for tokens in TOKENS.values() for token in tokens] + [
    "password", "=", ": ", "token", RANDOM, "\n", " ", "://u:", "@h", '"', PRIVATE_KEY, END_OF_KEY, "g h p _ A B C",
    "secret: ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map("".join))
def test_masking_keeps_the_lines_and_changes_nothing_the_second_time(text):
    masked = mask(text).text
    assert masked.count("\n") == text.count("\n")
    assert mask(masked).text == masked
