"""Drives the kernel with the real Jupyter client. One argument: the scenario. JUPYTER_DATA_DIR names where the kernel is installed."""
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

NAME = ".net-csharp"


class Kernel:
    def __init__(self):
        self.manager = KernelManager(kernel_name=NAME)
        started = time.monotonic()
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=30)
        self.ready_seconds = time.monotonic() - started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)
        self.manager.cleanup_resources()

    def until_idle(self, message_id, timeout=30):
        """All broadcasts of a request until the kernel is idle again."""
        seen = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            seen.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return seen

    def reply(self, message_id, channel="shell", timeout=30):
        while True:
            message = getattr(self.client, f"get_{channel}_msg")(timeout=timeout)
            if message["parent_header"].get("msg_id") == message_id:
                return message

    def run(self, code, timeout=30, **options):
        message_id = self.client.execute(code, **options)
        seen = self.until_idle(message_id, timeout)
        return self.reply(message_id, timeout=timeout)["content"], seen


def of(seen, kind):
    return [message["content"] for message in seen if message["msg_type"] == kind]


def text(seen, name="stdout"):
    return "".join(content["text"] for content in of(seen, "stream") if content["name"] == name)


def equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: was {found!r}, expected {expected!r}")


def round_trip(kernel):
    """Seconds of a trivial cell, warm: what this machine, busy as it is, takes for the least thing."""
    trips = []
    for _ in range(5):
        started = time.monotonic()
        kernel.run("1")
        trips.append(time.monotonic() - started)
    return statistics.median(trips)


def within(seconds, limit, trip, what):
    """The limit holds where a trivial cell takes up to 25 ms, as on two idle cores; a busier machine gets as much more."""
    allowed = limit * max(1, trip / 0.025)
    if seconds > allowed:
        raise AssertionError(f"{what} took {seconds:.3f} s, more than {allowed:.3f} s")


def basics():
    with Kernel() as kernel:
        message_id = kernel.client.kernel_info()
        info = kernel.reply(message_id)["content"]
        equal(info["protocol_version"], "5.3", "protocol_version")
        equal(info["language_info"]["name"], "C#", "language")
        reply, seen = kernel.run("var x = 6;\nConsole.WriteLine(\"hi\");\nx * 7")
        equal(reply["status"], "ok", "status")
        equal(reply["execution_count"], 1, "count")
        equal([m["msg_type"] for m in seen], ["status", "execute_input", "stream", "execute_result", "status"], "order")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "42", "value")
        equal(text(seen), "hi\n", "stdout")
        reply, seen = kernel.run("\nthrow new Exception(\"bad\");")
        equal((reply["status"], reply["ename"], reply["evalue"]), ("error", "System.Exception", "bad"), "error")
        equal(of(seen, "error")[0]["traceback"][1], "at cell 2, line 2", "trace")
        reply, seen = kernel.run("x = 7;", silent=True)
        equal([m["msg_type"] for m in seen], ["status", "status"], "silent")
        reply, seen = kernel.run("1", user_expressions={"twice": "2 * x", "none": "nothing"})
        equal(reply["user_expressions"]["twice"]["data"]["text/plain"], "14", "user expression")
        equal(reply["user_expressions"]["none"]["status"], "error", "wrong user expression")
        equal(reply["execution_count"], 3, "silent cells do not count")
        reply, seen = kernel.run("var d = display(\"one\");\nd.Update(\"two\");")
        shown, updated = of(seen, "display_data")[0], of(seen, "update_display_data")[0]
        equal(updated["transient"]["display_id"], shown["transient"]["display_id"], "display_id")
        equal(updated["data"]["text/plain"], "two", "update")


def background():
    with Kernel() as kernel:
        first = kernel.client.execute("_ = Task.Run(async () => { await Task.Delay(600); Console.Write(\"late\"); });")
        kernel.until_idle(first)
        second = kernel.client.execute("await Task.Delay(1500);")
        parents = []
        while True:
            message = kernel.client.get_iopub_msg(timeout=10)
            if message["msg_type"] == "stream":
                parents.append(message["parent_header"]["msg_id"])
            if message["parent_header"].get("msg_id") == second and message["content"].get("execution_state") == "idle":
                break
        equal(parents, [first], "the parent of a task's late output")


RUNAWAY = [
    "while (true) { }",
    "for (;;) ;",
    "again: goto again;",
    "Parallel.For(0, int.MaxValue, i => { while (true) { } });",
    "int F(int n) { while (true) n++; }\nF(1)",
    "await Task.Delay(-1);",
    "System.Threading.Thread.Sleep(-1);",
    "#!fsharp\nlet rec loop n : int =\n    loop (n + 1)\nloop 0",
]


