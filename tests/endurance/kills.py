#!/usr/bin/env python3
"""Kills the command with SIGKILL at random moments, over every kind of work that writes, and looks what it left.

    python3 tests/endurance/kills.py [--command DLL] [--kills 1000] [--minutes 20] [--seed 1] [--only train,import]

After every kill each archive, JSON file and notebook under the work's folder must be whole, nothing that was finished may be gone, and
the newest checkpoint may not be older than before. The same command is then given again, killed again, and when it is let through to its
end, its files must be those of a run that nobody killed, byte for byte. Which files repeat is found out first: two undisturbed runs.
Prints a table and ends with 1 where anything was lost. Sweeps are killed with their trials, and every second time without them.
"""
import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# What counts owners and attempts, which a killed work has more of; models, metrics and logs beside them are compared.
COUNTS = {"owner.lock", "attempts.log", "result.json", "results.csv", "table.txt", "sweep.html"}
# What the command that was killed would have written at the end of a child of its, which came to its end without it.
PARENTS = {"worker.log"}
# The report counts how often the test days were opened, and a killed evaluation had opened them.
OPENINGS = re.compile(rb"The sealed test days (were opened once, for this report\.|have been opened \d+ times: [^<]*)")
NOTEBOOK = {"cells": [], "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
                                     "language_info": {"file_extension": ".cs", "mimetype": "text/x-csharp", "name": "C#"}},
            "nbformat": 4, "nbformat_minor": 5}


def files(folder):
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


def torn(folder):
    """What is neither old nor new: the first file that cannot be read to its end."""
    for name, path in files(folder).items():
        try:
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    bad = archive.testzip()
                    if bad:
                        return f"{name}: {bad} is damaged"
            elif path.suffix in (".json", ".ipynb"):
                json.loads(path.read_text(encoding="utf-8"))
            elif path.suffix == ".html" and not path.read_text(encoding="utf-8").rstrip().endswith("</html>"):
                return f"{name}: the page has no end"
        except FileNotFoundError:
            pass  # an orphaned trial still works here
        except (zipfile.BadZipFile, ValueError, EOFError) as error:
            return f"{name}: {error}"
    return None


