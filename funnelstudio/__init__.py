"""Funnel Studio: draw upsell decision trees, write their pages in every language, export static sites."""

__version__ = "0.1.0"
