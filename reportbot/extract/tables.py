"""Tables of work: one row is one item, whatever the order of the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reportbot.extract.dependencies import said_waits
from reportbot.extract.found import ENTRY, Findings, Found
from reportbot.extract.parts import role_of
from reportbot.extract.place import OPEN, SETTLED, Place
from reportbot.extract.status import OPEN_CLAIM, Claim, cell_claim, claim_of
from reportbot.extract.titles import is_nothing, title_of
from reportbot.extract.tracking import tracking
from reportbot.extract.values import (
    due_of,
    effort_of,
    labels_of,
    owner_of,
    priority_of_field,
    priority_of_labels,
    quarter_of,
)
from reportbot.extract.words import Words
from reportbot.models import Section
from reportbot.text.markdown import Block, Row
from reportbot.text.plain import count_words, plain, unmarked, without_pictures
from reportbot.text.references import issue_references

_PROOFS = {"status", "owner", "due", "priority", "id", "effort", "depends", "blocks", "tracker"}
_WEAK_PROOFS = {"id", "status", "priority"}
# A column that holds one of these says nothing else.
_VALUES = (*_PROOFS - {"status", "tracker"}, "title", "labels", "milestone", "type")
# Where a table needs more than a title to be one of work, and what is enough.
_NOT_FOR_WORK = ("never", "criteria", "process", "order", "info")
_SURE_PROOFS = {"owner", "due", "priority", "status", "effort", "tracker", "depends"}
_ID_CELL = re.compile(r"^\d{1,3}-\d{1,3}$|^\[?[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,8}){0,3}-?\d{1,5}\]?$")
_HEAD_AND_ROW, _FEW_WORDS, _STATUS_WORDS = 2, 3, 8


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what: field name to column number.

    ``is_work`` is set when the rows are pieces of work, ``asked`` when the column of states asks ("Done": yes or no).
    """

    by_name: dict[str, int] = field(default_factory=dict)
    is_work: bool = False
    asked: bool = False

    def cell(self, row: Row, name: str) -> str:
        """Return the row's cell for a field, "" when there is none."""
        number = self.by_name.get(name)
        return row.cells[number].strip() if number is not None and number < len(row.cells) else ""


def columns_of(block: Block, words: Words) -> Columns:
    """Read a table's head. Rows are work when there is a title and something that only work has."""
    if len(block.rows) < _HEAD_AND_ROW:
        return Columns()
    heads = [plain(cell).casefold().strip(" .:") for cell in block.rows[0].cells]
    keys = [words.key_of("columns", head) for head in heads]
    found: dict[str, int] = {}
    for number, (head, key) in enumerate(zip(heads, keys, strict=True)):
        name = "id" if key == "id" else (words.key_of("fields", head) if key is None else None)
        if name:
            found.setdefault(name, number)
    vague = words.pattern("heads", "vague")
    titles = sorted((bool(vague.fullmatch(heads[number])), number) for number, key in enumerate(keys) if key == "title")
    if titles:
        found["title"] = titles[0][1]
    elif "id" in found and _is_wordy(block, found["id"]):
        found["title"] = found.pop("id")
    elif (unknown := _first_unknown(block, keys, found)) is not None:
        found["title"] = unknown
    if "status" not in found:
        said = _unnamed_status(block, {number for name, number in found.items() if name in _VALUES}, words)
        found |= {"status": said} if said is not None else {}
    stated = "status" not in found or _says_how_far(block, found["status"], words)
    proofs = set(found) if stated else set(found) - {"status"}
    asked = "status" in found and bool(words.pattern("status", "done").fullmatch(heads[found["status"]].strip(" ?")))
    return Columns(found, "title" in found and _is_work(proofs, metrics="metric" in keys), asked)