def interrupt():
    times = []
    with Kernel() as kernel:
        kernel.run("var kept = 5;")
        trip = round_trip(kernel)
        kernel.run("#!fsharp\n1")
        for code in RUNAWAY:
            message_id = kernel.client.execute(code)
            time.sleep(0.8 + 4 * trip)                    # past its compilation, also where the machine is busy
            started = time.monotonic()
            kernel.manager.interrupt_kernel()
            reply = kernel.reply(message_id, timeout=10)["content"]
            times.append(time.monotonic() - started)
            equal(reply["status"], "error", code)
            equal(reply["ename"], "Stopped", f"{code}, which says {reply['evalue']!r}")
        reply, seen = kernel.run("kept")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "5", "state after interrupts")
    print(json.dumps({"median_ms": round(1000 * statistics.median(times), 1), "all_ms": [round(1000 * t, 1) for t in times]}))
    within(statistics.median(times), 0.1, trip, f"the median of {times}")


def cooperative():
    with Kernel() as kernel:
        message_id = kernel.client.execute(
            "var token = Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken;\n"
            "Console.WriteLine(\"started\");\n"
            "while (!token.IsCancellationRequested) System.Threading.Thread.Sleep(10);\n"
            "System.Threading.Thread.Sleep(700);\n\"saved\"")
        while kernel.client.get_iopub_msg(timeout=20)["msg_type"] != "stream":
            pass
        kernel.manager.interrupt_kernel()
        seen = kernel.until_idle(message_id)
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "saved", "a cell that looks at the token")
        equal(kernel.reply(message_id)["content"]["status"], "ok", "its status")


def restart():
    with Kernel() as kernel:
        kernel.run("var x = 1;")
        kernel.manager.restart_kernel(now=False)
        kernel.client.wait_for_ready(timeout=30)
        reply, _ = kernel.run("x")
        equal(reply["status"], "error", "a restarted kernel knows no variables")
        reply, seen = kernel.run("2 + 2")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "4", "after restart")


def comm():
    with Kernel() as kernel:
        session = kernel.client.session

        def send(kind, content):
            message = session.msg(kind, content)
            kernel.client.shell_channel.send(message)
            return [m for m in kernel.until_idle(message["header"]["msg_id"]) if m["msg_type"] != "status"]

        def info(target=None):
            return kernel.reply(kernel.client.comm_info(target))["content"]["comms"]

        seen = send("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
        equal([(m["msg_type"], m["content"]["comm_id"]) for m in seen], [("comm_close", "c1")], "an unknown target is closed")
        equal(info(), {}, "no comm is open")
        kernel.run(
            "using System.Text.Json.Nodes;\nusing RlTrainer.Notebooks.Jupyter;\nint sum = 0;\n"
            "Comms.Register(\"adder\", (channel, first) =>\n{\n    sum = (int)first[\"n\"]!;\n"
            "    channel.Received = data =>\n    {\n        if ((string?)data[\"do\"] == \"fail\") throw new Exception(\"meant\");\n        if ((string?)data[\"do\"] == \"hang\") while (true) { }\n"
            "        sum += (int)data[\"n\"]!;\n        Console.Write($\"sum {sum}\");\n        channel.Send(new JsonObject { [\"sum\"] = sum });\n    };\n"
            "    channel.Closed = data => Console.Write(\"closed\");\n});\n"
            "Comms.Register(\"broken\", (channel, first) => throw new Exception(\"no\"));")
        equal(send("comm_open", {"comm_id": "c2", "target_name": "adder", "data": {"n": 40}}), [], "a known target opens quietly")
        equal(info(), {"c2": {"target_name": "adder"}}, "the open comm is listed")
        equal(info("nobody"), {}, "comms of another target")
        seen = send("comm_msg", {"comm_id": "c2", "data": {"n": 2}})
        equal(text(seen), "sum 42", "what a handler writes is shown")
        equal(of(seen, "comm_msg"), [{"comm_id": "c2", "data": {"sum": 42}}], "what a handler sends arrives")
        seen = send("comm_msg", {"comm_id": "c2", "data": {"do": "fail"}})
        equal(text(seen, "stderr").split("\n")[:2], ["comm_msg: System.Exception: meant", "at cell 1, line 9"], "a handler that fails says where")
        message = session.msg("comm_msg", {"comm_id": "c2", "data": {"do": "hang"}})
        kernel.client.shell_channel.send(message)
        time.sleep(0.5)
        kernel.manager.interrupt_kernel()
        equal(text(kernel.until_idle(message["header"]["msg_id"]), "stderr").split("\n")[0], "comm_msg: Stopped: The cell was stopped.", "a handler that hangs is stopped")
        _, seen = kernel.run("sum")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "42", "the session goes on")
        equal(text(send("comm_close", {"comm_id": "c2", "data": {}})), "closed", "the handler of the end")
        equal(info(), {}, "a closed comm is not listed")
        seen = send("comm_open", {"comm_id": "c3", "target_name": "broken", "data": {}})
        equal((of(seen, "comm_close")[0]["comm_id"], info()), ("c3", {}), "a target that fails to open closes the comm")
        reply, seen = kernel.run("var mine = Comms.Open(\"page\", new JsonObject { [\"hello\"] = 1 });\nmine.Send(new JsonObject { [\"n\"] = 2 });\nmine.Close();\nmine.Close();")
        equal([(m["msg_type"], m["content"]["data"]) for m in seen if m["msg_type"].startswith("comm_")],
              [("comm_open", {"hello": 1}), ("comm_msg", {"n": 2}), ("comm_close", {})], "a comm opened by the kernel")
        reply, _ = kernel.run("mine.Send(new JsonObject());")
        equal(reply["evalue"], "The channel to 'page' is closed; open another.", "a closed comm sends nothing")


