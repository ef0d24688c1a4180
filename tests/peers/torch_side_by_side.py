"""One PPO update of this trainer and the same update written by hand in PyTorch, in turns, so that the ratio survives a noisy machine.

Run from anywhere: /usr/bin/python3 tests/peers/torch_side_by_side.py [--batch 512] [--threads 1 2] [--rounds 7] [--seconds 2] [--sb3]
Both update two networks 228-[512, 256, 128]-3 and -1 with ReLU on a minibatch whose every state is a decision: gather, forward,
clipped surrogate with entropy, value loss, backward, gradient norm limited to 0.5, Adam. The peer gathers its windows from a table
as ours does, keeps everything in one process, and takes the faster of its rounds' thread counts up to the one asked for.
The ratio is that of the medians over the rounds. Give the peer its best case: Debian's pthread OpenBLAS makes two torch threads
several times slower than one, so install libopenblas0-openmp; the script names the library it found. With --sb3 and where
Stable-Baselines3 is installed, sb3_side_by_side.py follows.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WINDOW, FEATURES, DENSE, ACTIONS, HIDDEN, TABLE = 20, 11, 8, 3, [512, 256, 128], 100_000


def blas():
    """The BLAS library this process has loaded."""
    maps = pathlib.Path("/proc/self/maps")
    names = {line.split()[-1] for line in maps.read_text().splitlines() if "blas" in line and "/" in line} if maps.exists() else set()
    return ", ".join(sorted(os.path.realpath(name) for name in names)) or "unknown"


class Peer:
    """A hand-written PyTorch update, without anything that the arithmetic does not need."""

    def __init__(self, batch):
        import torch

        self.torch = torch
        torch.manual_seed(1)

        def network(outputs):
            layers, inputs = [], WINDOW * FEATURES + DENSE
            for width in HIDDEN:
                layers += [torch.nn.Linear(inputs, width), torch.nn.ReLU()]
                inputs = width
            return torch.nn.Sequential(*layers, torch.nn.Linear(inputs, outputs))

        self.policy, self.value = network(ACTIONS), network(1)
        self.weights = list(self.policy.parameters()) + list(self.value.parameters())
        self.adam = torch.optim.Adam(self.weights, lr=1e-5, eps=1e-5)
        self.table = torch.randn(TABLE * FEATURES)
        self.windows = self.table.as_strided((TABLE - WINDOW + 1, WINDOW * FEATURES), (FEATURES, 1))
        self.bars = torch.randint(0, TABLE - WINDOW + 1, (batch,))
        self.dense, self.advantages, self.returns = torch.randn(batch, DENSE), torch.randn(batch), torch.randn(batch)
        self.actions = torch.randint(0, ACTIONS, (batch, 1))
        self.old = torch.full((batch,), -1.0986123)

    def update(self):
        torch = self.torch
        states = torch.cat([self.windows[self.bars], self.dense], dim=1)
        logs = torch.log_softmax(self.policy(states), dim=1)
        ratio = (logs.gather(1, self.actions).squeeze(1) - self.old).exp()
        surrogate = torch.min(ratio * self.advantages, ratio.clamp(0.8, 1.2) * self.advantages).mean()
        entropy = -(logs.exp() * logs).sum(dim=1).mean()
        values = self.value(states).squeeze(1)
        loss = -surrogate - 0.01 * entropy + 0.5 * (values - self.returns).pow(2).mean()
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 0.5)
        self.adam.step()

    def rate(self, threads, seconds):
        """Updates a second."""
        self.torch.set_num_threads(threads)
        for _ in range(3):
            self.update()
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            self.update()
            count += 1
        return count / (time.perf_counter() - start)


class Own:
    """This trainer's update in a process that answers a line with its rate, so that the compiler warms up once."""

    def __init__(self, batch, threads):
        program = ROOT / "artifacts" / "bin" / "RlTrainer.Benchmarks" / "release" / "RlTrainer.Benchmarks.dll"
        if not program.exists():
            sys.exit(f"{program} is not there; build first: dotnet build tests/RlTrainer.Benchmarks -c Release")
        self.process = subprocess.Popen(
            ["dotnet", str(program), "updates", str(batch), str(threads)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.engine = self.process.stdout.readline().strip()

    def rate(self, seconds):
        """Updates a second."""
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(peer, batch, threads, rounds, seconds):
    """Prints the medians and their ratio for one number of threads."""
    own = Own(batch, threads)
    choices = range(1, threads + 1)
    best = max(choices, key=lambda count: peer.rate(count, seconds))
    ours, theirs = [], []
    for turn in range(rounds):
        pair = [(theirs, lambda: peer.rate(best, seconds)), (ours, lambda: own.rate(seconds))]
        for rates, measure in pair if turn % 2 == 0 else reversed(pair):
            rates.append(measure())
    own.close()
    ratios = sorted(our / their for our, their in zip(ours, theirs))
    print(
        f"batch {batch}, {threads} threads: {own.engine} {statistics.median(ours):.1f} updates/s, PyTorch on {best} threads "
        f"{statistics.median(theirs):.1f}; ratio of the medians {statistics.median(ours) / statistics.median(theirs):.2f}, "
        f"of the rounds {ratios[0]:.2f} to {ratios[-1]:.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--threads", type=int, nargs="+", default=sorted({1, os.cpu_count() or 1}))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--sb3", action="store_true")
    options = parser.parse_args()
    try:
        import torch
    except ImportError as missing:
        print(f"Skipped: PyTorch cannot be imported here ({missing}). On Debian: apt install python3-torch libopenblas0-openmp, and /usr/bin/python3.")
        return 0
    if os.environ.get("OPENBLAS_CORETYPE"):
        print("Note: OPENBLAS_CORETYPE is set, which can halve the peer's speed; unset it for a fair figure.")
    peer = Peer(options.batch)
    peer.update()
    print(f"torch {torch.__version__}, BLAS {blas()}")
    for threads in options.threads:
        compare(peer, options.batch, threads, options.rounds, options.seconds)
    if options.sb3:
        for threads in options.threads:
            subprocess.run([sys.executable, str(ROOT / "tests" / "peers" / "sb3_side_by_side.py"), "--threads", str(threads)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
