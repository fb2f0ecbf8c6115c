"""The palette: kinds of steps and products, to drag onto the tree or to click."""
