"""SVG bytes -> the same drawing with nothing in it that runs, loads or embeds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from portal_api.errors import PortalError

SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"

# Shapes, text and paint (SVG 2, chapters 5, 7 to 14); no script, animation, style sheet or other markup.
_ELEMENTS = frozenset(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker""".split()  # noqa: SIM905  # reads better
)
_LOADS = re.compile(
    r"url\(\s*['\"]?(?!\s*['\"]?#)|@import|image-set|src\(|expression\(|javascript:|\\", re.IGNORECASE
)
_DEEPEST = 100
_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*['\"](?!utf-8['\"])", re.IGNORECASE)


class UnfitPicture(PortalError):
    """Why a picture cannot be published, and the remedy, as two arguments."""


def safe_svg(data: bytes) -> bytes:
    """The drawing without what editors add for themselves (other namespaces, comments, metadata).

    The bytes stay as they are where there is nothing to leave out.

    Raises:
        UnfitPicture: not well-formed UTF-8 XML, or something in it runs, loads or embeds.
    """
    root = _parsed(data)
    if root.tag != f"{SVG}svg":
        raise UnfitPicture("this is not an SVG picture", 'its first element has to be <svg xmlns="...">')
    _refuse_depth(root)
    left_out = sum(_leave_out(element) for element in root.iter())
    for unfit in _unfit_in(root):
        remedy = "export it as plain SVG with shapes, text and paint only"
        raise UnfitPicture(f"this SVG holds {unfit}", remedy)
    if not left_out and b"<!--" not in data:
        return data
    ET.register_namespace("", SVG[1:-1])
    ET.register_namespace("xlink", _XLINK[1:-1])
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def svg_size(data: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels; those of the viewBox where they are told in other units."""
    root = _parsed(data)
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    if (width is None or height is None) and len(box) == 4:
        width, height = map(_pixels, box[2:])
    if width is None or height is None:
        remedy = 'give <svg> a viewBox="0 0 WIDTH HEIGHT" of plain numbers'
        raise UnfitPicture("the size of this SVG is not told", remedy)
    return width, height


def _pixels(text: str) -> int | None:
    found = re.fullmatch(r"\s*([0-9]{1,6}(?:\.[0-9]{0,20})?)(?:px)?\s*", text)
    return round(float(found[1])) if found else None


def _parsed(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<?xml-stylesheet" in data:
        remedy = "remove <!DOCTYPE ...> and <?xml-stylesheet ...?>"
        raise UnfitPicture("this SVG declares a document type, entities or a style sheet", remedy)
    try:
        text = data.decode("utf-8")
        if _ENCODING.match(text.lstrip("\ufeff")):
            raise UnfitPicture("this SVG is not in UTF-8", "save it as UTF-8")
        return ET.fromstring(text)  # noqa: S314  # document types and entities are refused above
    except (ET.ParseError, UnicodeDecodeError) as error:
        raise UnfitPicture(
            f"this SVG is not well-formed XML: {error}", "export it again as plain SVG"
        ) from None


def _refuse_depth(root: ET.Element) -> None:
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > _DEEPEST:
            raise UnfitPicture(f"this SVG is nested more than {_DEEPEST} levels deep", "ungroup its parts")


def _leave_out(element: ET.Element) -> int:
    """Remove children and attributes of other namespaces, and metadata; how many."""
    foreign = [
        child for child in element if not str(child.tag).startswith(SVG) or child.tag == f"{SVG}metadata"
    ]
    for child in foreign:
        element.remove(child)
    names = [name for name in element.attrib if name.startswith("{") and name != f"{_XLINK}href"]
    for name in names:
        del element.attrib[name]
    return len(foreign) + len(names)


def _unfit_in(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name not in _ELEMENTS:
            yield f"<{name}>"
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            if local.startswith("on") or (local in ("href", "src") and not value.startswith("#")):
                yield f"the attribute {local}"
            if _LOADS.search(value):
                yield f"{local}={value[:40]!r}"