def stdin():
    with Kernel() as kernel:
        message_id = kernel.client.execute("var name = Console.ReadLine();\nvar pass = (await GetPasswordAsync(\"secret\")).GetClearTextPassword();\n$\"{name}/{pass}\"", allow_stdin=True)
        asked = kernel.client.get_stdin_msg(timeout=10)["content"]
        equal(asked, {"prompt": "", "password": False}, "first question")
        kernel.client.input("Ann")
        asked = kernel.client.get_stdin_msg(timeout=10)["content"]
        equal(asked, {"prompt": "secret", "password": True}, "second question")
        kernel.client.input("x")
        seen = kernel.until_idle(message_id)
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "Ann/x", "answers")
        kernel.reply(message_id)
        reply, _ = kernel.run("Console.ReadLine()", allow_stdin=False)
        equal(reply["ename"], "System.NotSupportedException", "no stdin")
        message_id = kernel.client.execute("Console.ReadLine()", allow_stdin=True)
        kernel.client.get_stdin_msg(timeout=10)
        kernel.manager.interrupt_kernel()
        equal(kernel.reply(message_id, timeout=10)["content"]["ename"], "Stopped", "an interrupted question")


def stop_on_error():
    with Kernel() as kernel:
        ids = [kernel.client.execute(code) for code in ("await Task.Delay(300); throw new Exception();", "1", "2")]
        info = kernel.client.kernel_info()
        equal([kernel.reply(i)["content"]["status"] for i in ids], ["error", "aborted", "aborted"], "queued cells")
        equal(kernel.reply(info)["content"]["status"], "ok", "other queued requests")
        ids = [kernel.client.execute(code, stop_on_error=False) for code in ("throw new Exception();", "1")]
        equal([kernel.reply(i)["content"]["status"] for i in ids], ["error", "ok"], "stop_on_error false")


