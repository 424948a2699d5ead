"""The window behind "All versions…", "Restore a copy…" and "Why?": mamori_window.py versions|copy|why PATH. Runs by itself, with GTK 4 or 3, whichever is there."""
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

IS_GTK4 = Gtk.get_major_version() == 4


def put(box, widget):
    box.append(widget) if IS_GTK4 else box.add(widget)


STARTING = 60  # times a second apart that an agent which was just started is asked


class Window:
    def __init__(self, what, path):
        self.path = path
        self.verb = "restore-copy" if what == "copy" else "restore"
        self.window = Gtk.Window(title=f"Mamori – {os.path.basename(GLib.filename_display_name(path))}", default_width=460, default_height=320)
        self.status = Gtk.Label(label="…", wrap=True, margin_top=12, margin_bottom=12, margin_start=12, margin_end=12)
        self.rows = Gtk.ListBox(selection_mode=Gtk.SelectionMode.NONE)
        scrolled = Gtk.ScrolledWindow(vexpand=True)
        box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
        scrolled.set_child(self.rows) if IS_GTK4 else scrolled.add(self.rows)
        put(box, self.status)
        put(box, scrolled)
        self.window.set_child(box) if IS_GTK4 else self.window.add(box)
        self.present()
        in_background(self.ask, *((self.show_why, "why", {"paths": [path]}) if what == "why" else (self.show_versions, "versions", {"path": path})))

    def present(self):
        self.window.present() if IS_GTK4 else self.window.show_all()

    def ask(self, show, verb, params):
        """On a thread of its own: the answer is shown on the main one. Where no agent answers one is started."""
        for attempt in range(STARTING):
            try:
                GLib.idle_add(show, agent.ask(verb, params))
                return
            except agent.Unanswered:
                if attempt == 0:
                    GLib.idle_add(self.say, text("starting"))
                    agent.start_agent()
                time.sleep(1)
            except agent.Refused as refusal:
                GLib.idle_add(self.say, text("no-versions") if refusal.code == "restore.unknown-path" else refusal.code)
                return
        GLib.idle_add(self.say, text("away"))

    def say(self, words):
        self.status.set_label(words)

    def show_why(self, answers):
        answer = answers[0]
        reason = answer.get("rule") or answer.get("code")
        self.say(text(answer["answer"]) + (f"\n{reason}" if reason else ""))

    def show_versions(self, answer):
        versions = [row for row in answer["versions"] if row["state"] == "present"]
        self.say(GLib.filename_display_name(self.path) if versions else text("no-versions"))
        for row in versions:
            line = Gtk.Box(spacing=12, margin_top=4, margin_bottom=4, margin_start=12, margin_end=12)
            button = Gtk.Button(label=text(self.verb))
            button.connect("clicked", self.restore, row["version"])
            put(line, Gtk.Label(label=agent.described(row), hexpand=True, xalign=0))
            put(line, button)
            put(self.rows, line)
            row = line.get_parent()
            (row.set_focusable if IS_GTK4 else row.set_can_focus)(False)  # Tab goes from button to button
            if row.get_index() == 0:
                button.grab_focus()
        self.present()

    def restore(self, _, version):
        self.say(text("asked"))
        agent.click(self.verb, {"paths": [self.path], "version": version})


def main():
    what, path = sys.argv[1:]
    loop = GLib.MainLoop()
    window = Window(what, os.fsencode(path).decode("utf-8", "surrogateescape"))
    window.window.connect("close-request" if IS_GTK4 else "destroy", lambda *_: loop.quit())
    loop.run()


if __name__ == "__main__" and sys.argv[1] in ("versions", "copy", "why"):
    main()
