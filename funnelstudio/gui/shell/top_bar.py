"""The bar at the top of the window: document, workspaces, language, problems and the one primary button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from funnelstudio.gui import theme
from funnelstudio.gui.actions import WORKSPACE_LABELS
from funnelstudio.gui.controls.boxes import row
from funnelstudio.gui.controls.buttons import Button, IconButton, button, icon_button
from funnelstudio.gui.controls.words import ElidedLabel, label, tooltip
from funnelstudio.gui.messages import SEVERITY_ICONS
from funnelstudio.gui.names import language_label
from funnelstudio.gui.problem_places import TODO, shown_as
from funnelstudio.gui.session import WORKSPACES, Session
from funnelstudio.i18n import _, ngettext
from funnelstudio.model.funnel import source_tag

if TYPE_CHECKING:  # the checks need not be there before the first paint
    from funnelstudio.checks.problem import Problem

HEIGHT = 52
_SIDES: Final = (12, 15)
_GAP: Final = 12
_NAME: Final = 200
"""Of a long name of the document, so much stands before anything else gives way."""
_LANGUAGE: Final = 72
"""A language is shortened to no less than this."""


class _Fit(NamedTuple):
    """How much is told: pixels around the workspaces' words, all words or the fewest, and the state."""

    around: int = 36
    is_brief: bool = False
    has_state: bool = True
    language: int = 600


_FITS: Final = (
    _Fit(),
    _Fit(16),
    _Fit(16, language=200),
    _Fit(16, is_brief=True, language=200),
    _Fit(16, is_brief=True, has_state=False, language=200),
    _Fit(12, is_brief=True, has_state=False, language=110),
)
"""From much room to little; in the last, the language and then the name are shortened."""


class Logo(QWidget):
    """The program's mark."""

    def __init__(self, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        theme.signals.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette().accent))
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, area.width() * 0.25, area.width() * 0.25)
        painter.setPen(QColor(theme.palette().on_accent))
        painter.setFont(theme.font(round(area.width() * 0.56), QFont.Weight.Bold))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "F")


class Segments(QFrame):
    """The switch between the workspaces."""

    def __init__(self, choose: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        layout = row(spacing=2, margins=(3, 3, 3, 3))
        for number, workspace in enumerate(WORKSPACES, 1):
            made = Button(_(WORKSPACE_LABELS[workspace]), "segment")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, name=workspace: choose(name))
            keys = QKeySequence(f"Ctrl+{number}").toString(QKeySequence.SequenceFormat.NativeText)
            tooltip(made, f"{made.text()} ({keys})")
            self._group.addButton(made)
            self.buttons[workspace] = made
            layout.addWidget(made)
        self.setLayout(layout)
        self.spread(36)

    def spread(self, room: int) -> None:
        """Give each button its words and `room` pixels around them."""
        # The chosen one is bolder: room for that in all of them keeps the bar from moving.
        bold = QFontMetrics(theme.font(weight=QFont.Weight.DemiBold))
        for made in self.buttons.values():
            made.setMinimumWidth(bold.horizontalAdvance(made.text()) + room)

    def show_chosen(self, workspace: str) -> None:
        if workspace in self.buttons:
            self.buttons[workspace].setChecked(True)


