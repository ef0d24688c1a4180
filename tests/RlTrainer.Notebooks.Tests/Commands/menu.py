"""Drives the interactive menu in a real terminal (a pseudo-terminal of Python's pexpect) as a user does.

Usage: menu.py DLL ROOT DATA_HOME
Prints one line a step; ends with 1 and what stood on the screen where something expected did not come."""
import json
import os
import re
import sys
import time

import pexpect

dll, root, home = sys.argv[1:4]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")
UP, DOWN, ENTER, ESC, CTRL_C, BACKSPACE = "\x1b[A", "\x1b[B", "\r", "\x1b", "\x03", "\x7f"


class Screen:
    """Everything the program wrote, as text; wait() looks at what came after the last wait()."""

    def __init__(self):
        environment = dict(os.environ, TERM="xterm-256color", XDG_DATA_HOME=home, LANG="C.UTF-8")
        environment.pop("NO_COLOR", None)
        self.child = pexpect.spawn("dotnet", [dll, "--root", root], env=environment, dimensions=(50, 140), encoding="utf-8", codec_errors="replace", echo=False)
        self.raw, self.seen = "", 0

    def wait(self, text, seconds=180):
        end = time.monotonic() + seconds
        while True:
            plain = ESCAPES.sub("", self.raw)
            found = plain.find(text, self.seen)
            if found >= 0:
                self.seen = found + len(text)
                return plain
            if time.monotonic() > end or not self.read():
                sys.exit(f"'{text}' did not come; the screen's end:\n{plain[-3000:]}")

    def read(self):
        try:
            self.raw += self.child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True

    def send(self, *keys):
        for key in keys:
            self.child.send(key)
            time.sleep(0.15)

    def end(self):
        while self.read():
            pass
        self.child.close()
        return self.child.exitstatus


def step(text):
    print(text, flush=True)


screen = Screen()
screen.wait("first steps")
screen.wait("What next")
screen.wait("11 Quit")
assert "\x1b[" in screen.raw and "38;5" in screen.raw, "the terminal shows no colours"
step("the first start shows the instructions and the menu, in colours")

screen.send("4", UP, DOWN, ENTER)
screen.wait("Training  ")
screen.send(ESC)
screen.wait("back")
screen.wait("11 Quit")
screen.send(DOWN, ENTER)
screen.wait("Data  ")
screen.send(CTRL_C)
screen.wait("back")
screen.wait("11 Quit")
step("Esc and Ctrl+C go back to the menu")

screen.send("5", ENTER)
screen.wait("error: There is no trained model yet")
screen.wait("11 Quit")
step("evaluating before training says what to do")

screen.send("4", ENTER)
screen.wait("3 curriculum")
screen.send(ENTER)
screen.wait("measuring this machine")
screen.send(ENTER, ENTER, ENTER)
screen.wait("here at")
screen.wait("2 production")
time.sleep(1)
screen.read()
assert "Instrument" not in ESCAPES.sub("", screen.raw)[screen.seen:], "a key of before the question answered it"
screen.send(ENTER)
screen.wait("Instrument  ")
screen.wait("▸  1 NQ")
screen.wait("bars are here")
screen.wait("10 type it")
screen.send(UP, ENTER)
screen.wait("Symbol")
screen.send("X", BACKSPACE, *"NW", ENTER)
screen.wait("The symbol was 'NW', which is not an instrument here; did you mean NQ?")
screen.wait("Symbol")
screen.send(*"nq", ENTER)
screen.wait("Name of the run")
screen.send(ENTER)
screen.wait(f"the same as typing: rltrainer train phase1 --test --symbol NQ --root {root}")
screen.wait("╌")
screen.wait("evaluation at")
screen.wait("all steps trained")
screen.wait("done")
screen.wait("11 Quit")
step("a test training: nothing typed ahead counts, the time here, a mistyped symbol, the command line, a progress bar, the log, done")

screen.send("4", ENTER)
screen.wait("3 curriculum")
screen.send(ENTER)
screen.wait("2 production")
screen.send("2", ENTER)
screen.wait("Gold (custom)")
screen.wait("10 type it")
screen.send(ENTER)
screen.wait("Name of the run")
screen.send(*"long", ENTER)
screen.wait("the same as typing: rltrainer train phase1 --symbol NQ --name long")
screen.wait("steps/s")
screen.send(ESC)
screen.wait("the state is being saved")
screen.wait("interrupted after")
screen.wait("go on: rltrainer train phase1 --resume --name long")
screen.wait("stopped")
screen.wait("Resume long")
screen.wait("12 Quit")
with open(os.path.join(root, "runs", "long", "summary.json")) as file:
    assert json.load(file)["StopReason"] == "interrupted"
step("Esc stops a production training with its state saved, and the menu offers to go on")

screen.send("1", ENTER)
screen.wait("the same as typing: rltrainer train phase1 --resume --name long")
screen.wait("steps/s")
screen.send(ESC)
screen.wait("interrupted after")
screen.wait("12 Quit")
step("it goes on where it was stopped")

screen.send("7", ENTER)
screen.wait("5 prune")
screen.send(ENTER)
screen.wait("rltrainer runs list")
screen.wait("unfinished")
screen.wait("done")
screen.wait("12 Quit")
screen.send("2", ENTER)
screen.wait("rltrainer doctor")
screen.wait("Vectors")
screen.wait("12 Quit")
step("runs and set-up check")

screen.send("1", "0", ENTER)
screen.wait("Any command")
screen.wait("completion")
screen.send("1", ENTER)
screen.wait("the rest of the line")
screen.send(ENTER)
screen.wait("Usage:")
screen.wait("12 Quit")
step("any command, its help first")

screen.send("1", "2", ENTER)
screen.wait("Goodbye.")
assert screen.end() == 0, "the menu did not end with 0"
again = Screen()
again.wait("12 Quit")
assert "first steps again" in ESCAPES.sub("", again.raw) and "─first steps─" not in ESCAPES.sub("", again.raw), "the instructions were shown twice"
again.send(ESC)
again.wait("Goodbye.")
assert again.end() == 0
step("the second start shows no instructions; Esc leaves")
