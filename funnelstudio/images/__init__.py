"""Pictures as files: what kind and size they are, what can't be used and why, drawings made harmless."""
