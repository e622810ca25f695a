"""A public benchmark for mentor matching: synthetic rounds, fair baselines, stated measures."""
