"""Everything that a user can do by menu, shortcut or command palette: one table of records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from funnelstudio.gui import commands as run
from funnelstudio.gui.context import Context
from funnelstudio.gui.session import WORKSPACES
from funnelstudio.i18n import N_, _

Run = Callable[[Context], object]
Asked = Callable[[Context], bool]


def _always(_context: Context) -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing to do. `label` is a message id; `menu` is its menu, "" for the palette and shortcut alone.

    `words` gives a label that changes ("Undo rename"); `checked` makes it a switch; a `group` starts
    with a line in the menu.
    """

    id: str
    label: str
    menu: str
    run: Run
    shortcut: tuple[str, ...] = ()
    icon: str = ""
    enabled: Asked = _always
    checked: Asked | None = None
    words: Callable[[Context], str] | None = None
    line: bool = False
    keywords: str = ""


MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("insert", N_("&Insert")),
    ("go", N_("&Go")),
    ("help", N_("&Help")),
)
"""Menus in order: id and label."""

WORKSPACE_LABELS = {
    "draw": N_("Draw"),
    "write": N_("Write"),
    "preview": N_("Preview"),
    "forecast": N_("Forecast"),
    "publish": N_("Publish"),
}

OFFER_LABELS = {
    "product": N_("Product"),
    "alternatives": N_("Alternatives"),
    "quantities": N_("Quantities"),
    "plans": N_("Payment plans"),
    "ending": N_("Thank-you page"),
}
"""Kinds of steps that a user adds, in the order of the palette."""

STEP_LABELS = {"start": N_("Main product"), **OFFER_LABELS}


def _opened(context: Context) -> bool:
    return context.document.is_open


def _writable(context: Context) -> bool:
    return _opened(context) and not context.session.read_only


def _has_file(context: Context) -> bool:
    return _opened(context) and context.session.path is not None


def _step(context: Context) -> bool:
    return _writable(context) and bool(context.session.focus.step)


def _product(context: Context) -> bool:
    return _opened(context) and bool(run.product_in_focus(context))


def _on_canvas(context: Context) -> bool:
    return _opened(context) and context.session.focus.workspace == "draw"


def _undo_words(context: Context) -> str:
    name = context.session.undo_stack.undoText()
    return _("Undo: {edit}").format(edit=name) if name else _("Undo")


def _redo_words(context: Context) -> str:
    name = context.session.undo_stack.redoText()
    return _("Redo: {edit}").format(edit=name) if name else _("Redo")


_FILE = (
    Action("new", N_("New funnel"), "file", run.new, ("Ctrl+N",), "file-plus"),
    Action("new_from_sample", N_("New from a sample…"), "file", run.samples, ("Ctrl+Shift+N",), "sparkles"),
    Action("open", N_("Open…"), "file", run.open_file, ("Ctrl+O",), "folder-open"),
    Action("save", N_("Save"), "file", run.save, ("Ctrl+S",), "save", _opened, line=True),
    Action("save_as", N_("Save as…"), "file", run.save_as, ("Ctrl+Shift+S",), enabled=_opened),
    Action("share", N_("Share with its pictures…"), "file", run.share, icon="share-2", enabled=_opened),
    Action(
        "revert", N_("Go back to the saved file"), "file", run.revert, icon="rotate-ccw", enabled=_has_file
    ),
    Action(
        "versions", N_("Earlier versions…"), "file", run.dialog("versions"), icon="history", enabled=_has_file
    ),
    Action("export", N_("Export pages"), "file", run.publish, ("Ctrl+E",), "upload", _opened, line=True),
    Action("own_exporters", N_("Folder of your exporters"), "file", run.own_exporters, icon="folder-open"),
    Action("settings", N_("Settings…"), "file", run.dialog("settings"), ("Ctrl+,",), "settings", line=True),
    Action("close", N_("Close window"), "file", run.close, ("Ctrl+W",), line=True),
    Action("quit", N_("Quit"), "file", run.quit_all, ("Ctrl+Q",)),
)

_EDIT = (
    Action(
        "undo",
        N_("Undo"),
        "edit",
        run.undo,
        ("Ctrl+Z",),
        "undo-2",
        lambda context: context.session.undo_stack.canUndo(),
        words=_undo_words,
    ),
    Action(
        "redo",
        N_("Redo"),
        "edit",
        run.redo,
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo-2",
        lambda context: context.session.undo_stack.canRedo(),
        words=_redo_words,
    ),
    Action("cut", N_("Cut"), "edit", run.clipboard("cut"), ("Ctrl+X",), "scissors", line=True),
    Action("copy", N_("Copy"), "edit", run.clipboard("copy"), ("Ctrl+C",), "copy"),
    Action("paste", N_("Paste"), "edit", run.clipboard("paste"), ("Ctrl+V",), "clipboard-paste"),
    Action("duplicate", N_("Duplicate the branch"), "edit", run.duplicate, ("Ctrl+D",), "copy-plus", _step),
    Action("delete", N_("Delete the branch"), "edit", run.delete_branch, icon="trash-2", enabled=_step),
    Action("delete_step", N_("Delete the step, keep the chain"), "edit", run.delete_step, enabled=_step),
    Action(
        "rename", N_("Rename the step"), "edit", run.canvas("rename"), ("F2",), "pencil", _step, line=True
    ),
    Action(
        "swap", N_("Swap what yes and no lead to"), "edit", run.swap, icon="arrow-left-right", enabled=_step
    ),
)


