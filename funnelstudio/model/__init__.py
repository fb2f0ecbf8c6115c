"""The funnel as an immutable value, every way to change it, and every question about it."""
