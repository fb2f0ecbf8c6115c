"""The Publish workspace: where the pages go, what keeps them back, and what was written."""
