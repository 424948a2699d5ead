"""What the menu of a selection holds: entries that the agent compiled, or the fixed ones where it has not said anything yet; and what choosing one does."""
import os
import subprocess

import mamori_agent as agent
from mamori_agent import in_background, text

VERSIONS_PATIENCE = 0.05  # s; a menu that opens later feels slow
NEWEST = 5


class Entry:
    """One line: its name tells it from all others of all menus, its label marks the access key by '_'."""

    def __init__(self, name, label, action, enabled=True, group=0):
        self.name, self.label, self.action, self.enabled, self.group = name, label, action, enabled, group


def label_of(title):
    """From '&' as the mark of the access key to '_', as GTK has it."""
    parts = title.replace("_", "__").split("&&")
    return "&".join(part.replace("&", "_", 1) for part in parts)


def fixed_entries(kind, count):
    """The product's own, in the words of src/texts/menu-texts.ts: shown as long as no agent has published a menu."""
    yield "backup", "", text("backup"), 0, True
    if count == 1 and kind != "background":
        yield "versions", "", text("all"), 1, True
        yield "copy", "", text("copy"), 1, True
    if count <= 100:
        yield "why", "", text("why"), 2, True


class Versions:
    """The newest versions of a file or folder, asked for when a menu opens; None as long as no answer came."""

    def __init__(self, path):
        self.rows = None
        in_background(self.fetch, path).join(VERSIONS_PATIENCE)

    def fetch(self, path):
        try:
            self.rows = agent.present_versions(path)
        except agent.Unanswered:
            pass
        except agent.Refused:
            self.rows = []


def open_window(what, path):
    script = os.path.join(agent.FOLDER, "mamori_window.py")
    subprocess.Popen([agent.interpreter(), script, what, os.fsencode(path)], start_new_session=True)


def entries_for(table, kind, files):
    """The lines of our submenu for [(path in bytes, is a folder)]; none where nothing is to be shown."""
    paths = [os.fsdecode(path) for path, _ in files]
    listed = table.entries(kind, files) if table else None
    for action, command, title, group, enabled in fixed_entries(kind, len(files)) if listed is None else listed:
        name = f"Mamori::{kind}-{command if action == 'command' else action}"
        if action == "backup" or (action == "why" and len(paths) > 1):
            yield Entry(name, label_of(title), lambda verb=action: agent.click(verb, {"paths": paths}), enabled, group)
        elif action == "command":
            yield Entry(name, label_of(title), lambda command=command: agent.click("command", {"command": command, "paths": paths}), enabled, group)
        elif action == "versions":
            yield from version_entries(name, title, kind, paths[0], enabled, group)
        else:
            yield Entry(name, label_of(title), lambda what=action: open_window(what, paths[0]), enabled, group)


def version_entries(name, title, kind, path, enabled, group):
    rows = Versions(path).rows if enabled else []
    for number, row in enumerate((rows or [])[:NEWEST], 1):
        restore = {"paths": [path], "version": row["version"]}
        yield Entry(f"{name}-{number}", f"_{number}  {agent.described(row)}", lambda restore=restore: agent.click("restore", restore), True, group)
    yield Entry(name, label_of(text("choose") if rows is None else title), lambda: open_window("versions", path), enabled, group)
