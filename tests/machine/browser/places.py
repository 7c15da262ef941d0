"""Places of the small guide that the tests in a browser go to."""

#: Recommendations: after two answers, after the longest path, and of the fourth outcome.
MONOLITH = "people.one-team/boundaries.moving/"
SERVICES = "people.several-teams/boundaries.stable/shipping.apart/operations.many/"
DEEPEST = (
    ("people", "several-teams"),
    ("boundaries", "stable"),
    ("shipping", "together"),
    ("scaling", "uneven"),
    ("operations", "many"),
)
LEAF = "".join(f"{question}.{answer}/" for question, answer in DEEPEST)

#: Places that ask: after one answer, and after two.
TEAMS = "people.several-teams/"
STABLE = "people.several-teams/boundaries.stable/"
