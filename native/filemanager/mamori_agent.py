"""What the file managers' extension and its window share: words, the agent's endpoint, clicks that are never lost.

The agent is waited for here, so nothing of this belongs on a thread that draws.
"""
import functools
import hashlib
import json
import locale
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid

from gi.repository import GLib

CLICK_PATIENCE = 2.0  # s, until the agent says that it keeps the click
CHOICE_PATIENCE = 3600.0  # s; a plugin's command may take long, and ends when nobody waits for it
MAX_PATHS = 10_000  # of one click; with the longest paths of use they fill half a message
FOLDER = os.path.dirname(os.path.realpath(__file__))
PROGRAM = os.path.basename(os.readlink("/proc/self/exe")).lower()[:64]

def language():
    """As src/texts/language.ts has it: the first of the variables that is set decides, then the locale."""
    named = next(filter(None, map(os.environ.get, ("MAMORI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), None) or locale.getlocale(locale.LC_MESSAGES)[0] or ""
    return "ja" if re.match(r"ja(?:$|[-_.@])", named, re.IGNORECASE) else "en"


LANGUAGE = language()


@functools.cache
def texts():
    return settings()["texts"]


def text(key):
    """Of src/texts/native/file-manager-texts.ts, as `shell install` wrote it beside this file."""
    return texts()[key][LANGUAGE]


def settings():
    with open(os.path.join(FOLDER, "filemanager.json"), encoding="utf-8") as file:
        return json.load(file)


class Unanswered(Exception):
    """No agent, or none that answered in time."""


class Refused(Exception):
    """The agent's own failure; `code` as in docs/errors.md."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def sockets():
    name = hashlib.sha256(settings()["home"].encode("utf-8", "surrogateescape")).hexdigest()[:16] + ".sock"
    folders = [os.environ.get("XDG_RUNTIME_DIR"), f"/run/user/{os.getuid()}"]
    return [os.path.join(folder, "mamori", name) for folder in folders if folder] + [f"/tmp/mamori-{os.getuid()}/{name}"]


def connect(patience):
    for address in sockets():
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(patience)
        try:
            connection.connect(address)
            _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
            if user == os.getuid():
                return connection
        except OSError:
            pass
        connection.close()
    raise Unanswered


def ask(verb, params, patience=None):
    """The result of one verb (src/wire/endpoint-messages.ts). Waits; not for the thread that draws."""
    messages = ({"type": "hello", "protocol": 1, "role": "shell", "program": PROGRAM}, {"type": "call", "id": 1, "verb": verb, "params": params})
    bodies = [json.dumps(message).encode() for message in messages]
    try:
        with connect(patience) as connection, connection.makefile("rb") as answers:
            connection.sendall(b"".join(struct.pack("<I", len(body)) + body for body in bodies))
            while True:
                header = answers.read(4)
                message = json.loads(answers.read(struct.unpack("<I", header)[0]))
                if message["type"] == "result":
                    return message["value"]
                if message["type"] == "failure":
                    raise Refused(message["error"]["code"])
    except (OSError, struct.error, ValueError) as failure:
        raise Unanswered from failure


def interpreter():
    """The Python that runs this, also inside a file manager: the one that is sure to have gi."""
    return os.path.join(sys.base_exec_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")


def click(verb, params):
    hand_over({"id": uuid.uuid4().hex, "verb": verb, **params})


def choose(key):
    """An entry of the tray, by the key that `tray.get` gave it."""
    hand_over({"verb": "tray", "key": key})


def hand_over(chosen):
    """Does not wait. A process of its own outlives the file manager, and runs where that (Thunar) holds the lock of Python between two calls."""
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(chosen).encode())
        file.seek(0)
        subprocess.Popen([interpreter(), os.path.join(FOLDER, "mamori_agent.py")], stdin=file, stdout=subprocess.DEVNULL, start_new_session=True)


def open_window(what, *words):
    subprocess.Popen([interpreter(), os.path.join(FOLDER, "mamori_window.py"), what, *words], start_new_session=True)


def deliver(chosen):
    """Never in vain: what the disk does not take either is told."""
    try:
        if chosen["verb"] == "tray":
            ask("tray.choose", {"key": chosen["key"]}, CHOICE_PATIENCE)
        else:
            deliver_click(chosen)
    except (Unanswered, Refused):
        open_window("whole")  # which starts the agent, and shows how things are now
    except OSError:
        open_window("not-kept")


def deliver_click(chosen):
    """Gives a click to the agent; one that it does not take in time is left for its next start, which is asked for."""
    paths = chosen["paths"]
    for number, at in enumerate(range(0, len(paths), MAX_PATHS)):
        part = {**chosen, "id": f"{chosen['id']}-{number}" if number else chosen["id"], "paths": paths[at : at + MAX_PATHS]}
        try:
            ask("click", part, CLICK_PATIENCE)
        except (Unanswered, Refused):
            keep(part)


def keep(chosen):
    folder = os.path.join(settings()["home"], "clicks")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    whole = os.path.join(folder, chosen["id"] + ".json")
    with open(whole + ".part", "w", encoding="ascii") as file:
        json.dump(chosen, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(whole + ".part", whole)
    start_agent()


def start_agent():
    """Another agent that runs already is left alone: there is one of a home. A program that is not where it was is left to the person, who is told where one waits."""
    start = settings().get("start")
    try:
        if start:
            subprocess.Popen(start, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError:
        pass


def is_installed():
    """False in a file manager that still runs after `mamori shell uninstall`: nothing of ours may show then."""
    return os.path.exists(os.path.join(FOLDER, "filemanager.json"))


def in_background(action, *arguments):
    thread = threading.Thread(target=action, args=arguments, daemon=True)
    thread.start()
    return thread


def present_versions(path):
    """Newest first; those whose content is in the vault."""
    return [row for row in ask("versions", {"path": path}, CLICK_PATIENCE)["versions"] if row["state"] == "present"]


def described(row):
    return f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(row['savedMs'] / 1000))}   {GLib.format_size(row['sizeBytes'])}"


if __name__ == "__main__":
    deliver(json.load(sys.stdin))
