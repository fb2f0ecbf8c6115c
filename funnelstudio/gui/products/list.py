"""The list of products with their prices: search, select to edit, drag to the tree."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from funnelstudio.gui import theme
from funnelstudio.gui.add import add_kind
from funnelstudio.gui.controls.boxes import column, row
from funnelstudio.gui.controls.buttons import icon_button
from funnelstudio.gui.controls.words import label
from funnelstudio.gui.names import currency_of, price_words
from funnelstudio.gui.products.drag import PRODUCT, carried, start_drag
from funnelstudio.gui.session import Session
from funnelstudio.i18n import _
from funnelstudio.model.edits import products
from funnelstudio.model.ids import fresh
from funnelstudio.model.languages import isolated
from funnelstudio.model.products import Product

ID_ROLE = Qt.ItemDataRole.UserRole
PRICE_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 31


class ProductList(QWidget):
    """Products by name, filtered by what is typed; a click opens one in the inspector."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(_("Find a product…"))
        self.finder.setAccessibleName(_("Find a product"))
        self.finder.textChanged.connect(self.refresh)
        self.add_button = icon_button("plus", _("New product"), self.add)
        self.model = QStandardItemModel(self)
        self.view = ProductView(session)
        self.view.setModel(self.model)
        self.none = label(_("No products yet. Add the first one with the plus sign."), "caption", wrap=True)
        head = row(label(_("Products"), "section"), None, self.add_button)
        self.setLayout(column(head, self.finder, self.none, self.view))
        session.changed.connect(self._follow)
        session.focused.connect(self._show_focus)
        self._shown: tuple[object, str, str] | None = None
        self.refresh()

    def refresh(self, _typed: str = "") -> None:
        """Show the products that fit what is typed, in the order of the file."""
        funnel, tag = self._session.funnel, self._session.focus.language
        currency = currency_of(funnel, tag)
        self._shown = (funnel.products, tag, currency)
        wanted = self.finder.text().casefold().split()
        self.model.clear()
        for product_id, product in funnel.products.items():
            words = " ".join((product.name, *product.tags, product.vendor)).casefold()
            if all(word in words for word in wanted):
                item = QStandardItem(product.name or _("Without a name"))
                item.setData(product_id, ID_ROLE)
                item.setData(price_words(product.price, currency, tag), PRICE_ROLE)
                item.setEditable(False)
                self.model.appendRow(item)
        self.none.setVisible(not funnel.products)
        self.finder.setVisible(bool(funnel.products))
        self._show_focus()

    def add(self) -> None:
        """Add a product and open it in the inspector."""
        product_id = fresh(self._session.funnel.products)
        made = Product(name=_("New product"))
        if self._session.edit(_("Add product"), products.add_product, product_id, made):
            self.finder.clear()
            self._session.go(product=product_id, step="", field="name")

    def _follow(self, _changes: object) -> None:
        funnel, tag = self._session.funnel, self._session.focus.language
        if self._shown != (funnel.products, tag, currency_of(funnel, tag)):
            self.refresh()

    def _show_focus(self, _focus: object = None) -> None:
        if self._shown is not None and self._shown[1] != self._session.focus.language:
            self.refresh()
            return
        chosen = self._session.focus.product
        for number in range(self.model.rowCount()):
            index = self.model.index(number, 0)
            if index.data(ID_ROLE) == chosen and chosen:
                self.view.setCurrentIndex(index)
                return
        self.view.clearSelection()
        self.view.setCurrentIndex(QModelIndex())


class ProductView(QListView):
    """A list whose rows can be clicked, entered and dragged out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._press_at: QPointF | None = None
        self._delegate = ProductRow(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(_("Products"))

    def chosen(self) -> str:
        """The product of the current row."""
        found = self.currentIndex().data(ID_ROLE)
        return str(found) if found else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._press_at = event.position() if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._press_at
        if start is None:
            super().mouseMoveEvent(event)
        elif (event.position() - start).manhattanLength() >= QApplication.startDragDistance():
            self._press_at = None
            name = str(self.currentIndex().data() or "")
            if self.chosen():
                start_drag(self, carried(PRODUCT, self.chosen(), name), "product", name)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._press_at is not None and self.indexAt(event.position().toPoint()).isValid():
            self._session.go(product=self.chosen(), step="", field="")
        self._press_at = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._press_at = None
        if self.chosen():
            add_kind(self._session, "product", self.chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen():
            self._session.go(product=self.chosen(), step="", field="")
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.chosen():
            if self._session.edit(_("Remove product"), products.remove_product, self.chosen()):
                self._session.go(product="")
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()


class ProductRow(QStyledItemDelegate):
    """Paints a product: its name, its price at the end, a hairline below."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.palette()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_wash if selected else colours.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        else:
            painter.setPen(QColor(colours.line))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(5, 0, -5, 0)
        price = str(index.data(PRICE_ROLE) or "")
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.money_font())
        width = painter.fontMetrics().horizontalAdvance(price)
        painter.setPen(QColor(colours.secondary if not selected else colours.text))
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignTrailing, isolated(price))
        painter.setFont(theme.font())
        painter.setPen(QColor(colours.text))
        room = inner.width() - width - 10
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeading, isolated(name))
        painter.restore()
