"""The few dialogs: asking for files, settings, shortcuts, about, and the command palette."""
