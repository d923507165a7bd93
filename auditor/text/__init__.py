"""Language: normalisation, word lists, the matcher, head-noun grammar, option values."""
