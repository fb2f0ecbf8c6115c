"""The problems that the checks found, with their fixes."""
