"""The measures once more, one person at a time and without numpy: the oracle of the tests."""

from __future__ import annotations

from fractions import Fraction


def got(mentor_of, table):
    return [0 if j < 0 else table[i][j] for i, j in enumerate(mentor_of)]


def mean(values):
    return float(sum(map(Fraction, values)) / max(1, len(values)))


def coverage(mentor_of):
    return sum(j >= 0 for j in mentor_of) / len(mentor_of)


def lowest(mentor_of, values):
    return min((v for v, j in zip(values, mentor_of, strict=True) if j >= 0), default=0)


def gini(values):
    """By its definition: the mean of all absolute differences, over twice the mean."""
    values = [Fraction(v) for v in values]
    if not sum(values):
        return 0.0
    n = len(values)
    apart = sum(abs(a - b) for a in values for b in values) / n**2
    return float(apart / (2 * sum(values) / n))


def leximin_is_better(one, other):
    """Whether the first place at which two sorted lists differ speaks for the first list."""
    for a, b in zip(sorted(one), sorted(other), strict=True):
        if a != b:
            return a > b
    return False


def rank(i, mentor_of, points, eligible):
    if mentor_of[i] < 0:
        return 0
    own = points[i][mentor_of[i]]
    return 1 + sum(eligible[i][j] and points[i][j] > own for j in range(len(points[i])))


def goal_areas(mentor_of, people, serves):
    """Over each mentee's areas; ``serves(goal_number, j)`` looks a goal up."""
    asked, met, number = 0, 0, 0
    for mentee, j in zip(people.mentees, mentor_of, strict=True):
        areas = {}
        for goal in mentee.goals or ():
            area = people.vocabulary.area_of(goal.topic) if goal.topic else ""
            areas[area] = areas.get(area, False) or (j >= 0 and bool(serves(number, j)))
            number += 1
        asked, met = asked + len(areas), met + sum(areas.values())
    return met / asked if asked else 1.0


def envious(mentor_of, points, eligible):
    held = {j for j in mentor_of if j >= 0}
    count = 0
    for i, j in enumerate(mentor_of):
        own = -1 if j < 0 else points[i][j]
        count += any(eligible[i][k] and points[i][k] > own for k in held)
    return count / len(mentor_of)


def blocking(mentor_of, points, eligible, capacity):
    count = 0
    for i, own in enumerate(mentor_of):
        for j in range(len(capacity)):
            mine = [points[k][j] for k, m in enumerate(mentor_of) if m == j]
            mentee_wants = own < 0 or points[i][j] > points[i][own]
            mentor_wants = len(mine) < capacity[j] or any(points[i][j] > p for p in mine)
            count += bool(eligible[i][j] and mentee_wants and mentor_wants)
    return count


def fullness(mentor_of, capacity):
    return [Fraction(mentor_of.count(j), c) for j, c in enumerate(capacity) if c]


def idle(mentor_of, capacity):
    return sum(c > 0 and j not in mentor_of for j, c in enumerate(capacity))


def gap(values, groups, smallest=2):
    gaps = [0.0]
    for one in {g for g in groups if g is not None}:
        inside = [v for v, g in zip(values, groups, strict=True) if g == one]
        outside = [v for v, g in zip(values, groups, strict=True) if g != one]
        if min(len(inside), len(outside)) >= smallest:
            gaps.append(abs(mean(inside) - mean(outside)))
    return max(gaps)


def kept(one, other):
    pairs = [(i, j) for i, j in enumerate(one) if j >= 0]
    return sum(other[i] == j for i, j in pairs) / len(pairs) if pairs else 1.0
