"""What the menu of a selection holds: entries that the agent compiled, or the fixed ones where it has not said anything yet; and what choosing one does."""
import os

import mamori_agent as agent
from mamori_agent import in_background, text

MENU_PATIENCE = 0.05  # s; a menu that opens later feels slow
NEWEST = 5


class Entry:
    """One line: its name tells it from all others of all menus, its label marks the access key by '_'; `below` are the lines of a submenu."""

    def __init__(self, name, label, action=None, enabled=True, below=()):
        self.name, self.label, self.action, self.enabled, self.below = name, label, action, enabled, below


def label_of(title):
    """From '&' as the mark of the access key to '_', as GTK has it."""
    parts = title.replace("_", "__").split("&&")
    return "&".join(part.replace("&", "_", 1) for part in parts)


def fixed_entries(kind, count):
    """The product's own, in the words of src/texts/menu-texts.ts: shown as long as no agent has published a menu."""
    yield "backup", "", text("backup"), 0, True
    if count == 1 and kind != "background":
        yield "versions", "", text("versions"), 1, True
        yield "copy", "", text("copy"), 1, True
    if count <= 100:
        yield "why", "", text("why"), 2, True


class Prefetch:
    """What the agent answers when a menu opens; None as long as no answer came, `refused` where it has none."""

    def __init__(self, refused, ask, *arguments):
        self.answer = None
        in_background(self.fetch, refused, ask, *arguments).join(MENU_PATIENCE)

    def fetch(self, refused, ask, *arguments):
        try:
            self.answer = ask(*arguments)
        except agent.Unanswered:
            pass
        except agent.Refused:
            self.answer = refused


def open_window(what, path):
    agent.open_window(what, os.fsencode(path))


def entries_for(table, kind, files):
    """The lines of our submenu for [(path in bytes, is a folder)]; none where nothing is to be shown."""
    paths = [os.fsdecode(path) for path, _ in files]
    listed = table.entries(kind, files) if table else None
    for action, command, title, _, enabled in fixed_entries(kind, len(files)) if listed is None else listed:
        name = f"Mamori::{kind}-{command if action == 'command' else action}"
        if action == "backup" or (action == "why" and len(paths) > 1):
            yield Entry(name, label_of(title), lambda verb=action: agent.click(verb, {"paths": paths}), enabled)
        elif action == "command":
            yield Entry(name, label_of(title), lambda command=command: agent.click("command", {"command": command, "paths": paths}), enabled)
        elif action == "versions":
            yield from version_entries(name, title, kind, paths[0], enabled)
        else:
            yield Entry(name, label_of(title), lambda what=action: open_window(what, paths[0]), enabled)
    if kind == "background":
        yield from whole_entries()


def version_entries(name, title, kind, path, enabled):
    rows = Prefetch([], agent.present_versions, path).answer if enabled else []
    for number, row in enumerate((rows or [])[:NEWEST], 1):
        restore = {"paths": [path], "version": row["version"]}
        yield Entry(f"{name}-{number}", f"_{number}  {agent.described(row)}", lambda restore=restore: agent.click("restore", restore))
    yield Entry(name, label_of(text("chooseVersion") if rows is None else title), lambda: open_window("versions", path), enabled)


def whole_entries():
    """What the tray has, where none is shown; as long as no agent answers, the way to start it."""
    tray = Prefetch({"shown": True}, agent.ask, "tray.get", {"language": agent.LANGUAGE}, agent.CLICK_PATIENCE).answer
    if tray is None:
        yield Entry("Mamori::whole", label_of(text("wholeWindow")), lambda: agent.open_window("whole"))
    elif not tray["shown"]:
        state = [Entry(f"Mamori::whole-state-{number}", line.replace("_", "__"), enabled=False) for number, line in enumerate(tray["state"])]
        yield Entry("Mamori::whole", label_of(text("whole")), below=[*state, *tray_entries("Mamori::whole", tray["entries"])])


def tray_entries(name, entries):
    for number, entry in enumerate(entries):
        tick = "✓ " if entry.get("checked") else ""
        yield Entry(f"{name}-{number}", tick + label_of(entry["label"]), lambda key=entry["key"]: agent.choose(key), entry["enabled"],
                    list(tray_entries(f"{name}-{number}", entry.get("below", ()))))
