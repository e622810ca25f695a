"""Tests of what leaves the library."""
