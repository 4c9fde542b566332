"""The numbers of matching in one place, each with what it was measured on.

    python benchmarks/thresholds.py [NAME...] [--bench DIR]

moves each number while the others stay and prints what becomes of the labelled pairs of fixtures/pairs ("pairs"), of
items beside a draft that a person rejected, of claims, and, with the issues of one large tracker in DIR, of 300 issues
that people closed as duplicates ("duplicates") and of those that nobody did ("others").
"""

# Candidates: recall of the duplicates, 0.49 among the first 10, 0.61 among 30, 0.67 among 50. More terms cost time and
# find nothing more; without the body it is 0.43 among the first 10. Terms that most issues have help the title (0.02),
# not the body. All issues with one of the rarest terms are scored, up to SCANNED places; what the other terms add is
# looked up for the POOL best of them: with less of either, 0.01 to 0.04 are lost.
TITLE_WEIGHT = 4.0
TITLE_TERMS = 10
BODY_TERMS = 20
BODY_SHARE = 0.3
TITLE_COMMON = 0.6
BODY_COMMON = 0.1
ALWAYS_ASKED = 4
POOL = 600
SCANNED = 6_000
CANDIDATES = 30

# How much is looked at, in characters, of a title (a tracker allows 256) and of the text beside it: the beginning says
# what it is about.
TITLE_LENGTH = 500
TEXT_LENGTH = 2_000

# Words with meaning of their own that titles must share: to be the same letter for letter ("Tests" is not enough), to
# be the same in other words, to be neighbours. With 2 instead of 3, titles such as "Action bar" and "Action bar not
# shown" came out as the same among the others; no pair tells 2 from 3.
SAME_TITLE = 2
SAME_WORDS = 3
SHARED_BY_NEIGHBOURS = 2
# So many words, verbs such as "add" included, are known again as a part of a line that was decided in the same report.
WORDS_OF_A_PART = 2
# From this share of a title on, the other side's text may explain what is left of it.
BODY_COUNTS = 0.75
# From this score on a person is asked, when each title covers at least so much of the other. Holding is not free: with
# 0.7, one pair in six is held; with 0.85 one in seven, and one in nine of the same work is missed. With 0.88 titles
# that nobody would tell apart are missed. Of the pairs, a smaller CLOSE_EACH_WAY holds more and finds nothing more.
CLOSE = 0.85
CLOSE_EACH_WAY = 0.6
# From this score on a neighbour of a draft that a person has decided is held, unless a number, name or scope differs:
# what was rejected must not come back in other words. Of the pairs, 0.7 lets 10 of 159 come back, 0.6 lets 7; less
# holds more of the other work and keeps nothing more away.
DECIDED = 0.6
# From this rarity on (0 to 1, as the index tells it) an identifier that a title shares with one in another language
# makes a person look: their other words cannot be compared.
RARE = 0.6
# From this score on a neighbour is worth a link.
NEIGHBOUR = 0.45
# Under this score nothing is looked at but the words; it must not be above any other score here that agreement has.
FAR = 0.3

# How much must agree for a claim ("tracked in #12") to be believed: of the titles, or of one title in the other's text.
CLAIM = 0.15
CLAIM_IN_TEXT = 0.5
# How much must agree when an issue's title carries the item's own reference.
REFERENCE = 0.3

# From so many items on, one issue makes a person look.
CROWD = 5
# Candidates that a person is shown, and from which score on.
SHOWN = 8
SHOWN_FROM = 0.3