def _unnamed_status(block: Block, taken: set[int], words: Words) -> int | None:
    """Return a column that says how far rows are, whatever its head is: a third of its cells do ("done 3 May")."""
    for number in range(len(block.rows[0].cells)):
        cells = [row.cells[number] for row in block.rows[1:] if number < len(row.cells) and row.cells[number].strip()]
        said = sum(cell_claim(cell, words) is not None for cell in cells if count_words(cell) <= _STATUS_WORDS)
        if number not in taken and said > 1 and said * 3 >= len(cells):
            return number
    return None


def _says_how_far(block: Block, column: int, words: Words) -> bool:
    """Return whether a third of a column's cells say how far something is: in a few known words, a mark or a number."""
    cells = [row.cells[column] for row in block.rows[1:] if column < len(row.cells)]
    known = [cell for cell in cells if cell_claim(cell, words) or not any(char.isalpha() for char in cell)]
    return sum(count_words(cell) <= _STATUS_WORDS for cell in known) * 3 >= len(cells)


def _first_unknown(block: Block, keys: list[str | None], found: dict[str, int]) -> int | None:
    """Return the first column of sentences under a head that nobody knows ("Initiative")."""
    taken = set(found.values())
    free = (number for number, key in enumerate(keys) if key is None and number not in taken)
    return next((number for number in free if _is_wordy(block, number)), None)


def _is_work(names: set[str], *, metrics: bool) -> bool:
    """Numbers beside a single column of work ("Priority | Count") make a table of statistics."""
    proofs = _PROOFS & names
    return bool(proofs) and not (metrics and len(proofs) == 1 and proofs <= _WEAK_PROOFS)


def _is_surely_work(names: set[str], meaning: str) -> bool:
    """Tell whether columns make rows work where none is expected; records (decisions) have ids as well."""
    proofs = _SURE_PROOFS & names
    return bool(proofs) if meaning == "info" else "owner" in proofs or ("id" in names and bool(proofs))


def read_table(block: Block, place: Place, findings: Findings) -> None:
    """Add one finding a row of a table of work; other tables add nothing."""
    columns = columns_of(block, place.words)
    if not columns.is_work and not ("title" in columns.by_name and place.meaning in OPEN and place.meaning != "weak"):
        return
    if place.meaning in _NOT_FOR_WORK and not _is_surely_work(set(columns.by_name), place.meaning):
        return
    for row in block.rows[1:]:
        reason = _refused(row, columns, place.words)
        if reason:
            findings.leave(row.line, row.line, reason)
            continue
        pointer = any(place.words.pattern("pointer", "phrases").match(plain(cell).casefold()) for cell in row.cells)
        findings.found.append(replace(_found(row, block, columns, place), mention=pointer))


def _refused(row: Row, columns: Columns, words: Words) -> str | None:
    text = plain(columns.cell(row, "title")).casefold().strip(" .:")
    if not any(map(str.isalnum, text)) or words.pattern("empty", "placeholders").fullmatch(text):
        return "placeholder"
    if words.pattern("total", "words").match(text) or words.pattern("total", "words").fullmatch(
        plain(row.cells[0]).casefold().strip(" .:")
    ):
        return "total"
    return "process" if words.pattern("meta", "phrases").search(text) else None


def _found(row: Row, block: Block, columns: Columns, place: Place) -> Found:
    words = place.words
    cell = {name: columns.cell(row, name) for name in columns.by_name}
    claim = _claim(row, columns, place)
    labels = labels_of(cell.get("labels", ""))
    priority = priority_of_field(cell.get("priority", ""), words) or priority_of_labels(labels, words)
    reference = plain(cell.get("id", ""))
    return Found(
        title=title_of(cell["title"], words) or plain(cell["title"])[:72],
        first_line=row.line,
        last_line=row.line,
        strength=ENTRY,
        origin=f"table:{block.first_line}",
        section=place.trail(),
        reference=reference.strip("[]") if _ID_CELL.match(reference) else None,
        status=claim.status,
        status_reason=claim.reason,
        claimed=claim is not OPEN_CLAIM or bool(columns.cell(row, "status")),
        tracked_by=claim.tracked_by,
        priority=priority or place.priority,
        effort=effort_of(cell.get("effort", ""), words),
        labels=labels,
        owner=owner_of(cell.get("owner", ""), words),
        due=due_of(cell.get("due", ""), words),
        milestone=_stated(cell.get("milestone", ""), words) or quarter_of(cell.get("due", ""), words),
        type=_stated(cell.get("type", ""), words),
        parts=_notes(row, columns, block, words),
        depends_on=(*_names(cell.get("depends", ""), words), *said_waits(" | ".join(row.cells), words)),
        blocks=_names(cell.get("blocks", ""), words),
    )