def intelligence():
    with Kernel() as kernel:
        client = kernel.client
        for code, status, indent in [("1 + 1", "complete", None), ("if (true) {", "incomplete", "    "), ("int x = ;", "invalid", None), ("var a = 1", "incomplete", ""), ('var t = """\n  one', "incomplete", None)]:
            content = kernel.reply(client.is_complete(code))["content"]
            equal(content["status"], status, f"is_complete of {code}")
            if indent is not None:
                equal(content["indent"], indent, f"indent after {code}")
        kernel.run("var words = new List<string>();\n/// <summary>Doubles.</summary>\nint Twice(int number) => 2 * number;")
        for code, wanted, start in [("words.Ad", "Add", 6), ("words.Wher", "Where", 6), ("Twi", "Twice", 0), ("Console.WriteL", "WriteLine", 8), ("ret", "return", 0), ("#!ti", "#!time", 0), ("/* \U0001F600 */ wor", "words", 8), ("System.Text.Json", "Json", 12)]:
            content = kernel.reply(client.complete(code, len(code)))["content"]
            if wanted not in content["matches"]:
                raise AssertionError(f"completion of {code}: {wanted} is missing in {content['matches'][:20]}")
            equal((content["cursor_start"], content["cursor_end"]), (start, len(code)), f"range of {code}")
        equal(kernel.reply(client.complete("", 0))["content"]["matches"][:2], ["Twice", "words"], "what the session declares comes first")
        content = kernel.reply(client.inspect("Twice(2)", 3))["content"]
        equal((content["found"], content["data"]["text/plain"].split("\n")[0]), (True, "int Twice(int number)"), "inspect")
        content = kernel.reply(client.inspect("Math.Max(1, 2)", 7))["content"]
        equal(content["data"]["text/plain"].split("\n")[0], "int Math.Max(int val1, int val2) (+ 12 overloads)", "inspect of the framework")
        equal(kernel.reply(client.inspect("nothing", 3))["content"]["found"], False, "unknown name")
        content = kernel.reply(client.inspect("Console.WriteLine(1)", 12))["content"]
        equal(content["data"]["text/plain"].split("\n")[0].split(" (+ ")[0], "void Console.WriteLine(int value)", "inspect of one overload of many")
        for code in ("// wor", "var t = \"wor", "#!html\n<b>wor", "/* wor"):
            equal(kernel.reply(client.complete(code, len(code)))["content"]["matches"], [], f"nothing completes {code}")
        matches = kernel.reply(client.complete("new Str", 7))["content"]["matches"]
        equal((("StringBuilder" in matches), ("string" in matches)), (True, False), "only types follow new")
        code = "var options = new System.Text.Json.JsonSerializerOptions { Wri"
        equal(kernel.reply(client.complete(code, len(code)))["content"]["matches"], ["WriteIndented"], "members to set")
        equal(kernel.reply(client.is_complete("#!fsharp\nlet x ="))["content"]["status"], "unknown", "is_complete of F#")
        equal(kernel.reply(client.is_complete("#!time\n1 + 1"))["content"]["status"], "complete", "is_complete with a command")


def fsharp():
    with Kernel() as kernel:
        client = kernel.client
        kernel.run("#!fsharp\nlet prices = [ 1.0; 2.0 ]\nlet doubled x = 2 * x")
        for code, wanted, start in [("#!fsharp\nList.ma", "map", 14), ("#!fsharp\npri", "prices", 9), ("#!fsharp\n\"text\".Le", "Length", 16), ("#!csharp\nConsole.WriteL", "WriteLine", 17)]:
            content = kernel.reply(client.complete(code, len(code)))["content"]
            if wanted not in content["matches"]:
                raise AssertionError(f"completion of {code}: {wanted} is missing in {content['matches'][:20]}")
            equal(content["cursor_start"], start, f"range of {code}")
        content = kernel.reply(client.inspect("#!fsharp\ndoubled 2", 12))["content"]
        equal((content["found"], content["data"]["text/plain"]), (True, "val doubled: x: int -> int"), "inspect")
        content = kernel.reply(client.inspect("#!fsharp\nList.map id", 16))["content"]
        equal(content["data"]["text/plain"].split("\n")[0].startswith("val map"), True, "inspect of the library")
        reply, seen = kernel.run("#!fsharp\nprices |> List.map (fun x -> x + 1.0)")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "[2.0; 3.0]", "a list as F# prints it")


def history():
    with Kernel() as kernel:
        for code in ("1", "22", "1"):
            kernel.run(code)
        kernel.run("hidden", store_history=False)
        ask = lambda **options: [entry[1:] for entry in kernel.reply(kernel.client.history(**options))["content"]["history"]]
        equal(ask(hist_access_type="tail", n=2, raw=True, output=False), [[2, "22"], [3, "1"]], "tail")
        equal(ask(hist_access_type="range", session=0, start=1, stop=3, raw=True, output=False), [[1, "1"], [2, "22"]], "range")
        equal(ask(hist_access_type="search", pattern="2*", raw=True, output=False, n=10), [[2, "22"]], "search")
        equal(ask(hist_access_type="search", pattern="1", unique=True, raw=True, output=False, n=10), [[3, "1"]], "unique search")
        equal(ask(hist_access_type="tail", n=1, raw=True, output=True), [[3, ["1", "1"]]], "with outputs")


