"""Which words mean one thing where no rule of spelling says so?

Every word of a line stands for every other; `[synonyms]` in kazsearch.toml adds lines of the same
kind. One word each, in any form: spellings and endings are found by rule. A module, as finding and
reading a file of TOML took a cold process 17 ms.
"""

TABLE = {
    "kazakh": ("qazaq", "қазақ", "казах"),
    "kazakhstan": ("qazaqstan", "қазақстан", "казахстан"),
    "kazakhfilm": ("qazaqfilm", "қазақфильм", "казахфильм"),
    "genghis": ("chinggis", "чингис", "чингиз", "шыңғыс"),
}
