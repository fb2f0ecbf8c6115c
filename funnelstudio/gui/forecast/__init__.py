"""The Forecast workspace: what the funnel earns, in one table."""
