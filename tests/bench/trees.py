"""Synthetic trees of any size, good in every respect, for benchmarks and tests of growth."""

QUESTIONS = 8
OUTCOMES = 7


def synthetic(size: int) -> str:
    """Return the text of a tree of about `size` states that asks eight questions on a path."""
    answers = 2
    while sum(answers**depth for depth in range(QUESTIONS + 1)) < size:
        answers += 1
    left = [size]
    lines = ["version: 1.0.0", "title: Synthetic", "questions:"]
    for question in range(QUESTIONS):
        lines += [
            f"  q{question}:",
            f"    ask: Question number {question}?",
            "    why: It is part of a benchmark.",
            f"    page: q{question}.md",
            "    answers:",
        ]
        for answer in range(answers):
            lines.append(
                f"      a{answer}: {{label: Answer {answer}, favours: [o0], because: It grows.}}"
            )
    lines.append("outcomes:")
    for outcome in range(OUTCOMES):
        lines.append(
            f"  o{outcome}: {{title: Outcome {outcome}, summary: Done., page: o{outcome}.md}}"
        )
    lines.append("tree:")

    def below(depth: int, indent: str, salt: int) -> None:
        lines.append(f"{indent}q{depth}:")
        left[0] -= answers
        for answer in range(answers):
            last = answer == answers - 1
            if depth + 1 < QUESTIONS and (left[0] > 0 or (last and depth == 0)):
                lines.append(f"{indent}  a{answer}:")
                below(depth + 1, indent + "    ", 3 * salt + answer + 1)
            else:
                lines.append(f"{indent}  a{answer}: o{(salt + answer) % OUTCOMES}")

    below(0, "  ", 0)
    rule = "{id: ends-well, when: {q0: a0}, then: [%s], because: It is proved on every path.}"
    lines += ["rules:", "  - " + rule % ", ".join(f"o{n}" for n in range(OUTCOMES))]
    return "\n".join(lines) + "\n"
