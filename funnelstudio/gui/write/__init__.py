"""The Write workspace: the texts of every page, source beside translation."""
