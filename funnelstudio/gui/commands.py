"""What each action does, as small functions of the context that it was called in.

Edits are imported where they are made: the actions are there before the first paint, edits need not be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from funnelstudio.gui import going, settings, theme
from funnelstudio.gui.context import Context
from funnelstudio.i18n import _
from funnelstudio.model.funnel import start_id
from funnelstudio.model.offers import NO, outcomes
from funnelstudio.model.products import Product
from funnelstudio.model.walk import walk
from funnelstudio.storage.folders import data_folder

Command = Callable[[Context], object]


def new(context: Context) -> None:
    context.document.new()


def samples(context: Context) -> None:
    context.window.show_start()


def open_file(context: Context) -> None:
    context.document.ask_open()


def save(context: Context) -> None:
    context.document.saving.save()


def save_as(context: Context) -> None:
    context.document.saving.ask_save_as()


def share(context: Context) -> None:
    context.document.saving.ask_share()


def revert(context: Context) -> None:
    context.document.saving.revert()


def publish(context: Context) -> None:
    context.session.go(workspace="publish")


def own_exporters(context: Context) -> None:
    """Show the folder of the user's own exporters in the system's file manager."""
    folder = data_folder() / "exporters"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        context.session.tell(
            _("The folder {folder} can't be written to.").format(folder=folder), "", "warning"
        )
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def close(context: Context) -> None:
    context.window.close()


def quit_all(_context: Context) -> None:
    QApplication.closeAllWindows()


def dialog(name: str) -> Command:
    return lambda context: context.window.show_dialog(name)


def undo(context: Context) -> None:
    context.session.undo_stack.undo()


def redo(context: Context) -> None:
    context.session.undo_stack.redo()


def clipboard(what: str) -> Command:
    """Cut, copy or paste: in the text field that has the focus, else the branch on the canvas."""

    def command(context: Context) -> None:
        widget: QWidget | None = QApplication.focusWidget()
        if isinstance(widget, QComboBox):
            widget = widget.lineEdit()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            getattr(widget, what)()
        elif context.document.is_open and context.session.focus.workspace == "draw":
            getattr(context.window.canvas(), what)()

    return command


def canvas(method: str) -> Command:
    """Call a method of the canvas without arguments."""
    return lambda context: getattr(context.window.canvas(), method)()


def duplicate(context: Context) -> None:
    context.window.canvas().duplicate()


def delete_branch(context: Context) -> None:
    """Delete the selected branches and go to what they hung on."""
    from funnelstudio.model.edits import branches

    session = context.session
    step = session.focus.step
    parent = walk(session.funnel.steps).home.get(step, ("", ""))[0]
    if session.edit(_("Delete branch"), branches.delete_branch, step):
        session.go(step=parent)


def delete_step(context: Context) -> None:
    """Delete the selected step alone."""
    from funnelstudio.model.edits import branches

    session = context.session
    step = session.focus.step
    parent = walk(session.funnel.steps).home.get(step, ("", ""))[0]
    if session.edit(_("Delete step"), branches.delete_step, step):
        session.go(step=parent)


def swap(context: Context) -> None:
    """Swap what the selected step's first option and its refusal lead to."""
    from funnelstudio.model.edits import branches

    session = context.session
    step = session.funnel.steps[session.focus.step]
    answers = outcomes(step)
    if NO in answers and len(answers) > 1:
        session.edit(_("Swap outcomes"), branches.swap_outcomes, session.focus.step, answers[0], NO)


def workspace(name: str) -> Command:
    return lambda context: context.session.go(workspace=name)


def switch_theme(_context: Context) -> None:
    """From what is shown now to the other theme."""
    settings.write(settings.THEME, "light" if theme.palette().dark else "dark")


def full_screen(context: Context) -> None:
    window = context.window
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def is_full_screen(context: Context) -> bool:
    return context.window.isFullScreen()


def insert(kind: str) -> Command:
    """Add a step of this kind where the selected step has room for it."""

    def command(context: Context) -> None:
        from funnelstudio.gui.add import add_kind

        add_kind(context.session, kind)

    return command


def new_product(context: Context) -> None:
    """Add a product and open it in the inspector."""
    from funnelstudio.model.edits import products
    from funnelstudio.model.ids import fresh

    session = context.session
    product_id = fresh(session.funnel.products)
    made = Product(name=_("New product"))
    if session.edit(_("Add product"), products.add_product, product_id, made):
        session.go(product=product_id, step="", field="name")


def languages(context: Context) -> None:
    context.session.go(workspace="draw", step="", product="", field="languages")


def palette(context: Context) -> None:
    context.window.show_palette()


def to_start(context: Context) -> None:
    context.session.go(step=start_id(context.session.funnel))


def to_parent(context: Context) -> None:
    session = context.session
    parent = walk(session.funnel.steps).home.get(session.focus.step, ("", ""))[0]
    if parent:
        session.go(step=parent)


def to_funnel(context: Context) -> None:
    context.session.go(workspace="draw", step="", product="", outcome="", place="")


def own_words(context: Context) -> None:
    """Show the funnel's own wordings in the inspector."""
    to_funnel(context)
    _unfold(context, "words")


def product_in_focus(context: Context) -> str:
    """The product that is shown, or that the selected step sells; "" for none."""
    session = context.session
    if session.focus.product in session.funnel.products:
        return session.focus.product
    return going.sold_at(session.funnel, session.focus.step)


def price_history(context: Context) -> None:
    """Show what the product in focus has cost."""
    context.session.go(workspace="draw", product=product_in_focus(context), step="")
    _unfold(context, "price_history")


def _unfold(context: Context, name: str) -> None:
    if not context.window.is_panel_shown("inspector"):
        context.window.toggle_panel("inspector")
    inspector: Any = context.window.parts["inspector"]
    inspector.unfold(name)


def to_problems(context: Context) -> None:
    """Show the list of problems and give it the keyboard."""
    if not context.window.is_panel_shown("problems"):
        context.window.toggle_panel("problems")
    context.window.parts["problems"].setFocus()


def next_problem(by: int) -> Command:
    """Go to the problem after (1) or before (-1) the one where the user is."""

    def command(context: Context) -> None:
        session = context.session
        if not session.problems:
            session.tell(_("There are no problems."))
            return
        # Where the panel says what is wrong, walking through does not change workspaces at every step.
        going.lead(session, going.after(session, by), stay=context.window.is_panel_shown("problems"))

    return command


def next_language(context: Context) -> None:
    session = context.session
    tags = [language.tag for language in session.funnel.languages]
    if tags:
        at = tags.index(session.focus.language) + 1 if session.focus.language in tags else 0
        session.go(language=tags[at % len(tags)])


def menu(context: Context) -> None:
    context.window.show_menu()
