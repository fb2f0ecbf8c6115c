"""Every way to change a funnel: small pure functions that return a new one or say why not."""
