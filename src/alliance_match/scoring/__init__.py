"""A round and a policy become eligible pairs with integer points and their evidence."""
