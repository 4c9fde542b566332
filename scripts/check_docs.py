"""Checks what people read: prints one line a problem and exits 1 when there is one.

    python scripts/check_docs.py

- a link inside the repository leads to a file, and to a heading of it;
- no file names a path of somebody's machine or the address of a package registry;
- each decision in docs/decisions/ is listed in its README.md;
- each command of reportbot stands in docs/reference/.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = frozenset({".git", ".venv", "build", "dist", "node_modules", "__pycache__"})
CACHE = re.compile(r"\.(?:\w+_cache|hypothesis|coverage.*)$")
# Reports and tests quote what people write, other people's paths too.
QUOTING = ("fixtures/", "tests/")
REGISTRY = re.compile(r"py(?:pi|thonhosted)\.org|npm(?:js)\.(?:org|com)|(?:index|registry)-url\s*[= ]\s*\S+:/")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work|tmp|opt)/\w|\b[A-Z]:\\Users\\")


def project_files(root: Path) -> Iterator[Path]:
    """Every file below ``root`` that belongs to the repository, in order."""
    for path in sorted(root.iterdir()):
        if path.name in NOT_OURS or CACHE.search(path.name) or path.is_symlink():
            continue
        if path.is_dir():
            yield from project_files(path)
        elif path.is_file():
            yield path


def broken_links(root: Path) -> Iterator[str]:
    """Links between Markdown files that lead nowhere."""
    for path in project_files(root):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".md" and not name.startswith(QUOTING):
            lost = [target for target in links(path) if not leads_somewhere(path, target)]
            yield from (f"{name}: {target} leads nowhere" for target in lost)


def links(path: Path) -> Iterator[str]:
    """The targets of all links and images in a Markdown file, those to other sites left out."""
    for token in MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8")):
        for child in token.children or ():
            target = str(child.attrGet("href") or child.attrGet("src") or "")
            if target and not urlsplit(target).scheme:
                yield target


def leads_somewhere(path: Path, target: str) -> bool:
    """Whether ``target``, written in ``path``, is a file that exists and a heading that it has."""
    parts = urlsplit(target)
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not file.exists():
        return False
    return not parts.fragment or file.suffix != ".md" or parts.fragment in anchors(file)


def anchors(path: Path) -> frozenset[str]:
    """The anchors that GitHub gives to the headings of a Markdown file; a repeated one is numbered."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    found = set()
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            text = "".join(child.content for child in token.children or ())
            slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return frozenset(found)


def private_addresses(root: Path) -> Iterator[str]:
    """Lines that hold a path of a machine or the address of a registry."""
    for path in project_files(root):
        name = path.relative_to(root).as_posix()
        forbidden = [REGISTRY] if name.startswith(QUOTING) else [REGISTRY, MACHINE_PATH]
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            hits = [hit.group() for pattern in forbidden if (hit := pattern.search(line))]
            yield from (f"{name}:{number}: {hit} must not stand here" for hit in hits)


def unlisted_decisions(root: Path) -> Iterator[str]:
    """Decision records that the list in docs/decisions/README.md leaves out."""
    folder = root / "docs" / "decisions"
    index = folder / "README.md"
    listed = set(links(index)) if index.exists() else set()
    for path in sorted(folder.glob("*.md")):
        if path != index and path.name not in listed:
            yield f"docs/decisions/README.md: {path.name} is not listed"


def undocumented_commands(root: Path, commands: list[str]) -> Iterator[str]:
    """Commands, written as ``reportbot analyze``, that no page of docs/reference/ names."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted((root / "docs" / "reference").rglob("*.md")))
    for command in commands:
        if not re.search(rf"\b{re.escape(command)}\b", text):
            yield f"docs/reference: `{command}` is not mentioned"


def command_names() -> list[str]:
    """Every visible command of the installed reportbot, subcommands too."""
    from reportbot.cli import main  # noqa: PLC0415 - the other checks work without it

    groups = [value for value in vars(main).values() if isinstance(value, click.Group)]
    return sorted({name for group in groups for name in visible(group, "reportbot")})


def visible(group: click.Group, prefix: str) -> Iterator[str]:
    """The commands below ``group``, each with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            yield f"{prefix} {name}"
            if isinstance(command, click.Group):
                yield from visible(command, f"{prefix} {name}")


def main() -> int:
    """Print the problems of this repository."""
    commands = command_names()
    problems = [*broken_links(ROOT), *private_addresses(ROOT), *unlisted_decisions(ROOT)]
    problems += undocumented_commands(ROOT, commands) if commands else ["reportbot.cli.main: no command found"]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
