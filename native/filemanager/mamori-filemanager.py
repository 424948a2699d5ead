"""Mamori in Nautilus, Nemo, Caja (emblems and menus) and Thunar (menus; it has no emblems).

One script for all four: which one has loaded it is seen from the running program.

- Emblems come from the mapped status table through the shim (mamori_table.py); drawing a file costs one look-up and no system call.
- What menus show is decided here, from a list that the agent compiled (mamori_menu.py); only versions are asked for, and waited for no longer than 50 ms.

`mamori shell install` puts a copy of this file where each file manager looks, and the rest into one folder of the user's data.
"""
import collections
import os
import sys
import urllib.parse

import gi

TICK_MS = 500  # how often what is drawn is compared with the table; a look-up costs about 2 µs
LOOKED_AT = 1024  # files a tick
MAX_SHOWN = 4096  # files that are kept up to date; those drawn longest ago are given up first
HOSTS = {  # the programs that draw a desktop load the scripts of their file manager
    "nautilus": ("Nautilus", ("4.1", "4.0", "3.0")), "nautilus-desktop": ("Nautilus", ("3.0",)), "nemo": ("Nemo", ("3.0",)), "nemo-desktop": ("Nemo", ("3.0",)),
    "caja": ("Caja", ("2.0",)), "thunar": ("Thunarx", ("3.0",)), "xfdesktop": ("Thunarx", ("3.0",)),
}
DESKTOPS = ("x-caja-desktop:", "x-nautilus-desktop:", "x-nemo-desktop:")  # what lies on them is in the user's desktop folder


def library_of(name, versions):
    for version in versions:
        try:
            gi.require_version(name, version)
            return getattr(__import__("gi.repository", fromlist=[name]), name)
        except (ValueError, AttributeError, ImportError):
            continue
    raise ImportError(f"no {name} of the versions {versions}")


from gi.repository import GLib, GObject  # noqa: E402: after the file manager's own library

sys.path.append(os.path.join(GLib.get_user_data_dir(), "mamori", "filemanager"))
import mamori_agent as agent  # noqa: E402
from mamori_agent import text  # noqa: E402
from mamori_menu import entries_for, label_of  # noqa: E402
from mamori_table import Table  # noqa: E402

FM = library_of(*HOSTS[agent.PROGRAM])
IS_THUNAR = HOSTS[agent.PROGRAM][0] == "Thunarx"

try:
    TABLE = Table()
except (OSError, ValueError, KeyError):
    TABLE = None  # menus go without it; `mamori shell doctor` tells why


def path_of(file):
    """The bytes of a local file's path; None for what lies elsewhere. Views of recent and found files name where a file really is."""
    uri = file.get_uri()
    if not uri.startswith("file:///") and hasattr(file, "get_activation_uri"):
        uri = file.get_activation_uri() or uri
    if uri.startswith(DESKTOPS) and not uri.partition(":")[2].strip("/"):
        return os.fsencode(GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_DESKTOP) or "") or None
    return urllib.parse.unquote_to_bytes(uri[7:]) if uri.startswith("file:///") else None


def item(name, label, action=None, tip="", enabled=True):
    made = FM.MenuItem(name=name, label=label, **({"tooltip": tip, "icon": ""} if IS_THUNAR else {"tip": tip, "icon": ""}))
    if not enabled:
        made.set_property("sensitive", False)
    if action and enabled:  # Thunar draws what is not enabled like the rest
        made.connect("activate", lambda *_: action())
    return made


def menu_for(kind, files):
    selected = [(path_of(file), file.is_directory()) for file in files]
    if not selected or any(path is None for path, _ in selected) or not agent.is_installed():
        return []
    entries = list(entries_for(TABLE, kind, selected))
    return [with_submenu(item(f"Mamori::{kind}", label_of(text("root")), tip=text("rootTip")), entries)] if entries else []


def with_submenu(parent, entries):
    """Without lines between groups: the one file manager that has any (Nemo) shows them as empty entries that can be chosen."""
    menu = FM.Menu()
    for entry in entries:
        line = item(entry.name, entry.label, entry.action, enabled=entry.enabled)
        menu.append_item(with_submenu(line, entry.below) if entry.below else line)
    (parent.set_menu if IS_THUNAR else parent.set_submenu)(menu)
    return parent


def items_of_files(_, *arguments):
    files = arguments[-1]
    return menu_for("folder" if all(file.is_directory() for file in files) else "file", files)


def items_of_background(_, *arguments):
    return menu_for("background", [arguments[-1]])


MENU_METHODS = ("get_file_menu_items", "get_folder_menu_items") if IS_THUNAR else ("get_file_items", "get_background_items")
MamoriMenus = type("MamoriMenus", (GObject.GObject, FM.MenuProvider), dict(zip(MENU_METHODS, (items_of_files, items_of_background))))

if TABLE and not IS_THUNAR:

    class MamoriEmblems(GObject.GObject, FM.InfoProvider):
        def __init__(self):
            super().__init__()
            self.lived = False  # the agent, at the last tick
            self.installed = True
            self.shown = collections.OrderedDict()  # path: (weak reference to the file, its emblem), longest looked at first
            GLib.timeout_add(TICK_MS, self.compare)

        def update_file_info(self, *arguments):
            file = arguments[-1]
            path = path_of(file)
            if path is None:
                return
            emblem = self.emblem(path)
            if emblem:
                file.add_emblem(emblem)
            self.shown[path] = (file.weak_ref(), emblem)
            self.shown.move_to_end(path)
            if len(self.shown) > MAX_SHOWN:
                self.shown.popitem(last=False)

        def compare(self):
            """Has files drawn anew whose emblem is no longer what the table says; all at once when the agent has come or gone."""
            if not self.shown:
                return True
            self.installed = agent.is_installed()
            answer, lives = TABLE.look(next(iter(self.shown))), self.installed and TABLE.lives()
            if answer in (Table.STALE, Table.NO_AGENT) or not lives:
                TABLE.refresh()
            for path in list(self.shown)[: LOOKED_AT if lives == self.lived else MAX_SHOWN]:
                reference, emblem = self.shown[path]
                self.shown.move_to_end(path)
                file = reference()
                if file is None:
                    del self.shown[path]
                elif self.emblem(path) != emblem:
                    file.invalidate_extension_info()
            self.lived = lives
            return True

        def emblem(self, path):
            return TABLE.emblem(path) if self.installed else None
