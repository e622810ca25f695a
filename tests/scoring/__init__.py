"""Tests of alliance_match.scoring, against a plain reference that shares no code with it."""
