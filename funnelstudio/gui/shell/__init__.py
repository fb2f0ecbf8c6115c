"""Parts of the main window: top bar, menus, start page, command palette and the Draw workspace's frame."""
