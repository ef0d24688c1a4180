"""Measures Jupyter kernels beside each other and prints src/engines.md's table. Arguments: a working folder, the kernels' names."""
import os
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

LONG = 10.0


class Kernel:
    def __init__(self, name, folder):
        self.manager = KernelManager(kernel_name=name)
        self.heard = []                # whichever cell it belongs to
        started = time.monotonic()
        self.manager.start_kernel(cwd=folder, stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=180)
        self.ready = time.monotonic() - started

    def run(self, code, timeout=60.0):
        """(seconds, messages) until idle; seconds is None when it is not idle in time."""
        started = time.monotonic()
        request = self.client.execute(code)
        return self.collect(request, started, timeout)

    def collect(self, request, started, timeout):
        seen = []
        while time.monotonic() - started < timeout:
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except Exception:
                continue
            self.heard.append(message)
            if message["parent_header"].get("msg_id") != request:
                continue
            seen.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return time.monotonic() - started, seen
        return None, seen

    def stop(self, code):
        """Seconds from the stop to idle, as text."""
        started = time.monotonic()
        request = self.client.execute(code)
        time.sleep(3)
        self.manager.interrupt_kernel()
        pressed = time.monotonic()
        seconds, _ = self.collect(request, started, LONG + 3)
        return f"{time.monotonic() - pressed:.1f} s" if seconds is not None else f"not within {LONG:.0f} s"

    def complete(self, code):
        started = time.monotonic()
        request = self.client.complete(code, len(code))
        while time.monotonic() - started < 60:
            try:
                reply = self.client.get_shell_msg(timeout=1)
            except Exception:
                continue
            if reply["parent_header"].get("msg_id") == request:
                return time.monotonic() - started
        return float("nan")

    def megabytes(self):
        children, pids = {}, [self.manager.provisioner.process.pid]
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = open(f"/proc/{entry}/stat").read().rsplit(")", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry))
            except OSError:
                pass
        total = 0
        while pids:
            pid = pids.pop()
            pids += children.get(pid, [])
            with open(f"/proc/{pid}/status") as status:
                total += sum(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return total // 1024

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def kinds(messages):
    return [message["msg_type"] for message in messages]


def text(messages):
    """Everything that the messages show or say, joined."""
    parts = []
    for message in messages:
        content = message["content"]
        parts += [str(value) for value in content.get("data", {}).values()] + [content.get("text", ""), content.get("evalue", "")] + content.get("traceback", [])
    return "\n".join(parts)


def yes(holds):
    return "yes" if holds else "no"


def ended(seconds, messages):
    """Whether a cell came to its end without an error; a kernel that did not answer in time has not said."""
    return "no answer" if seconds is None else yes("error" not in kinds(messages))


def updates(messages):
    shown = [m["content"]["transient"].get("display_id") for m in messages if m["msg_type"] == "display_data" and "one" in text([m])]
    changed = [m["content"]["transient"].get("display_id") for m in messages if m["msg_type"] == "update_display_data"]
    return bool(shown) and shown == changed


def measure(name, folder):
    kernel, rows = Kernel(name, folder), {}
    rows["start to ready"] = f"{kernel.ready:.1f} s"
    kernel.run("1 + 1")
    rows["`1 + 1`, median of 15"] = f"{1000 * statistics.median(kernel.run('1 + 1')[0] for _ in range(15)):.0f} ms"
    kernel.run("var numbers = Enumerable.Range(1, 10).ToList();")
    completions = [kernel.complete("numbers.Se") for _ in range(6)]
    rows["completion, first · median"] = f"{completions[0]:.2f} · {statistics.median(completions[1:]):.2f} s"
    rows["memory after these cells"] = f"{kernel.megabytes()} MB"
    _, messages = kernel.run('var shown = display("one"); shown.Update("two");')
    rows["`display`, then `Update`: one name for both"] = yes(updates(messages))
    kernel.run('#r "../artifacts/bin/RlTrainer.Interactive/release/RlTrainer.Interactive.dll"')
    _, messages = kernel.run('var live = RlTrainer.Interactive.LiveDisplay.Show("one"); live.Update("two");')
    rows["`LiveDisplay.Show`, then `Update`: one name for both"] = yes(updates(messages))
    _, messages = kernel.run("int zero = 0;\nint x = 1;\nint y = x / zero;")
    rows["an exception names the cell's line"] = yes("line 3" in text(messages))
    _, messages = kernel.run("int a = 1;\nint b = a +;")
    rows["a compile error names the line"] = yes("line 2" in text(messages) or "(2," in text(messages))
    _, messages = kernel.run('_ = Task.Run(async () => { await Task.Delay(700); Console.WriteLine("late"); });')
    kernel.run("await Task.Delay(2500);")
    rows["output of a task after its cell ended"] = "reaches a cell" if any("late" in text([message]) for message in kernel.heard if message["msg_type"] == "stream") else "lost"
    kernel.run("double[] values = { 1, 2, 3 }; string json = \"[1,2,3]\";")
    seconds, messages = kernel.run("#!fsharp\n#!set --name values --value @csharp:values\nArray.sum values", 180)
    rows["`#!set` gives F# the array itself"] = ended(seconds, messages)
    seconds, messages = kernel.run("#!fsharp\n#!set --name json --value @csharp:json\njson.Length", 180)
    rows["`#!set` gives F# a text"] = ended(seconds, messages)
    _, messages = kernel.run("#!mermaid\ngraph LR\n  a --> b")
    rows["mermaid without a script from a network"] = yes("https://" not in text(messages))
    for command in ("#!lsmagic", "#!about", "#!who", "#!connect"):
        _, messages = kernel.run(command)
        rows[f"`{command}` answers"] = yes("error" not in kinds(messages) and bool(text(messages).strip()))
    seconds, messages = kernel.run("for (int i = 0; i < 200_000; i++) Console.WriteLine(i);", 60)
    rows["200,000 `WriteLine`"] = f"{seconds:.1f} s, {len(messages)} messages" if seconds is not None else "not done after 60 s"
    kernel.end()
    kernel = Kernel(name, folder)
    kernel.run("1")
    seconds, _ = kernel.run("#!javascript\nconsole.log(1);", 45)
    rows["`#!javascript` without a browser"] = f"{seconds:.1f} s" if seconds is not None else "not done after 45 s"
    kernel.end()
    kernel = Kernel(name, folder)
    kernel.run("1")
    rows["stop of `await Task.Delay(60_000)`"] = kernel.stop("await Task.Delay(60_000);")
    kernel.end()
    kernel = Kernel(name, folder)
    kernel.run("1")
    rows["stop of `while (true) { }`"] = kernel.stop("while (true) { }")
    kernel.end()
    return rows


def main():
    folder, names = sys.argv[1], sys.argv[2:]
    columns = {name: measure(name, folder) for name in names}
    print(f"| | {' | '.join(names)} |\n|---{'|---' * len(names)}|")
    for row in columns[names[0]]:
        print(f"| {row} | {' | '.join(columns[name].get(row, '–') for name in names)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
