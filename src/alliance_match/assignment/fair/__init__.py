"""Fairness between rows: the worst-off first; solved and proved, with one place a row or several.

Where every row has one place, each step is a flow (:mod:`.climb`). Where rows have several, or side
rows tie them, each step goes through the bundles that rows may have (:mod:`.ascent`).
"""
