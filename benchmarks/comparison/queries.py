"""Which queries are asked: fifteen fixed ones, and a thousand drawn from the films' own words."""

import random
from collections import Counter

N_DRAWN = 1000
N_RARE = 10  # of a film's words, so many of the rarest are its rare ones

FIXED = (
    "love",
    "submarine",
    "vampire",
    "deportation love",
    "murder mystery",
    "jewel thief",
    "jazz singer band",
    "haunted house ghost",
    "lost treasure island",
    "young doctor small town",
    "bank robbery goes wrong",
    "soldier returns from the war",
    "princess escapes from evil stepmother castle",
    "detective hunts serial killer in city",
    "boy and his dog travel across america",
)


def drawn(films: list[list[str]]) -> list[str]:
    """Draw queries from the words of films: as many of one word as of two, three and four.

    The words of a query stand in one film, so that it can be answered. Each is, by the toss of a
    coin, any word of the film (often a frequent one) or one of its rarest. Stop words are not
    drawn: some engines drop them, and would be timed for nothing.
    """
    from kazsearch.text.stopwords import is_stopword  # not needed for FIXED

    chance = random.Random(5)
    doc_freqs: Counter[str] = Counter()
    for words in films:
        doc_freqs.update(set(words))
    found = []
    while len(found) < N_DRAWN:
        told = chance.choice(films)
        told = [word for word in told if len(word) > 1 and not is_stopword(word)]
        rarest = sorted(set(told), key=lambda word: (doc_freqs[word], word))[:N_RARE]
        n_words = len(found) % 4 + 1
        if len(rarest) < n_words:
            continue
        chosen: dict[str, None] = {}
        while len(chosen) < n_words:
            chosen[chance.choice(chance.choice((told, rarest)))] = None
        found.append(" ".join(chosen))
    return found
