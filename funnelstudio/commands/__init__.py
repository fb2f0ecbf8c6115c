"""The commands of the command line, one module each; `funnelstudio.cli` has the table of them."""
