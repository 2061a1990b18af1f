"""Where each key of a TOML file stands; loaded only when there is a mistake to report."""

import tomli
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path = tuple[str | int, ...]


def key_lines(source: bytes) -> dict[Path, int]:
    """The line (from 1) of every key and array element, by its path from the top."""
    tree = Parser(Language(tree_sitter_toml.language())).parse(source)
    lines: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    for node in _children(tree.root_node, "pair"):
        _pair(node, (), lines)
    for node in _children(tree.root_node, "table", "table_array_element"):
        _table(node, lines, arrays)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of the path, else of the nearest thing that holds it."""
    holders = (path[:length] for length in range(len(path), 0, -1))
    return next((lines[one] for one in holders if one in lines), None)


def _children(node: Node, *kinds: str) -> list[Node]:
    return [one for one in node.named_children if one.type in kinds]


def _table(node: Node, lines: dict[Path, int], arrays: dict[Path, int]) -> None:
    header = _children(node, "bare_key", "quoted_key", "dotted_key")[0]
    parent: Path = ()
    for part in _key(header):
        parent = (*parent, part)
        if parent in arrays and parent != _key(header):
            parent = (*parent, arrays[parent] - 1)
    if node.type == "table_array_element":
        index = arrays.get(parent, 0)
        arrays[parent] = index + 1
        lines.setdefault(parent, _line(header))
        parent = (*parent, index)
    for length in range(1, len(parent) + 1):
        lines.setdefault(parent[:length], _line(header))
    for child in _children(node, "pair"):
        _pair(child, parent, lines)


def _pair(node: Node, parent: Path, lines: dict[Path, int]) -> None:
    key, value = [one for one in node.named_children if one.type != "comment"][:2]
    path = (*parent, *_key(key))
    for length in range(len(parent) + 1, len(path) + 1):
        lines.setdefault(path[:length], _line(key))
    _value(value, path, lines)


def _value(node: Node, path: Path, lines: dict[Path, int]) -> None:
    if node.type == "inline_table":
        for child in _children(node, "pair"):
            _pair(child, path, lines)
    if node.type == "array":
        elements = [one for one in node.named_children if one.type != "comment"]
        for index, child in enumerate(elements):
            lines.setdefault((*path, index), _line(child))
            _value(child, (*path, index), lines)


def _key(node: Node) -> Path:
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _key(child))
    text = (node.text or b"").decode()
    if node.type == "quoted_key":
        return (str(tomli.loads(f"key = {text}")["key"]),)
    return (text,)


def _line(node: Node) -> int:
    return node.start_point[0] + 1
