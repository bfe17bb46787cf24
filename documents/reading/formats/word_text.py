"""The words of a Word paragraph as a reader sees them: runs joined, insertions kept, deletions gone."""

from collections.abc import Iterator

from documents.reading.formats.package import Element
from documents.reading.formats.word_styles import Styles, W

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# What only wraps other things: an insertion, a link, a content control, the result of a field.
_ANYWHERE = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
_BLOCK_WRAPPERS = frozenset(f"{W}{name}" for name in _ANYWHERE)
_WRAPPERS = (
    _BLOCK_WRAPPERS
    | {f"{W}{name}" for name in ("hyperlink", "fldSimple", "bdo", "dir", "r")}
    | {f"{_M}oMath", f"{_M}oMathPara", f"{_M}r"}
)
_WRITTEN = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_T = f"{W}t"
_RPR = f"{W}rPr"
_PAGE_BREAK = f"{W}lastRenderedPageBreak"


def body_children(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables of a body or a cell in order, through content controls and insertions."""
    for child in parent.iterchildren(f"{W}p", f"{W}tbl", *_BLOCK_WRAPPERS):
        if child.tag not in _BLOCK_WRAPPERS:
            yield child
        elif not _is_prompt(child):
            yield from body_children(child)


def _is_prompt(element: Element) -> bool:
    """A content control nobody filled in: what it shows is "Click here to enter text"."""
    properties = element.find(f"{W}sdtPr")
    return properties is not None and properties.find(f"{W}showingPlcHdr") is not None


class Words:
    """Reads paragraphs in document order; keeps the page Word last laid them out on, and text boxes met."""

    def __init__(self, styles: Styles) -> None:
        self.page = 1
        self.knows_pages = False
        self._styles = styles
        self._boxes: list[str] = []
        self._has_hidden = False

    def paragraph(self, element: Element) -> str:
        """The paragraph with its list mark or number in front; "" for an empty one."""
        text = "".join(self._pieces(element))
        mark = self._styles.list_mark(element, is_empty=not text.strip())
        return f"{mark} {text}".rstrip() if mark else text

    def take_boxes(self) -> list[str]:
        """The text boxes anchored in what was read since they were last taken."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def notes(self) -> list[str]:
        return ["Text that Word hides was left out."] if self._has_hidden else []

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == _T:
                yield child.text or ""
            elif tag in _WRAPPERS:
                yield from self._wrapped(child)
            elif tag in _WRITTEN:
                yield _WRITTEN[tag]
            elif tag == _PAGE_BREAK:
                self.page += 1
                self.knows_pages = True
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{_M}t":
                yield child.text or ""
            elif tag in (f"{_MC}AlternateContent", f"{W}drawing", f"{W}pict"):
                self._keep_boxes(child)

    def _wrapped(self, element: Element) -> Iterator[str]:
        if _is_prompt(element):
            return
        if self._is_hidden(element):
            self._has_hidden = True
            return
        yield from self._pieces(element)

    def _is_hidden(self, element: Element) -> bool:
        properties = element.find(_RPR)
        if properties is None:
            return False
        vanish = properties.find(f"{W}vanish")
        return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")

    def _keep_boxes(self, element: Element) -> None:
        chosen = element.find(f"{_MC}Choice")
        for box in (element if chosen is None else chosen).iter(f"{W}txbxContent"):
            lines = [self.paragraph(paragraph) for paragraph in box.iterchildren(f"{W}p")]
            text = "\n".join(lines).strip()
            if text:
                self._boxes.append(text)


def _symbol(element: Element) -> str:
    """A character of a symbol font; Wingdings' ticks and bullets are given as the signs they draw."""
    code = int(element.get(f"{W}char", "20"), 16) & 0xFF
    font = element.get(f"{W}font", "")
    if font.startswith("Wingdings"):
        return _WINGDINGS.get(code, "•")
    return chr(code)


_WINGDINGS = {0xFC: "✔", 0xFB: "✘", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0x6C: "●"}
