"""Where does the last film end, and the closing begin?

The paragraphs at the end of the last block that only their place ties to it are the closing: all
that the other films do not have as a rule, and from the first that speaks to the reader.
"""

from collections.abc import Sequence

import regex

from kazsearch.corpus.drafts import Draft, Paragraph, Piece
from kazsearch.lazy import lazy_regex

# a call to action: the article speaks to its reader, not of a film
_CALL = lazy_regex(
    r"(?:so,?\s|and\s|now,?\s|а\s|и\s|ну\s)*+"
    r"(?:subscribe|tell us|let (?:us|me) know|what(?:'s| is| are) your|what are yours"
    r"|which (?:one|of these|film|movie|is your)|leave a comment|share (?:this|your)"
    r"|thanks? (?:you )?for (?:reading|watching)|did (?:we|i) miss|follow (?:us|me)"
    r"|happy (?:watching|viewing)|enjoy (?:your|the)|that'?s (?:all|it)|what would you add"
    r"|have you seen|подпис|пишите|делитесь|поделитесь|расскажите|какой|какие|какую|ставьте"
    r"|приятного просмотра|спасибо за|что (?:бы вы )?добавил|смотрели ли|оставляйте"
    r"|до новых встреч|жазылы|пікір|қай фильм|сіз(?:ге|дің)?\s|көріп шы|бөлісіңіз|рақмет)",
    regex.I,
)


def cut_tail(drafts: Sequence[Draft]) -> list[Paragraph]:
    """Take the closing off the last film, and return it."""
    if not drafts or drafts[-1].plain is not None:
        return []
    *others, last = drafts
    tail = loose_tail(last.pieces)
    calls = [place for place, one in enumerate(tail) if _CALL.match(one.text)]
    keep = min([_usual_tail(others, last), *calls])
    cut = tail[keep:]
    if cut:
        piece = last.pieces[-1]
        del piece.paragraphs[len(piece.paragraphs) - len(cut) :]
        if not piece.paragraphs:
            last.pieces.pop()
    return cut


def _usual_tail(others: Sequence[Draft], last: Draft) -> int:
    """Return how many such paragraphs a film of the article may have.

    With labels, as many as most films have, so that one odd block does not change the last film;
    without, as many as any has. An article of one film without labels keeps all it has.
    """
    habit = sorted(len(loose_tail(draft.pieces)) for draft in others)
    if last.labelled:
        return habit[(len(habit) - 1) // 2] if habit else 0
    return habit[-1] if habit else len(loose_tail(last.pieces))


def loose_tail(pieces: Sequence[Piece]) -> list[Paragraph]:
    """Return the paragraphs at the end of a block that nothing but their place ties to it."""
    tail: list[Paragraph] = []
    for paragraph in reversed(pieces[-1].paragraphs if pieces else []):
        if not paragraph.loose:
            break
        tail.append(paragraph)
    return tail[::-1]