def _claim(row: Row, columns: Columns, place: Place) -> Claim:
    words = place.words
    claim = _state(columns.cell(row, "status"), words, asked=columns.asked)
    if claim and claim.status in ("done", "dropped"):
        return claim
    if named := _trackers(row, columns, words):
        return Claim("tracked", f"its row names {', '.join(named)}", named)
    if said := claim_of(columns.cell(row, "title"), words):
        return said
    lone = (plain(cell).casefold() for number, cell in enumerate(row.cells) if number != columns.by_name["title"])
    if claim is None and any(words.pattern("status", "trailing").fullmatch(cell) for cell in lone):
        return Claim("done", "a cell of its row says so")
    if place.meaning in SETTLED and not claim:
        return Claim(SETTLED[place.meaning], f"listed under “{place.name()}”")
    return claim or OPEN_CLAIM


def _state(cell: str, words: Words, *, asked: bool) -> Claim | None:
    """Return what a cell of the column of states claims; where the column asks "Done?", yes or no decides."""
    said = plain(cell).casefold().strip(" .!")
    if asked and words.pattern("status", "affirmed").fullmatch(said):
        return Claim("done", f"its row says “{said}”")
    if asked and words.pattern("status", "refused").fullmatch(said):
        return Claim("open", f"its row says “{said}”")
    return cell_claim(cell, words)


def _trackers(row: Row, columns: Columns, words: Words) -> tuple[str, ...]:
    """Return the issues that a row names as its tracker: in a column for it, as its state, or in place of an id."""
    cells = [columns.cell(row, name) for name in ("tracker", "status")]
    own = columns.cell(row, "id") or row.cells[0]
    cells += [own] if issue_references(own) else []
    short = [f"see {unmarked(cell)}" for cell in cells if _is_number(cell)]
    title = columns.by_name["title"]
    remarks = [cell for number, cell in enumerate(row.cells) if number != title and not _is_number(cell)]
    return next((named for text in (*short, *remarks) if (named := tracking(text, words))), ())


def _is_number(cell: str) -> bool:
    """A cell that is a reference and little else ("#162", "PR #12", a link), not a sentence that mentions one."""
    return count_words(plain(cell)) <= _FEW_WORDS


def _stated(cell: str, words: Words) -> str | None:
    return None if is_nothing(cell, words) else plain(cell)


def _names(cell: str, words: Words) -> tuple[str, ...]:
    return () if is_nothing(cell, words) else (plain(cell),)


def _notes(row: Row, columns: Columns, block: Block, words: Words) -> tuple[Section, ...]:
    """Cells that no field takes are notes, under the head of their column."""
    taken = set(columns.by_name.values())
    notes = []
    for number, cell in enumerate(row.cells):
        head = plain(block.rows[0].cells[number]) if number < len(block.rows[0].cells) else ""
        if number not in taken and head and not is_nothing(cell, words) and not plain(cell).isdigit():
            notes.append(Section(role_of(head, words) or "context", head, without_pictures(unmarked(cell))))
    return tuple(notes)


def _is_wordy(block: Block, column: int) -> bool:
    cells = [plain(row.cells[column]) for row in block.rows[1:] if column < len(row.cells)]
    return sum(count_words(cell) > 1 for cell in cells) * 2 > len(cells)
