"""The canvas: the funnel as a tree of cards, the outline beside it, and the tree as a picture."""
