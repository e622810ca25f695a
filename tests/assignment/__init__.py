"""Tests of alliance_match.assignment, against an enumeration that shares no code with it."""