def _workspace_action(number: int, workspace: str) -> Action:
    return Action(
        f"workspace_{workspace}",
        WORKSPACE_LABELS[workspace],
        "view",
        run.workspace(workspace),
        (f"Ctrl+{number}",),
        enabled=_opened,
        checked=lambda context: context.session.focus.workspace == workspace,
    )


def _panel_action(panel: str, label: str, shortcut: str, icon: str) -> Action:
    return Action(
        f"panel_{panel}",
        label,
        "view",
        lambda context: context.window.toggle_panel(panel),
        (shortcut,),
        icon,
        _opened,
        checked=lambda context: context.window.is_panel_shown(panel),
        line=panel == "palette",
    )


_VIEW = (
    *(_workspace_action(number, workspace) for number, workspace in enumerate(WORKSPACES, 1)),
    _panel_action("palette", N_("Offers and products"), "Ctrl+Shift+1", "panel-left"),
    _panel_action("outline", N_("Outline"), "Ctrl+Shift+2", "list-tree"),
    _panel_action("inspector", N_("Inspector"), "Ctrl+Shift+3", "panel-right"),
    _panel_action("problems", N_("Problems"), "Ctrl+Shift+4", "panel-bottom"),
    Action(
        "zoom_in", N_("Zoom in"), "view", run.canvas("zoom_in"), ("Ctrl++",), "zoom-in", _on_canvas, line=True
    ),
    Action("zoom_out", N_("Zoom out"), "view", run.canvas("zoom_out"), ("Ctrl+-",), "zoom-out", _on_canvas),
    Action("zoom_one", N_("Actual size"), "view", run.canvas("zoom_to_one"), ("Ctrl+0",), "", _on_canvas),
    Action(
        "zoom_fit", N_("Fit the whole tree"), "view", run.canvas("fit"), ("Ctrl+9",), "maximize", _on_canvas
    ),
    Action("theme", N_("Light or dark"), "view", run.switch_theme, ("Ctrl+Shift+L",), "moon", line=True),
    Action("full_screen", N_("Full screen"), "view", run.full_screen, ("F11",), checked=run.is_full_screen),
)

_INSERT = (
    *(
        Action(f"insert_{kind}", label, "insert", run.insert(kind), (f"Alt+{number}",), "", _writable)
        for number, (kind, label) in enumerate(OFFER_LABELS.items(), 1)
    ),
    Action(
        "new_product",
        N_("New product"),
        "insert",
        run.new_product,
        ("Alt+P",),
        "package",
        _writable,
        line=True,
    ),
    Action("languages", N_("Languages…"), "insert", run.languages, (), "languages", _writable),
)

_GO = (
    Action("palette", N_("Find anything…"), "go", run.palette, ("Ctrl+K",), "search"),
    Action("to_start", N_("Main product"), "go", run.to_start, ("Ctrl+Home",), "", _opened, line=True),
    Action("to_parent", N_("Step before"), "go", run.to_parent, ("Alt+Up",), "arrow-up", _opened),
    Action("to_funnel", N_("Settings of the funnel"), "go", run.to_funnel, ("Ctrl+I",), "", _opened),
    Action(
        "price_history", N_("Price history of the product"), "go", run.price_history, (), "history", _product
    ),
    Action("own_words", N_("Wordings of the checks"), "go", run.own_words, enabled=_opened),
    Action("to_problems", N_("List of problems"), "go", run.to_problems, ("Ctrl+F8",), "", _opened),
    Action("next_problem", N_("Next problem"), "go", run.next_problem(1), ("F8",), "triangle-alert", _opened),
    Action("last_problem", N_("Problem before"), "go", run.next_problem(-1), ("Shift+F8",), "", _opened),
    Action(
        "next_language", N_("Next language"), "go", run.next_language, ("Alt+L",), "globe", _opened, line=True
    ),
)

_HELP = (
    Action("shortcuts", N_("Keyboard shortcuts"), "help", run.dialog("shortcuts"), ("F1",), "keyboard"),
    Action("menu", N_("Open the menu"), "", run.menu, ("F10",), "menu"),
    Action("about", N_("About Funnel Studio"), "help", run.dialog("about"), (), "info"),
)

ACTIONS: tuple[Action, ...] = (*_FILE, *_EDIT, *_VIEW, *_INSERT, *_GO, *_HELP)


def action_words(action: Action, context: Context) -> str:
    """The action's words now, in the interface language."""
    return action.words(context) if action.words is not None else _(action.label)


def is_enabled(action: Action, context: Context) -> bool:
    """Whether the action can be done now."""
    return action.enabled(context)
