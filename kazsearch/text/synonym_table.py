"""Which words mean one thing where no rule of spelling says so?

Names in other languages, British and American spellings, and abbreviations of titles. Every word of
a line stands for every other; `[synonyms]` in kazsearch.toml adds lines of the same kind. One word
each, in any form: spellings and endings are found by rule. A module, as finding and reading a file
of TOML took a cold process 17 ms.
"""

TABLE = {
    "kazakh": ("qazaq", "қазақ", "казах", "казахский"),
    "kazakhstan": ("qazaqstan", "қазақстан", "казахстан", "казахстанский"),
    "kazakhfilm": ("qazaqfilm", "қазақфильм", "казахфильм"),
    "genghis": ("chinggis", "чингис", "чингиз", "шыңғыс"),
    "armour": ("armor",),
    "catalogue": ("catalog",),
    "centre": ("center",),
    "colour": ("color",),
    "defence": ("defense",),
    "favourite": ("favorite",),
    "grey": ("gray",),
    "harbour": ("harbor",),
    "honour": ("honor",),
    "humour": ("humor",),
    "jewellery": ("jewelry",),
    "judgement": ("judgment",),
    "labour": ("labor",),
    "neighbour": ("neighbor",),
    "organisation": ("organization",),
    "plough": ("plow",),
    "programme": ("program",),
    "pyjamas": ("pajamas",),
    "realise": ("realize",),
    "rumour": ("rumor",),
    "saviour": ("savior",),
    "sceptic": ("skeptic",),
    "theatre": ("theater",),
    "tyre": ("tire",),
    "isaac": ("isaak",),
    "marc": ("mark",),
    "doctor": ("dr",),
    "mister": ("mr",),
    "saint": ("st",),
    "versus": ("vs",),
}
