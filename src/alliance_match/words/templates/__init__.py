"""All that is said, by subject: one template a sentence, in the order in which people read them."""
