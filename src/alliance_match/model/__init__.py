"""What a round is made of: frozen records, no files, no solver."""
