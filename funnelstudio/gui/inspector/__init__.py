"""The inspector: every field of the selected step, of a product, or of the funnel itself."""
