"""Environment steps a second of Stable-Baselines3 and of this trainer, on the same sizes, one after the other.

Run from anywhere: python3 tests/peers/sb3_side_by_side.py [--threads N] [--updates N] [--only peer|own]
Sizes: 228 inputs, two networks [512, 256, 128] with ReLU, 3 actions, 80 environments x 256 steps, minibatches of 512, 10
epochs, no KL stop. The peer's environments cost nothing (a prepared array), so its figure is its best case; ours are the
trading environments. Where Stable-Baselines3 is not installed the script says so and compares nothing.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS, ACTIONS, HIDDEN, ENVIRONMENTS, STEPS, BATCH, EPOCHS = 228, 3, [512, 256, 128], 80, 256, 512, 10


def peer(threads, updates):
    """Steps a second of PPO.learn, after one update that warms up."""
    import gymnasium
    import numpy
    import torch
    from stable_baselines3 import PPO
    from stable_baselines3 import __version__ as version
    from stable_baselines3.common.vec_env.base_vec_env import VecEnv

    class Idle(VecEnv):
        """80 environments in lockstep that show prepared numbers, pay prepared rewards and end every 390 steps."""

        def __init__(self):
            draws = numpy.random.default_rng(1)
            self.pool = draws.standard_normal((64, ENVIRONMENTS, INPUTS), dtype=numpy.float32)
            self.rewards = draws.standard_normal((64, ENVIRONMENTS), dtype=numpy.float32)
            self.count = 0
            super().__init__(
                ENVIRONMENTS, gymnasium.spaces.Box(-10.0, 10.0, (INPUTS,), numpy.float32), gymnasium.spaces.Discrete(ACTIONS))

        def reset(self):
            return self.pool[0]

        def step_async(self, actions):
            self.count += 1

        def step_wait(self):
            ended = self.count % 390 == 0
            infos = [{"terminal_observation": self.pool[0][0]} if ended else {} for _ in range(ENVIRONMENTS)]
            return self.pool[self.count % 64], self.rewards[self.count % 64], numpy.full(ENVIRONMENTS, ended), infos

        def close(self):
            pass

        def get_attr(self, attr_name, indices=None):
            return [None] * ENVIRONMENTS

        def set_attr(self, attr_name, value, indices=None):
            pass

        def env_method(self, method_name, *args, indices=None, **kwargs):
            return [None] * ENVIRONMENTS

        def env_is_wrapped(self, wrapper_class, indices=None):
            return [False] * ENVIRONMENTS

    torch.set_num_threads(threads)
    model = PPO(
        "MlpPolicy", Idle(), learning_rate=3e-4, n_steps=STEPS, batch_size=BATCH, n_epochs=EPOCHS, ent_coef=0.01, target_kl=None,
        seed=1, device="cpu", policy_kwargs={"net_arch": {"pi": HIDDEN, "vf": HIDDEN}, "activation_fn": torch.nn.ReLU})
    model.learn(ENVIRONMENTS * STEPS)
    start = time.perf_counter()
    model.learn(ENVIRONMENTS * STEPS * updates, reset_num_timesteps=False)
    rate = ENVIRONMENTS * STEPS * updates / (time.perf_counter() - start)
    print(f"Stable-Baselines3 {version}, torch {torch.__version__}, {threads} threads: {rate:,.0f} steps/s", flush=True)
    return rate


def own(threads, updates):
    """Steps a second of this trainer's updates, environments included, evaluations and checkpoints left out."""
    with tempfile.TemporaryDirectory() as folder:
        lines = subprocess.run(
            ["dotnet", "run", "-c", "Release", "--project", str(ROOT / "tests" / "RlTrainer.Benchmarks"), "--",
             "run2m", "seed", str(ENVIRONMENTS * STEPS * (updates + 1)), "60", folder, "all-epochs", f"threads={threads}"],
            check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"updates alone: ([\d,]+) steps/s", lines).group(1).replace(",", ""))
    print(f"RlTrainer, {threads} threads: {rate:,.0f} steps/s", flush=True)
    return rate


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--updates", type=int, default=3)
    parser.add_argument("--only", choices=["peer", "own"])
    options = parser.parse_args()
    if options.only != "own":
        try:
            import stable_baselines3  # noqa: F401
        except ImportError as missing:
            print(f"Skipped: Stable-Baselines3 cannot be imported here ({missing}). Install stable-baselines3 to compare, or pass --only own.")
            return 0
        if os.environ.get("OPENBLAS_CORETYPE"):
            print("Note: OPENBLAS_CORETYPE is set, which can halve the peer's speed; unset it for a fair figure.")
    theirs = peer(options.threads, options.updates) if options.only != "own" else None
    ours = own(options.threads, options.updates) if options.only != "peer" else None
    if theirs and ours:
        print(f"ratio: {ours / theirs:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
