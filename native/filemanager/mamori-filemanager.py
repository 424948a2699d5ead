"""Mamori in Nautilus, Nemo, Caja (emblems and menus) and Thunar (menus; it has no emblems).

One script for all four: which one has loaded it is seen from the running program.

- Emblems come from the mapped status table through the shim (native/shim); drawing a file costs one look-up and no system call.
- The agent is asked beside the thread that draws; an opening menu waits for it no longer than VERSIONS_PATIENCE.

`mamori shell install` puts a copy of this file where each file manager looks, and the rest into one folder of the user's data.
"""
import collections
import ctypes
import os
import subprocess
import sys
import urllib.parse

import gi

VERSIONS_PATIENCE = 0.05  # s; a menu that opens later feels slow
TICK_MS = 500  # how often what is drawn is compared with the table; a look-up costs about 2 µs
LOOKED_AT = 1024  # files a tick
MAX_SHOWN = 4096  # files that are kept up to date; those drawn longest ago are given up first
HOSTS = {"nautilus": ("Nautilus", ("4.1", "4.0", "3.0")), "nemo": ("Nemo", ("3.0",)), "caja": ("Caja", ("2.0",)), "thunar": ("Thunarx", ("3.0",))}

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
from mamori_agent import in_background, text  # noqa: E402

FM = library_of(*HOSTS[agent.PROGRAM])
IS_THUNAR = agent.PROGRAM == "thunar"


class Answer(ctypes.Structure):
    _fields_ = [("state", ctypes.c_uint8), ("is_folder", ctypes.c_uint8), ("reason", ctypes.c_uint16), ("root", ctypes.c_uint32)]


class Table:
    """What the agent publishes, read through the shim (native/shim/include/mamori_shim.h, version 1)."""

    FOUND, OUTSIDE, STALE, NO_AGENT = 0, 2, 4, 5
    EMBLEMS = (None, "mamori-protected", "mamori-in-progress", "mamori-problem")

    def __init__(self):
        self.shim = ctypes.CDLL(agent.settings()["shim"])
        if self.shim.mamori_negotiate(1, 1) != 1:
            raise OSError("the shim speaks another version")
        self.shim.mamori_reader_open.restype = ctypes.c_void_p
        self.shim.mamori_reader_lookup.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.c_void_p]
        self.reader = ctypes.c_void_p(self.shim.mamori_reader_open(b"", 0, ctypes.byref(ctypes.c_int32())))
        if not self.reader:
            raise OSError("the status table cannot be read")
        self.answer = Answer()
        self.refresh()

    def refresh(self):
        self.shim.mamori_reader_refresh(self.reader)

    def look(self, path):
        return self.shim.mamori_reader_lookup(self.reader, path, len(path), ctypes.byref(self.answer))

    def emblem(self, path):
        return self.EMBLEMS[self.answer.state] if self.look(path) == self.FOUND and self.answer.state < 4 else None


try:
    TABLE = Table()
except (OSError, ValueError, KeyError):
    TABLE = None  # menus go without it; `mamori shell doctor` tells why


def path_of(file):
    """The bytes of a local file's path; None for what lies elsewhere."""
    uri = file.get_uri()
    return urllib.parse.unquote_to_bytes(uri[7:]) if uri.startswith("file:///") else None


class Versions:
    """The newest versions of a file, asked for when a menu opens."""

    def __init__(self, path):
        self.rows = None
        in_background(self.fetch, path).join(VERSIONS_PATIENCE)

    def fetch(self, path):
        try:
            self.rows = [row for row in agent.ask("versions", {"path": path}, agent.CLICK_PATIENCE)["versions"] if row["state"] == "present"]
        except agent.Unanswered:
            pass
        except agent.Refused:
            self.rows = []


def open_window(what, path):
    script = os.path.join(agent.FOLDER, "mamori_window.py")
    subprocess.Popen([agent.interpreter(), script, what, path.encode("utf-8", "surrogateescape")], start_new_session=True)


def item(name, label, action=None, tip=""):
    made = FM.MenuItem(name=name, label=label, **({"tooltip": tip, "icon": ""} if IS_THUNAR else {"tip": tip, "icon": ""}))
    if action:
        made.connect("activate", lambda *_: action())
    return made


def entries(kind, paths):
    """The entries of our submenu; the file manager tells items apart by their names, across kinds."""
    only = paths[0] if len(paths) == 1 else None
    yield item(f"Mamori::{kind}-backup", text("backup"), lambda: agent.click("backup", {"paths": paths}))
    if only is None:
        return
    rows = Versions(only).rows if kind == "file" else []
    for number, row in enumerate((rows or [])[:5], 1):
        restore = {"paths": [only], "version": row["version"], "overwrite": "always"}
        yield item(f"Mamori::{kind}-version-{number}", f"_{number}  {agent.described(row)}", lambda restore=restore: agent.click("restore", restore))
    yield item(f"Mamori::{kind}-versions", text("choose" if rows is None else "all"), lambda: open_window("versions", only))
    yield item(f"Mamori::{kind}-why", text("why"), lambda: open_window("why", only))


def menu_for(kind, files):
    paths = [path_of(file) for file in files]
    if not paths or None in paths or (TABLE and all(TABLE.look(path) == Table.OUTSIDE for path in paths)):
        return []
    root = item(f"Mamori::{kind}", text("root"), tip=text("root-tip"))
    menu = FM.Menu()
    for entry in entries(kind, [path.decode("utf-8", "surrogateescape") for path in paths]):
        menu.append_item(entry)
    (root.set_menu if IS_THUNAR else root.set_submenu)(menu)
    return [root]


def items_of_files(_, *arguments):
    files = arguments[-1]
    return menu_for("folder" if len(files) == 1 and files[0].is_directory() else "file", files)


def items_of_background(_, *arguments):
    return menu_for("background", [arguments[-1]])


MENU_METHODS = ("get_file_menu_items", "get_folder_menu_items") if IS_THUNAR else ("get_file_items", "get_background_items")
MamoriMenus = type("MamoriMenus", (GObject.GObject, FM.MenuProvider), dict(zip(MENU_METHODS, (items_of_files, items_of_background))))

if TABLE and not IS_THUNAR:

    class MamoriEmblems(GObject.GObject, FM.InfoProvider):
        def __init__(self):
            super().__init__()
            self.shown = collections.OrderedDict()  # path: (weak reference to the file, its emblem), longest looked at first
            GLib.timeout_add(TICK_MS, self.compare)

        def update_file_info(self, *arguments):
            file = arguments[-1]
            path = path_of(file)
            if path is None:
                return
            emblem = TABLE.emblem(path)
            if emblem:
                file.add_emblem(emblem)
            self.shown[path] = (file.weak_ref(), emblem)
            self.shown.move_to_end(path)
            if len(self.shown) > MAX_SHOWN:
                self.shown.popitem(last=False)

        def compare(self):
            """Has files drawn anew whose emblem is no longer what the table says."""
            if not self.shown:
                return True
            answer = TABLE.look(next(iter(self.shown)))
            if answer in (Table.STALE, Table.NO_AGENT):
                TABLE.refresh()
            for path in list(self.shown)[: MAX_SHOWN if answer == Table.NO_AGENT else LOOKED_AT]:
                reference, emblem = self.shown[path]
                self.shown.move_to_end(path)
                file = reference()
                if file is None:
                    del self.shown[path]
                elif TABLE.emblem(path) != emblem:
                    file.invalidate_extension_info()
            return True
