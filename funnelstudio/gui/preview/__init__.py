"""The Preview workspace: the real page of a step, in an embedded web view that can do nothing else."""
