"""Tests of alliance_match.model."""
