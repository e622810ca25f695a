"""Parsers of single cells: text in, a :class:`~alliance_match.intake.reading.Reading` out."""
