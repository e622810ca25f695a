"""How good a matching is: measures, and the report that compares two of them."""
