"""A corpus written by hand, on which each kind of query is tried."""

CINEMA = {
    "steppe/guide-one.txt": """\
Five films of the steppe

The Gift to Stalin (2008)
Director: Rustem Abdrashev
Country: Kazakhstan
Description: A boy is deported on a train to the Kazakh steppe.
Fact: The opening film of the Busan festival.
Fact: Its story of love and deportation is drawn from memoirs.

Tulpan (2008)
Director: Sergei Dvortsevoy
Description: A sailor returns to the hungry steppe and longs for a wife of his own.
Fact: It won a prize at Cannes.

Mustafa Shokai (2008)
Director: Satybaldy Narymbetov
Description: The life of a politician in exile.

Leila's Prayer (2002)
Director: Satybaldy Narymbetov
Description: Leila lives near the nuclear test site; her love is a soldier.

Nomad (2005)
Description: Ablai unites the tribes. Love and war on the steppe.
""",
    "hollywood.txt": """\
Films with names that are hard to type

M\\*A\\*S\\*H (1970)
Description: Surgeons joke their way through the war in Korea.

Face/Off (1997)
Director: John Woo
Description: An agent takes the face of a terrorist. Off he goes.

Tom & Jerry (2021)
Description: A cat chases a mouse through a hotel.

It (2017)
Description: A clown haunts a town.

Us (2019)
Description: A family meets doubles of itself.

M (1931)
Director: Fritz Lang
Description: A town hunts a murderer.

9 (2009)
Description: A rag doll wakes after the war of machines.

1917 (2019)
Description: Two soldiers carry a message in 1917.

Mission: Impossible (1996)
Description: An agent is framed. Made in 1996, like nothing before 2008.

The Steppe Wolf (1974)
Description: Loving wolves, a wolf, wars.
""",
    "guides/festival.txt": """\
What to see at the festival

The Gift to Stalin (2008)
Description: An old man remembers the village that saved him.
Fact: A falcon circles over it.

Nomad (2005)
Description: An epic of horses.

Untold
Description: A film without a year, of love.
""",
}
