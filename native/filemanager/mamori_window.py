"""The window behind "All versions…", "Restore a copy…", "Why?" and "Mamori as a whole…". Runs by itself, with GTK 4 or 3, whichever is there.

mamori_window.py versions|copy|why PATH; whole: what the tray shows and does; not-kept: a choice that could not be passed on.
"""
import os
import sys
import time

import gi

for version in ("4.0", "3.0"):
    try:
        gi.require_version("Gtk", version)
        break
    except ValueError:
        continue

from gi.repository import GLib, Gtk  # noqa: E402

import mamori_agent as agent  # noqa: E402
from mamori_agent import in_background, text  # noqa: E402
from mamori_menu import label_of  # noqa: E402

IS_GTK4 = Gtk.get_major_version() == 4
STARTING = 60.0  # s that an agent which was just started is asked again and again
ASK_PATIENCE = 10.0  # s for one answer; an agent that hangs has none
LOOK_AGAIN_MS = 1000  # while the whole is shown


def put(box, widget):
    box.append(widget) if IS_GTK4 else box.add(widget)


class Window:
    """A sentence, and rows with buttons below it; everything can be reached by Tab, and Escape closes it."""

    def __init__(self, title):
        self.window = Gtk.Window(title=title, default_width=460, default_height=320)
        self.status = Gtk.Label(label="…", wrap=True, selectable=True, xalign=0, margin_top=12, margin_bottom=12, margin_start=12, margin_end=12)
        self.rows = Gtk.ListBox(selection_mode=Gtk.SelectionMode.NONE)
        scrolled = Gtk.ScrolledWindow(vexpand=True)
        box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
        scrolled.set_child(self.rows) if IS_GTK4 else scrolled.add(self.rows)
        put(box, self.status)
        put(box, scrolled)
        self.window.set_child(box) if IS_GTK4 else self.window.add(box)
        self.close_on_escape()
        self.present()

    def close_on_escape(self):
        keys = Gtk.EventControllerKey() if IS_GTK4 else Gtk.EventControllerKey.new(self.window)
        self.keys = keys  # GTK 3 does not keep it
        keys.connect("key-pressed", lambda _, key, *rest: key == 0xFF1B and (self.window.close() or True))
        if IS_GTK4:
            self.window.add_controller(keys)

    def present(self):
        self.window.present() if IS_GTK4 else self.window.show_all()

    def ask(self, show, verb, params):
        in_background(self.wait_for, show, verb, params)

    def wait_for(self, show, verb, params):
        """On a thread of its own: the answer is shown on the main one. Where no agent answers one is started."""
        until = time.monotonic() + STARTING
        started = False
        while time.monotonic() < until:
            try:
                GLib.idle_add(show, agent.ask(verb, params, ASK_PATIENCE))
                return
            except agent.Unanswered:
                if not started:
                    GLib.idle_add(self.say, text("starting"))
                    agent.start_agent()
                    started = True
                time.sleep(1)
            except agent.Refused as refusal:
                GLib.idle_add(self.say, text("noVersions") if refusal.code == "restore.unknown-path" else text("refused").format(code=refusal.code))
                return
        GLib.idle_add(self.say, text("away"))

    def say(self, words):
        self.status.set_label(words)

    def add_row(self, words, label, action):
        line = Gtk.Box(spacing=12, margin_top=4, margin_bottom=4, margin_start=12, margin_end=12)
        button = Gtk.Button(label=label, use_underline=True, hexpand=not words)
        button.connect("clicked", lambda *_: action())
        if words:
            put(line, Gtk.Label(label=words, hexpand=True, xalign=0))
        put(line, button)
        put(self.rows, line)
        row = line.get_parent()
        (row.set_focusable if IS_GTK4 else row.set_can_focus)(False)  # Tab goes from button to button
        if row.get_index() == 0:
            button.grab_focus()

    def clear(self):
        while self.rows.get_row_at_index(0):
            self.rows.remove(self.rows.get_row_at_index(0))


class PathWindow(Window):
    def __init__(self, what, path):
        super().__init__(f"Mamori – {os.path.basename(GLib.filename_display_name(path))}")
        self.path = path
        self.verb = "restore-copy" if what == "copy" else "restore"
        if what == "why":
            self.ask(self.show_why, "why", {"paths": [path], "language": agent.LANGUAGE})
        else:
            self.ask(self.show_versions, "versions", {"path": path})

    def show_why(self, answers):
        """An older agent has no words: then the answer alone is said."""
        name = GLib.filename_display_name(self.path)
        self.say(f"{name}\n\n{answers[0]['words']}")

    def show_versions(self, answer):
        versions = [row for row in answer["versions"] if row["state"] == "present"]
        self.say(GLib.filename_display_name(self.path) if versions else text("noVersions"))
        for row in versions:
            self.add_row(agent.described(row), text("restoreCopy" if self.verb == "restore-copy" else "restore"), lambda version=row["version"]: self.restore(version))
        self.present()

    def restore(self, version):
        self.say(text("asked"))
        agent.click(self.verb, {"paths": [self.path], "version": version})


class WholeWindow(Window):
    """What the tray shows and does, where there is none and its menu did not come in time; follows what runs."""

    def __init__(self):
        super().__init__("Mamori")
        self.shown = None
        self.look()

    def look(self):
        self.ask(self.show_whole, "tray.get", {"language": agent.LANGUAGE})
        return False

    def show_whole(self, tray):
        self.say("\n".join(tray["state"]))
        if tray["entries"] != self.shown:
            self.shown = tray["entries"]
            self.clear()
            self.add_entries(self.shown)
            self.present()
        GLib.timeout_add(LOOK_AGAIN_MS, self.look)

    def add_entries(self, entries):
        for entry in entries:
            self.add_entries(entry.get("below", ()))
            if entry["enabled"] and not entry.get("below"):
                self.add_row("", ("✓ " if entry.get("checked") else "") + label_of(entry["label"]), lambda key=entry["key"]: agent.choose(key))


def open_window(what, path=None):
    if what == "whole":
        return WholeWindow()
    if what == "not-kept":
        window = Window("Mamori")
        window.say(text("notKept"))
        return window
    return PathWindow(what, os.fsencode(path).decode("utf-8", "surrogateescape"))


def main():
    Gtk.Settings.get_default().set_property("gtk-label-select-on-focus", False)
    loop = GLib.MainLoop()
    window = open_window(*sys.argv[1:])
    window.window.connect("close-request" if IS_GTK4 else "destroy", lambda *_: loop.quit())
    loop.run()


if __name__ == "__main__" and sys.argv[1] in ("versions", "copy", "why", "whole", "not-kept"):
    main()
