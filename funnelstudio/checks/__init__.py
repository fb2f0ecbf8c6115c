"""Checks over the whole funnel: what is wrong, where, and the edit that puts it right."""
