"""What the agent publishes for file managers, read through the shim (native/shim/include/mamori_shim.h, version 2): states of files, and what menus show.

Nothing here waits or asks the agent. A table belongs to the thread that made it.
"""
import ctypes
import itertools

import mamori_agent as agent

VERSION = 2
MENU_FORMAT = 1
MENU_BYTES = 65_520
MOST_ENTRIES = 60  # a longer menu nobody reads
PATHS_LINUX = 1
MENUS = {"file": 0, "folder": 1, "background": 2}
KIND_FILE, KIND_FOLDER = 1, 2
ACTIONS = ("command", "backup", "versions", "copy", "why")


class Answer(ctypes.Structure):
    _fields_ = [("state", ctypes.c_uint8), ("is_folder", ctypes.c_uint8), ("reason", ctypes.c_uint16), ("root", ctypes.c_uint32)]


class Selection(ctypes.Structure):
    _fields_ = [("count", ctypes.c_uint32)] + [(name, ctypes.c_uint8) for name in ("menu", "kind", "status", "in_root", "extension_bytes")] + [("extension", ctypes.c_uint8 * 55)]


class Entry(ctypes.Structure):
    _fields_ = [("command", ctypes.c_uint32), ("title", ctypes.c_uint32), ("command_bytes", ctypes.c_uint16), ("title_bytes", ctypes.c_uint16),
                ("group", ctypes.c_uint16), ("action", ctypes.c_uint8), ("enabled", ctypes.c_uint8)]


class Table:
    """Raises OSError, ValueError or KeyError when there is no library that can be used."""

    FOUND, STALE, NO_AGENT = 0, 4, 5
    EMBLEMS = (None, "mamori-protected", "mamori-in-progress", "mamori-problem")

    def __init__(self):
        self.shim = ctypes.CDLL(agent.settings()["shim"])
        if self.shim.mamori_negotiate(VERSION, VERSION) != VERSION:
            raise OSError("the shim speaks another version")
        self.shim.mamori_reader_open.restype = ctypes.c_void_p
        self.shim.mamori_reader_lookup.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32, ctypes.c_void_p]
        self.reader = ctypes.c_void_p(self.shim.mamori_reader_open(b"", 0, ctypes.byref(ctypes.c_int32())))
        if not self.reader:
            raise OSError("the status table cannot be read")
        self.answer = Answer()
        self.menu = None  # the last list and its booleans: shown also when the agent is gone
        self.refresh()

    def refresh(self):
        self.shim.mamori_reader_refresh(self.reader)

    def lives(self):
        """Whether the agent that published runs: a few system calls."""
        return self.shim.mamori_reader_writer_lives(self.reader) == 1

    def look(self, path):
        return self.shim.mamori_reader_lookup(self.reader, path, len(path), ctypes.byref(self.answer))

    def emblem(self, path):
        return self.EMBLEMS[self.answer.state] if self.look(path) == self.FOUND and self.answer.state < 4 else None

    def entries(self, menu, files):
        """What shows in a menu for [(path, is a folder)]: [(action, command, title, group, enabled)], or None where the agent has not said yet."""
        self.read_menu()
        if self.menu is None:
            return None
        decisions, low, high = self.menu
        selection = self.select(menu, files)
        found = (Entry * MOST_ENTRIES)()
        count = self.shim.mamori_menu_evaluate(decisions, len(decisions), low, high, ctypes.byref(selection), found, MOST_ENTRIES)
        if count < 0:
            return None
        words = lambda at, length: decisions[at : at + length].decode("utf-8", "replace")
        return [(ACTIONS[one.action], words(one.command, one.command_bytes), words(one.title, one.title_bytes), one.group, one.enabled == 1) for one in found[:count]]

    def select(self, menu, files):
        paths = b"".join(path for path, _ in files)
        ends = (ctypes.c_uint32 * len(files))(*itertools.accumulate(len(path) for path, _ in files))
        kinds = bytes(KIND_FOLDER if is_folder else KIND_FILE for _, is_folder in files)
        selection = Selection()
        self.shim.mamori_reader_select(self.reader, PATHS_LINUX, MENUS[menu], paths, len(paths), ends, kinds, len(files), ctypes.byref(selection))
        return selection

    def read_menu(self):
        """Takes what is published now; what was taken before stays while no agent publishes, and goes when one says nothing of menus."""
        for _ in range(2):
            version, written, low, high = (ctypes.c_uint32() for _ in range(4))
            decisions = ctypes.create_string_buffer(MENU_BYTES)
            code = self.shim.mamori_reader_menu(self.reader, ctypes.byref(version), decisions, MENU_BYTES, ctypes.byref(written))
            if code == self.FOUND:
                self.shim.mamori_reader_booleans(self.reader, ctypes.byref(low), ctypes.byref(high))
                self.menu = (decisions.raw[: written.value], low.value, high.value) if version.value == MENU_FORMAT else None
            if code not in (self.FOUND, self.STALE) or (code == self.FOUND and self.look(b"/") != self.NO_AGENT and self.lives()):
                return
            self.refresh()  # the next agent's table is another one
