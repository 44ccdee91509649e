"""Check a ribbon against what Office's schema of 2009/07 allows of the elements that we use."""

from xml.etree import ElementTree as ET

NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
CHILDREN = {
    "customUI": {"ribbon", "contextMenus"},
    "ribbon": {"tabs"},
    "tabs": {"tab"},
    "tab": {"group"},
    "group": {"button", "toggleButton"},
    "contextMenus": {"contextMenu"},
    "contextMenu": {"menu"},
    "menu": {"button"},
    "button": set(),
    "toggleButton": set(),
}
SHOWN = {"id", "label", "getLabel"}
BUTTON = SHOWN | {
    *("size", "imageMso", "keytip", "onAction", "screentip", "supertip", "getSupertip"),
    "getEnabled",
}
ATTRIBUTES = {
    "customUI": {"onLoad"},
    **dict.fromkeys(("tab", "group", "menu"), SHOWN),
    "button": BUTTON,
    "toggleButton": BUTTON | {"getPressed"},
}
# The menus of Excel that a right click on a cell opens.
MENUS_OF_EXCEL = {"ContextMenuCell", "ContextMenuListRange"}
# Of Excel 2013 to Microsoft 365, in the lists that Microsoft publishes
# (OfficeDev/office-fluent-ui-command-identifiers).
IMAGES = {
    *("ErrorChecking", "FilePrintPreview", "ReviewAcceptOrRejectChangeDialog", "Undo"),
    *("Consolidate", "ViewSideBySide", "DataValidation", "PropertySheet", "Help"),
    *("FileSave", "ReviewPreviousComment", "ReviewNextComment", "ConditionalFormattingMenu"),
}


def faults(text):
    """Return what is wrong in the text of a ribbon, one line each."""
    root = ET.fromstring(text.encode())  # noqa: S314  a text of ours
    found = [] if root.tag == f"{NAMESPACE}customUI" else [f"root {root.tag}"]
    ids = [element.get("id", "") for element in root.iter() if element.get("id")]
    found += [f"id {own} twice" for own in sorted({own for own in ids if ids.count(own) > 1})]
    for element in root.iter():
        found += _faults_of(element)
    return found


def _faults_of(element):
    name = element.tag.removeprefix(NAMESPACE)
    keys = set(element.keys())
    if name == "contextMenu":
        keys.discard("idMso")
        if element.get("idMso") not in MENUS_OF_EXCEL:
            yield f"contextMenu {element.get('idMso')}"
    yield from (f"{name} {key}" for key in sorted(keys - ATTRIBUTES.get(name, set())))
    tags = {child.tag.removeprefix(NAMESPACE) for child in element}
    yield from (f"{tag} in {name}" for tag in sorted(tags - CHILDREN.get(name, set())))
    if ATTRIBUTES.get(name, set()) >= SHOWN and "id" not in keys:
        yield f"{name} without id"
    if {"label", "getLabel"} <= keys:
        yield f"{element.get('id')} with two labels"
    if element.get("size", "large") not in ("normal", "large"):
        yield f"size {element.get('size')}"
    if element.get("imageMso", "Help") not in IMAGES:
        yield f"imageMso {element.get('imageMso')}"