class Work:
    """One kind of work in a place of its own; `arguments` is what the command is told next, whatever was done before."""

    name = ""
    watched = ""           # the folder whose files are looked at, from the place
    owned = True           # whether a process owns the folder and sweeps what dead ones left in it
    orphans = False        # whether a kill may leave children at work

    def __init__(self, tool, root):
        self.tool, self.root = tool, root
        self.kills = self.ended = self.rounds = self.later = 0
        self.problems = []
        self.longest = self.spent = 0.0       # seconds: of one undisturbed run, of all turns

    def prepare(self, place):
        """Makes what the work begins with."""

    def arguments(self, place):
        raise NotImplementedError

    def check(self, place, before):
        """What a kill may not do to this kind of work; None where it did not."""
        return None

    def folder(self, place):
        return place / self.watched

    def fresh(self):
        self.rounds += 1
        place = self.root / f"{self.name}-{self.rounds}"
        place.mkdir(parents=True)
        self.prepare(place)
        return place

    def once(self, place):
        started = time.monotonic()
        done = subprocess.run(self.tool + self.arguments(place), capture_output=True, text=True, start_new_session=True, check=False)
        self.longest = max(self.longest, time.monotonic() - started)
        return done

    def reference(self):
        """Two undisturbed runs: the bytes that repeat are those a killed one must have."""
        runs = []
        for _ in range(2):
            place = self.fresh()
            done = self.once(place)
            if done.returncode not in (0, 5):
                raise SystemExit(f"{self.name} does not run undisturbed: exit code {done.returncode}: {done.stdout[-600:]}{done.stderr[-600:]}")
            runs.append({name: self.plain(path.read_bytes()) for name, path in files(self.folder(place)).items()})
        self.names = sorted(runs[0])
        self.expected = {name: content for name, content in runs[0].items() if runs[1].get(name) == content}

    def plain(self, content):
        """What of a file's content may not depend on kills."""
        return OPENINGS.sub(b"The sealed test days were opened.", content)

    def newest(self, place):
        steps = [int(path.stem.split("-")[-1]) for path in self.folder(place).rglob("checkpoints/*.zip") if path.stem.split("-")[-1].isdigit()]
        return max(steps, default=0)

    def finished(self, place):
        """Files that, once there, stay: results, summaries, models of a finished phase."""
        return {name for name in files(self.folder(place)) if Path(name).name in ("result.json", "summary.json", "best.zip", "gate.json")}

    def turn(self, place, draws):
        """Runs and kills once; True when the work came to its end before."""
        before = (self.newest(place), self.finished(place), self.snapshot(place))
        process = subprocess.Popen(self.tool + self.arguments(place), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        alone = self.orphans and draws.random() < 0.5
        try:
            # One in ten while it starts; after kills that moved nothing the next comes later, so that it gets on where the machine is busy.
            process.wait(draws.uniform(0.05, 0.3) if draws.random() < 0.1 else draws.uniform(0.15, max(0.6, self.longest * (1 + 0.25 * self.later))))
            if process.returncode in (0, 5):
                return True
            if not self.excuses(process.returncode):
                self.problems.append(f"{place.name}: ended by itself with exit code {process.returncode}")
                return True
            return False
        except subprocess.TimeoutExpired:
            pass
        if alone:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.kills += 1
        newest = self.newest(place)
        self.later = 0 if newest > before[0] else self.later + 1
        lost = before[1] - self.finished(place)
        if lost and not self.begins_anew(place):
            self.problems.append(f"{place.name}: {', '.join(sorted(lost))} is gone")
        if newest < before[0] and not self.begins_anew(place):
            self.problems.append(f"{place.name}: the newest checkpoint fell from {before[0]} to {newest} steps")
        for found in (torn(self.folder(place)), self.check(place, before[2])):
            if found:
                self.problems.append(f"{place.name}: {found}")
        return False

    def excuses(self, code):
        return False

    def begins_anew(self, place):
        return False

    def snapshot(self, place):
        return None

    def compare(self, place):
        self.ended += 1
        found = files(self.folder(place))
        left = [name for name in found if name.endswith(".writing")]
        if left and self.owned:               # elsewhere the next writer of that file removes them after two minutes
            self.problems.append(f"{place.name}: {left[0]} was never swept")
        missing = [name for name in self.names if name not in found and Path(name).name not in PARENTS]
        more = [name for name in found if name not in self.names and not name.endswith((".writing", "owner.lock"))]
        if missing or more:
            self.problems.append(f"{place.name}: missing {missing[:3]}, beyond {more[:3]}")
        for name, content in self.expected.items():
            if name in found and Path(name).name not in COUNTS and self.plain(found[name].read_bytes()) != content:
                self.problems.append(f"{place.name}: {name} differs from the undisturbed run's")
        if not self.problems:
            shutil.rmtree(place, ignore_errors=True)


class Train(Work):
    name, watched = "train", "runs/killed"
    sizes = ["--steps", "3072", "--set", "ppo.stepsPerRollout=64", "--set", "ppo.hidden=[16,16]", "--set", "schedule.checkpointEverySteps=512",
             "--set", "schedule.evaluateEverySteps=1024", "--set", "schedule.evaluationEpisodes=2", "--threads", "1"]

    def prepare(self, place):
        os.symlink(self.root / "data", place / "data")

    def arguments(self, place):
        again = any((place / self.watched).glob("checkpoints/*.zip"))
        if again:
            return ["train", "phase1", "--resume", "--name", "killed", "--threads", "1", "--root", str(place)]
        return ["train", "phase1", "--test", *self.sizes, "--name", "killed", "--force", "--root", str(place)]


class Curriculum(Train):
    name, watched, owned = "curriculum", "runs/killed", False

    def __init__(self, tool, root):
        super().__init__(tool, root)
        self.second = 0

    def arguments(self, place):
        return ["train", "curriculum", "--test", "--phase1-steps", "2048", "--phase2-steps", "4096", "--force", "--gate", "0", "--threads", "1",
                "--name", "killed", "--root", str(place)]

    def check(self, place, before):
        if (place / self.watched / "phase2").is_dir():
            self.second += 1
        return None


class Sweep(Work):
    name, watched, orphans, owned = "sweep", "runs/sweeps/killed", True, False
    sweep = {"Name": "killed", "Attempts": 3, "Seeds": [1, 2], "Run": {
        "Preset": "test", "Environment": {"EnvironmentCount": 4},
        "Ppo": {"Steps": 4096, "StepsPerRollout": 64, "Hidden": [16], "BatchSize": 64, "Epochs": 2},
        "Schedule": {"EvaluateEverySteps": 1024, "CheckpointEverySteps": 512, "EvaluationEpisodes": 4, "PatienceEvaluations": 0}}}

    def prepare(self, place):
        os.symlink(self.root / "data", place / "data")
        (place / "killed.json").write_text(json.dumps(self.sweep))

    def arguments(self, place):
        return ["sweep", "run", str(place / "killed.json"), "--jobs", "2", "--threads", "1", "--root", str(place)]

    def excuses(self, code):
        return code in (1, 4)  # trials that an earlier, killed worker's children still hold: said so, and done by the next

    def newest(self, place):
        return 0               # two trials at once; what a trial loses shows in its finished files and in the bytes at the end


class Import(Work):
    name, watched = "import", "data"

    def prepare(self, place):
        (place / "data").mkdir()
        shutil.copy(self.root / "first.csv", place / "data" / "NQ_D1M.csv")
        (place / "later").mkdir()
        shutil.copy(self.root / "later.csv", place / "later" / "NQ_D1M.csv")

    def arguments(self, place):
        return ["data", "import", str(place / "later" / "NQ_D1M.csv"), "--root", str(place)]

    def check(self, place, before):
        content = (place / "data" / "NQ_D1M.csv").read_bytes()
        if content not in (self.expected.get("NQ_D1M.csv"), (self.root / "first.csv").read_bytes()):
            return "NQ_D1M.csv is neither the old nor the new file"
        return None


class Evaluate(Work):
    name, watched, owned = "evaluate", "runs/judged", False

    def prepare(self, place):
        os.symlink(self.root / "data", place / "data")
        shutil.copytree(self.root / "judged", place / "runs" / "judged")

    def arguments(self, place):
        return ["evaluate", "judged", "--quick", "--root", str(place)]

    def check(self, place, before):
        for name, path in files(place / self.watched / "evaluation").items() if (place / self.watched / "evaluation").is_dir() else ():
            expected = self.expected.get(f"evaluation/{name}")
            if expected is not None and self.plain(path.read_bytes()) != expected:
                return f"evaluation/{name} is not whole"
        return None


class Notebooks(Work):
    """A notebook is cleaned in its place, then executed: the one writes over a file of the user, the other a site."""

    name, watched, owned = "notebooks", ".", False

    def prepare(self, place):
        os.symlink(self.root / "data", place / "data")
        (place / "notebooks").mkdir()
        cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Killed\n", "\n", "A title and a cell."]}]
        cells += [{"cell_type": "code", "execution_count": 7, "id": f"b{number}", "metadata": {}, "source": [f"{number} + 1"], "outputs": [
            {"data": {"text/plain": ["x" * 2000]}, "execution_count": 7, "metadata": {}, "output_type": "execute_result"}]} for number in range(200)]
        self.dirty = json.dumps(NOTEBOOK | {"cells": cells}, indent=3).encode()
        (place / "notebooks" / "00-killed.ipynb").write_bytes(self.dirty)
        (place / "notebooks" / "01-run.ipynb").write_text(json.dumps(NOTEBOOK | {"cells": [cells[0], cells[1] | {"outputs": [], "execution_count": None}]}))

    def arguments(self, place):
        first = place / "notebooks" / "00-killed.ipynb"
        if first.read_bytes() == self.dirty:
            return ["notebooks", "clean", str(first), "--root", str(place)]
        return ["notebooks", "run", str(place / "notebooks" / "01-run.ipynb"), "-o", str(place / "site"), "--root", str(place)]

    def once(self, place):
        super().once(place)
        return super().once(place)

    def turn(self, place, draws):
        was_clean = (place / "notebooks" / "00-killed.ipynb").read_bytes() != self.dirty
        return super().turn(place, draws) and was_clean

    def check(self, place, before):
        content = (place / "notebooks" / "00-killed.ipynb").read_bytes()
        if content not in (self.dirty, self.expected["notebooks/00-killed.ipynb"]):
            return "00-killed.ipynb is neither the old nor the new file"
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", default=str(CHECKOUT / "artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll"))
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    tool = ["dotnet", options.command]
    draws = random.Random(options.seed)
    root = Path(tempfile.mkdtemp(prefix="kills-"))
    say = lambda *words: subprocess.run([*tool, *words], check=True, stdout=subprocess.DEVNULL)
    say("data", "synth", "--days", "24", "--root", str(root))
    lines = next((root / "data").rglob("NQ_D1M*.csv")).read_text().splitlines(keepends=True)
    (root / "first.csv").write_text("".join(lines[:len(lines) // 2]))
    (root / "later.csv").write_text("".join([lines[0], *lines[len(lines) // 2 - 500:]]))
    if "evaluate" in (options.only or "evaluate"):
        subprocess.run([*tool, "train", "phase1", "--test", *Train.sizes, "--name", "judged", "--root", str(root)], stdout=subprocess.DEVNULL, check=False)
        shutil.copytree(root / "runs" / "judged", root / "judged")
    works = [kind(tool, root) for kind in (Train, Curriculum, Sweep, Import, Evaluate, Notebooks) if kind.name in (options.only or kind.name).split(",")]
    places = {}
    for work in works:
        work.reference()
        print(f"{work.name}: undisturbed in {work.longest:.1f} s; of {len(work.names)} files these do not repeat: "
              f"{', '.join(sorted({Path(name).name for name in work.names if name not in work.expected})) or 'none'}", flush=True)
        work.rounds = 2
        places[work] = None
    started = time.monotonic()
    late = lambda: time.monotonic() - started > 60 * options.minutes
    while sum(work.kills for work in works) < options.kills and not late():
        work = min(works, key=lambda each: each.spent)
        place, began = places[work] or work.fresh(), time.monotonic()
        places[work] = place
        if work.turn(place, draws):
            work.compare(place)
            places[work] = None
        work.spent += time.monotonic() - began
    for work in works:                      # what is under way is let through to its end and compared as well
        place = places[work]
        for _ in range(20 if place else 0):
            done = work.once(place)
            if done.returncode in (0, 5) and not (work.name == "notebooks" and not (place / "site").is_dir()):
                work.compare(place)
                break
            time.sleep(1)
        else:
            if place:
                work.problems.append(f"{place.name}: did not end: exit code {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}")
    print(f"\n{'work':<12} {'kills':>6} {'came to its end with the same bytes':>36} {'wrong':>6}")
    for work in works:
        extra = f"   {work.second} of them in phase 2" if isinstance(work, Curriculum) else ""
        print(f"{work.name:<12} {work.kills:>6} {work.ended:>36} {len(work.problems):>6}{extra}")
    wrong = sum(len(work.problems) for work in works)
    print(f"{sum(work.kills for work in works)} kills in {(time.monotonic() - started) / 60:.1f} minutes, {wrong} wrong")
    for work in works:
        for problem in work.problems[:10]:
            print(f"  {work.name}: {problem}")
    if wrong == 0:
        shutil.rmtree(root, ignore_errors=True)
    else:
        print(f"left behind to look at: {root}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
