"""A rule that names an indicator by its id, with another id in its place."""

import re


def renamed_rule(text: str, old: str, new: str) -> str:
    """The same rule about the indicator under its new id; a rule about others as it is.

    Ids stand before the measure: `id: measure`, `id, id: measure` or `id.measure`. A group of
    that name is another thing, and `*` and `?` name no indicator of their own.
    """
    sign = re.search("[<>=!~≥≤≠]", text)
    end = sign.start() if sign else len(text)
    about = text[:end].rpartition(":")[0] or text[:end].rpartition(".")[0]
    word = rf"(?<![\w*?-])(?<!group )(?<!group\t){re.escape(old)}(?![\w*?-])"
    return re.sub(word, new, about) + text[len(about) :]