def floods():
    with Kernel() as kernel:
        trip = round_trip(kernel)
        started = time.monotonic()
        _, seen = kernel.run("var d = display(0);\nfor (int i = 1; i <= 5000; i++) d.Update(i);", timeout=60)
        updates = [content["data"]["text/plain"] for content in of(seen, "update_display_data")]
        equal(updates, [str(i) for i in range(1, 5001)], "5,000 updates")
        updated = time.monotonic() - started
        started = time.monotonic()
        _, seen = kernel.run("for (int i = 0; i < 200000; i++) Console.WriteLine(\"x\");", timeout=60)
        lines = time.monotonic() - started
        equal(text(seen), "x\n" * 200000, "200,000 lines")
        _, seen = kernel.run("var line = new string('y', 1000);\nfor (int i = 0; i < 60000; i++) Console.WriteLine(line);", timeout=60)
        equal(len(text(seen)), 1000000, "60 MB capped")
        notice = text(seen, "stderr")
        path = notice.split("the full text is in ")[1].strip()
        equal(os.path.getsize(path), 60060000, "the full text")
        os.remove(path)
        print(json.dumps({"updates_s": round(updated, 2), "lines_s": round(lines, 2)}))
        within(lines, 1.0, trip, "200,000 lines")


def timing():
    ready, trips = [], []
    for _ in range(3):
        with Kernel() as kernel:
            ready.append(kernel.ready_seconds)
            kernel.run("1")
            for i in range(15):
                started = time.monotonic()
                kernel.run(f"var t{i} = {i};")
                trips.append(time.monotonic() - started)
            trip = round_trip(kernel)
    print(json.dumps({"ready_s": round(statistics.median(ready), 2), "trip_ms": round(1000 * statistics.median(trips), 1)}))
    within(statistics.median(ready), 1.5, trip, "start to ready")
    within(statistics.median(trips), 0.060, trip, "a warm round trip")


def memory():
    with Kernel() as kernel:
        for i in range(200):
            kernel.run(f"var v{i} = {i}; int F{i}(int n) => n + {i};")
        pid = kernel.manager.provisioner.process.pid
        resident = next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmRSS")) / 1024
        print(json.dumps({"resident_mb": round(resident)}))
        if resident > 250:
            raise AssertionError(f"200 cells left {resident:.0f} MB resident, more than 250")


def orphan():
    program = "import sys, time; from jupyter_client.manager import KernelManager as K; k = K(kernel_name='.net-csharp'); k.start_kernel(); c = k.client(); c.start_channels(); c.wait_for_ready(timeout=30); print(k.provisioner.process.pid, flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    for _ in range(50):
        if not alive(pid):
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the kernel outlived its killed parent by 5 s")


def alive(pid):
    try:
        return open(f"/proc/{pid}/stat").read().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ports():
    """The ports on which somebody of this machine listens."""
    lines = [line.split() for table in ("/proc/net/tcp", "/proc/net/tcp6") if os.path.exists(table) for line in list(open(table))[1:]]
    return {int(line[1].split(":")[1], 16) for line in lines if line[3] == "0A"}


def cycles():
    """Starts and stops kernels; each leaves no process, no port, no temporary file and no connection file."""
    count = int(os.environ.get("RLTRAINER_KERNEL_CYCLES", "8"))
    pids, used, before = [], set(), set(os.listdir(tempfile.gettempdir()))      # a killed program's files may bear a number that comes again
    for i in range(count):
        with Kernel() as kernel:
            process = kernel.manager.provisioner.process
            info = kernel.manager.get_connection_info()
            used |= {info[f"{name}_port"] for name in ("shell", "iopub", "stdin", "control", "hb")}
            if i % 4 == 0:
                kernel.run("#r \"nothing.dll\"")
                kernel.run("1 + 1")
        equal(process.returncode, 0, "exit code")
        if alive(process.pid):
            raise AssertionError("a kernel runs on after its shutdown")
        pids.append(process.pid)
    left = [name for name in set(os.listdir(tempfile.gettempdir())) - before for pid in pids if f"-{pid}-" in name or name.endswith(f"-{pid}")]
    equal(left, [], "temporary files of the kernels")
    equal(sorted(used & ports()), [], "ports of the kernels still in use")
    runtime = os.environ["JUPYTER_RUNTIME_DIR"]
    equal([name for name in os.listdir(runtime) if name.startswith("kernel-")] if os.path.isdir(runtime) else [], [], "connection files")
    equal([pid for pid in pids if alive(pid)], [], "processes")
    print(json.dumps({"cycles": count}))


def concurrent():
    with Kernel() as one, Kernel() as two:
        one.run("var mine = 1;")
        two.run("var mine = 2;")
        _, seen = one.run("mine")
        equal(of(seen, "execute_result")[0]["data"]["text/plain"], "1", "each kernel has its own state")


def signature():
    with Kernel() as kernel:
        session = kernel.client.session
        good = session.key
        session.key = b"wrong"
        forged = kernel.client.execute("1")
        session.key = good
        reply, _ = kernel.run("2")
        equal(reply["execution_count"], 1, "a message with a wrong signature is not run")


if __name__ == "__main__":
    globals()[sys.argv[1]]()
