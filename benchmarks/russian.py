"""Do the forms of one Russian word find each other, and no other words?

    pip install -e '.[bench]'
    python benchmarks/russian.py

The forms are the 60,000 commonest words of `wordfreq`, their dictionary forms those that
`pymorphy3` knows. Each form counts by the root of its frequency. `found` tells how many of a word's
other forms a query for one of them finds, noun by noun, `right` how much of what is found is a form
of the word.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pymorphy3
import Stemmer
import wordfreq

from kazsearch.text import russian

N_WORDS = 60_000
KINDS = {"NOUN": "nouns", "ADJF": "adjectives", "ADJS": "adjectives", "COMP": "adjectives"}
KINDS |= dict.fromkeys(("VERB", "INFN", "PRTF", "PRTS", "GRND"), "verbs")


class Form(NamedTuple):
    """A word as written; `lemmas` are all that it may be of, the likeliest first."""

    text: str
    lemmas: tuple[str, ...]
    kind: str
    weight: float


def forms() -> list[Form]:
    """Return the commonest nouns, adjectives and verbs, as they are indexed: without ё."""
    morphology = pymorphy3.MorphAnalyzer()
    found = []
    for word in wordfreq.top_n_list("ru", N_WORDS):
        parses = morphology.parse(word)[:4]
        kind = KINDS.get(str(parses[0].tag.POS))
        if kind is not None and re.fullmatch("[а-яё]{2,}", word):
            lemmas = dict.fromkeys(parse.normal_form.replace("ё", "е") for parse in parses)
            weight = wordfreq.word_frequency(word, "ru") ** 0.5
            found.append(Form(word.replace("ё", "е"), tuple(lemmas), kind, weight))
    return found


def measure(
    known: Iterable[Form], stem: Callable[[str], str], asked: Callable[[str], Iterable[str]]
) -> dict[str, tuple[float, float]]:
    """Return found and right for each kind of word: texts are indexed by `stem`, queries ask for
    `asked`."""
    by_lemma, by_stem = defaultdict(list), defaultdict(list)
    for form in known:
        by_lemma[form.lemmas[0], form.kind].append(form)
        by_stem[stem(form.text)].append(form)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    for (_, kind), each in by_lemma.items():
        total = sum(form.weight for form in each)
        for typed in each:
            terms = set(asked(typed.text))
            others = [form for form in each if form is not typed]
            met = sum(form.weight for form in others if stem(form.text) in terms)
            hits = [form for term in terms for form in by_stem.get(term, ())]
            right = [form for form in hits if not {*form.lemmas}.isdisjoint(typed.lemmas)]
            for place, value in enumerate(
                (
                    met / total,
                    sum(form.weight for form in others) / total,
                    sum(form.weight for form in right),
                    sum(form.weight for form in hits),
                )
            ):
                sums[kind][place] += typed.weight * value
    return {kind: (met / all_, right / hits) for kind, (met, all_, right, hits) in sums.items()}


def main() -> None:
    """Print the table."""
    known = forms()
    snowball = Stemmer.Stemmer("russian", 0).stemWord
    ways = {
        "Snowball": (snowball, lambda text: [snowball(text)]),
        "stem": (russian.stem, lambda text: [russian.stem(text)]),
        "case_stems": (russian.stem, russian.case_stems),
    }
    print(f"{len(known):,} forms")
    for name, (stem, asked) in ways.items():
        for kind, (found, right) in sorted(measure(known, stem, asked).items()):
            print(f"{name:11} {kind:10} found {found:.4f}  right {right:.4f}")


if __name__ == "__main__":
    main()
