"""Tests of the intake package: messy files in, a round and findings out."""
