"""Harnesses that feed the readers with whatever comes: see ``python fuzz/run.py --help``."""
