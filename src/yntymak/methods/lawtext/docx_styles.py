"""What styles and automatic numbering of a DOCX add to the words: superscripts and list numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from yntymak.methods.lawtext.numbering import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_MAX_STEPS = 20  # styles based on one another; a circle must end


def value(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(W + name, "")


def is_on(element: etree._Element | None) -> bool:
    return element is not None and value(element) not in {"0", "false", "off", "none"}


@dataclass
class Styles:
    _styles: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None) -> "Styles":
        found = [] if root is None else root.findall(f"{W}style")
        return cls({style.get(W + "styleId", ""): style for style in found})

    def chain(self, style_id: str) -> Iterator[etree._Element]:
        """The style and those it is based on, nearest first."""
        for _ in range(_MAX_STEPS):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = value(style.find(f"{W}basedOn"))

    def is_superscript(self, run_properties: etree._Element | None) -> bool:
        """Raised by vertAlign, by a character style, or by hand (position, in half points)."""
        if run_properties is None:
            return False
        align = value(run_properties.find(f"{W}vertAlign"))
        if align:
            return align == "superscript"
        raised = value(run_properties.find(f"{W}position"))
        if raised.isdigit() and int(raised) >= 4:
            return True
        return any(
            value(style.find(f"{W}rPr/{W}vertAlign")) == "superscript"
            for style in self.chain(value(run_properties.find(f"{W}rStyle")))
        )

    def number_properties(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """(numId, level) of an automatically numbered paragraph, direct or through its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        direct = properties.find(f"{W}numPr")
        styles = self.chain(value(properties.find(f"{W}pStyle")))
        styled = [style.find(f"{W}pPr/{W}numPr") for style in styles]
        levels = [value(each.find(f"{W}ilvl")) for each in (direct, *styled) if each is not None]
        ids = [value(each.find(f"{W}numId")) for each in (direct, *styled) if each is not None]
        number = next(filter(None, ids), "")
        level = next(filter(None, levels), "0")
        return None if number in {"", "0"} or not level.isdigit() else (number, int(level))


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str


class ListNumbers:
    """Counts automatic numbers the way a word processor shows them."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = {
                _integer(level.get(W + "ilvl", "0")): _Level(
                    _integer(value(level.find(f"{W}start")) or "1"),
                    value(level.find(f"{W}numFmt")),
                    value(level.find(f"{W}lvlText")),
                )
                for level in abstract.findall(f"{W}lvl")
            }
        for number in root.findall(f"{W}num"):
            number_id = number.get(W + "numId", "")
            self._list_of[number_id] = value(number.find(f"{W}abstractNumId"))
            for override in number.findall(f"{W}lvlOverride"):
                start = value(override.find(f"{W}startOverride"))
                if start:
                    level = _integer(override.get(W + "ilvl", "0"))
                    self._restarts[number_id, level] = _integer(start)

    def next(self, number_id: str, level: int) -> str:
        """The printed number of the next paragraph of this list; empty for unknown lists."""
        abstract = self._list_of.get(number_id, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts.pop((number_id, level), None)
        counts[level] = (
            restart if restart is not None else counts.get(level, levels[level].start - 1) + 1
        )
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return self._printed(levels, level, counts)

    def _printed(self, levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
        if levels[level].form in {"bullet", "none", ""}:
            return "-" if levels[level].form == "bullet" else ""
        text = levels[level].text
        for place, each in levels.items():
            count = counts.get(place, each.start)
            text = text.replace(f"%{place + 1}", _formatted(count, each.form))
        return text


def _integer(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


def _formatted(count: int, form: str) -> str:
    letters = {"russian": _RUSSIAN, "lower": _LATIN, "upper": _LATIN}
    if form.endswith("Roman"):
        written = roman(max(count, 1))
        return written if form.startswith("upper") else written.lower()
    for opening, alphabet in letters.items():
        is_letter = form.startswith("russian") or form.endswith("Letter")
        if form.startswith(opening) and is_letter and 1 <= count <= len(alphabet):
            letter = alphabet[count - 1]
            return letter.upper() if "pper" in form else letter
    return str(count)