class TopBar(QFrame):
    """Shows the state of the document and switches workspace, language and problems."""

    def __init__(
        self,
        session: Session,
        open_menu: Callable[[], object],
        toggle_problems: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._fitted = _FITS[0]
        self._language_words = ("", "")
        self._problems_told = _told(())
        self.setProperty("role", "panel")
        self.setFixedHeight(HEIGHT)
        self.menu_button: IconButton = icon_button("menu", _("Menu (F10)"), open_menu)
        self.name = ElidedLabel("", "strong")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.state = label("", "secondary")
        self.segments = Segments(lambda name: session.go(workspace=name))
        self.language = Button("–")
        self.language.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.language.show_icon("chevron-down")
        self.language_menu = QMenu(self.language)
        self.language_menu.aboutToShow.connect(self._fill_languages)
        self.language.setMenu(self.language_menu)
        self.problems = button("–", toggle_problems, icon="circle-check")
        self.export = button(_("Export pages"), lambda: session.go(workspace="publish"), "primary")
        self._build()
        self.show_title()
        self._show_problems()
        self._show_focus()
        session.changed.connect(self._on_changed)
        session.focused.connect(self._show_focus)
        session.checked.connect(self._show_problems)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        self._left, self._right = left, right = QWidget(), QWidget()
        left.setLayout(row(Logo(), self.menu_button, 2, self.name, self.state, None, spacing=8))
        right.setLayout(row(None, self.language, self.problems, self.export, spacing=12))
        for side in (left, right):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # Where room is short, the name gives way, and not what can be clicked.
        right.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        layout.setContentsMargins(_SIDES[0], 0, _SIDES[1], 0)
        layout.setSpacing(_GAP)
        layout.addWidget(left, 1)
        layout.addWidget(self.segments)
        layout.addWidget(right, 1)
        self.document_parts = (
            self.name,
            self.state,
            self.segments,
            self.language,
            self.problems,
            self.export,
        )

    def show_document(self, is_open: bool) -> None:
        """Show the parts that belong to a document, or hide them on the start page."""
        for part in self.document_parts:
            part.setVisible(is_open)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Tell as much as there is room for; what can be clicked is never covered."""
        if self.name.isHidden():
            self.state.hide()
            return
        for fit in _FITS:
            self._fitted = fit
            self.state.setVisible(fit.has_state)
            self.segments.spread(fit.around)
            self.export.setText(_("Export") if fit.is_brief else _("Export pages"))
            self._tell_problems()
            lacking = self._tell_language(fit.language)
            if lacking <= 0:
                return
        self._tell_language(max(_LANGUAGE, self.language.sizeHint().width() - lacking))

    def _tell_language(self, most: int) -> int:
        """Show the language in `most` pixels; returns how many the bar then lacks."""
        whole, short = self._language_words
        self.language.setText(whole)
        if self.language.sizeHint().width() > most:
            self.language.setText(short)
            metrics = self.language.fontMetrics()
            around = self.language.sizeHint().width() - metrics.horizontalAdvance(short)
            self.language.setText(metrics.elidedText(short, Qt.TextElideMode.ElideRight, most - around))
        tooltip(self.language, whole if self.language.text() != whole else "")
        name = self.name.sizeHint().width()
        left = self._left.sizeHint().width() - name + min(name, _NAME)
        rest = self.segments.sizeHint().width() + self._right.sizeHint().width()
        return left + rest + sum(_SIDES) + 2 * _GAP - self.width()

    def show_title(self, state: str = "") -> None:
        """Show the document's name and whether it is saved, in one word."""
        name = self._session.funnel.title or _("Untitled")
        if (name, state) != (self.name.words(), self.state.text()):
            self.name.show_words(name)
            self.state.setText(state)
            self._fit()

    def _on_changed(self, changes: object) -> None:
        if getattr(changes, "title", True):
            self.show_title(self.state.text())
        if getattr(changes, "languages", True):
            self._show_focus()

    def _show_focus(self, _focus: object = None) -> None:
        focus, funnel = self._session.focus, self._session.funnel
        self.segments.show_chosen(focus.workspace)
        words = short = language_label(funnel, focus.language)
        source = source_tag(funnel)
        if focus.workspace == "write" and focus.language != source:
            words = f"{language_label(funnel, source)} → {words}"
        told = (words or _("No language"), short or _("No language"))
        if told != self._language_words:
            self._language_words = told
            self.language.setAccessibleName(_("Language: {name}").format(name=words))
            self._fit()

    def _fill_languages(self) -> None:
        self.language_menu.clear()
        funnel, session = self._session.funnel, self._session
        for language in funnel.languages:
            action = self.language_menu.addAction(language_label(funnel, language.tag))
            action.setCheckable(True)
            action.setChecked(language.tag == session.focus.language)
            action.triggered.connect(lambda _checked=False, tag=language.tag: session.go(language=tag))
        self.language_menu.addSeparator()
        edit = self.language_menu.addAction(theme.icon("languages"), _("Languages…"))
        edit.triggered.connect(
            lambda: session.go(workspace="draw", step="", product="", place="", field="languages")
        )

    def _show_problems(self, _problems: object = None) -> None:
        self._problems_told = _told(self._session.problems)
        self._tell_problems()
        self._fit()

    def _tell_problems(self) -> None:
        told, is_brief = self._problems_told, self._fitted.is_brief
        words, count, icon, colour, role = told[0]
        said = ", ".join(each[0] for each in told)
        # Where room is short, the name of the document needs it more.
        self.problems.setText(count if is_brief and count else words)
        self.problems.setAccessibleName(said)
        tooltip(self.problems, said if is_brief or said != words else "")
        self.problems.show_icon(icon, colour)
        self.problems.give_role(role)


def _told(problems: Iterable[Problem]) -> list[tuple[str, str, str, str, str]]:
    """What there is to say of the problems, the most pressing first: words, count, icon, colour and role."""
    counts = Counter(map(shown_as, problems))
    todo, worst = counts.pop(TODO, 0), next((shown for shown in ("error", "warning") if counts[shown]), "")
    told = []
    if faults := counts.total():
        words = ngettext("{count} problem", "{count} problems", faults).format(count=faults)
        role = {"error": "danger", "warning": "warning"}.get(worst, "")
        told.append((words, str(faults), *SEVERITY_ICONS[worst or "notice"], role))
    if todo:
        words = ngettext("{count} to do", "{count} to do", todo).format(count=todo)
        told.insert(len(told) if worst else 0, (words, str(todo), "circle", "secondary", ""))
    return told or [(_("No problems"), "", "circle-check", "ending", "")]
