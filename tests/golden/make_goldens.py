"""Makes the golden numbers beside this file with PyTorch's autograd and optimizer in float64.

Run from anywhere: python3 make_goldens.py
Every input is rounded to float32 first, so that an engine with float32 inputs meets the same numbers. The JSON names the
program and its versions; the same versions write the same numbers, on another processor up to
the last digit.
"""
import json
import pathlib
import platform

import numpy
import torch

HERE = pathlib.Path(__file__).resolve().parent
MAKER = {
    "program": "tests/golden/make_goldens.py",
    "python": platform.python_version(),
    "torch": torch.__version__,
    "numpy": numpy.__version__,
    "dtype": "float64",
}
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def single(tensor):
    """Rounded to float32 and back."""
    return torch.as_tensor(tensor).to(torch.float32).to(torch.float64)


def plain(value):
    """Tensors as flat lists, row by row."""
    if isinstance(value, torch.Tensor):
        return value.detach().reshape(-1).tolist() if value.dim() else value.item()
    return value


def write(name, **content):
    lines = [f'  "maker": {json.dumps(MAKER)}']
    lines += [f"  {json.dumps(key)}: {json.dumps(value, default=plain)}" for key, value in content.items()]
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


# ---------------------------------------------------------------- masked categorical

def masked_log_probabilities(logits, masks):
    return torch.log_softmax(logits.masked_fill(masks == 0, -torch.inf), dim=-1)


def entropy_of(log_probabilities, masks):
    safe = log_probabilities.masked_fill(masks == 0, 0.0)
    return -(safe.exp() * safe * masks).sum(-1)


def categorical():
    rows = [
        ([0.5, -1.25, 2.0], [1, 1, 1], 2), ([0.5, -1.25, 2.0], [1, 1, 0], 0), ([3.0, 3.0, 3.0], [1, 0, 1], 2),
        ([40.0, -40.0, 0.0, 7.5], [1, 1, 1, 1], 3), ([1000.0, 999.0, 998.5, -1000.0], [0, 1, 1, 1], 1),
        ([-0.75, 0.125, 0.25, 1.5, -2.0, 0.0, 0.0, 3.25, -1.0], [1, 0, 0, 1, 1, 0, 1, 0, 1], 6),
        ([0.2, 0.1, 0.0, -0.1, -0.2, -0.3, -0.4, -0.5, -0.6], [1] * 9, 8),
    ]
    cases = []
    for logits, mask, action in rows:
        logits = single(logits).requires_grad_()
        masks = torch.tensor(mask)
        log = masked_log_probabilities(logits, masks)
        entropy = entropy_of(log, masks)
        of_log, = torch.autograd.grad(log[action], logits, retain_graph=True)
        of_entropy, = torch.autograd.grad(entropy, logits)
        cases.append({
            "logits": logits, "mask": mask, "action": action,
            "probabilities": log.exp(), "logProbability": log[action], "entropy": entropy,
            "logProbabilityGradient": of_log, "entropyGradient": of_entropy,
        })
    write("masked_categorical.json", cases=cases)


# ---------------------------------------------------------------- PPO minibatch

WINDOW, FEATURES, DENSE, ROWS, ACTIONS, HIDDEN, BATCH = 2, 2, 3, 12, 4, [6, 5], 16
INPUTS = WINDOW * FEATURES + DENSE


def weights(layer_norm):
    """[outputs, inputs] matrices and biases of both networks, by name; gains and shifts of LayerNorm where asked for."""
    tensors = {}
    for network, outputs in (("policy", ACTIONS), ("value", 1)):
        widths = [INPUTS, *HIDDEN, outputs]
        for layer in range(len(widths) - 1):
            tensors[f"{network}.{layer}.weight"] = single(0.6 * torch.randn(widths[layer + 1], widths[layer]))
            tensors[f"{network}.{layer}.bias"] = single(0.2 * torch.randn(widths[layer + 1]))
            if layer_norm and layer < len(HIDDEN):
                tensors[f"{network}.{layer}.gain"] = single(1 + 0.3 * torch.randn(widths[layer + 1]))
                tensors[f"{network}.{layer}.shift"] = single(0.2 * torch.randn(widths[layer + 1]))
    return tensors


def forward(tensors, network, inputs):
    layers = len(HIDDEN) + 1
    for layer in range(layers):
        inputs = torch.nn.functional.linear(inputs, tensors[f"{network}.{layer}.weight"], tensors[f"{network}.{layer}.bias"])
        if f"{network}.{layer}.gain" in tensors:
            gain, shift = tensors[f"{network}.{layer}.gain"], tensors[f"{network}.{layer}.shift"]
            inputs = torch.nn.functional.layer_norm(inputs, gain.shape, gain, shift, eps=1e-5)
        if layer < layers - 1:
            inputs = torch.relu(inputs)
    return inputs


def losses(tensors, data, settings):
    logits = forward(tensors, "policy", data["inputs"])
    values = forward(tensors, "value", data["inputs"])[:, 0]
    decisions = data["masks"].sum(-1) > 1
    log = masked_log_probabilities(logits, data["masks"])
    chosen = log.gather(1, data["actions"][:, None])[:, 0][decisions]
    log_ratio = chosen - data["oldLogProbabilities"][decisions]
    ratio, advantage, clip = log_ratio.exp(), data["advantages"][decisions], settings["clipRange"]
    surrogate = torch.min(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage)
    squares = (values - data["returns"]) ** 2
    if settings["valueClipRange"] > 0:
        limited = data["oldValues"] + (values - data["oldValues"]).clamp(-settings["valueClipRange"], settings["valueClipRange"])
        squares = torch.max(squares, (limited - data["returns"]) ** 2)
    terms = {
        "policyLoss": -surrogate.mean(), "valueLoss": squares.mean(),
        "entropy": entropy_of(log, data["masks"])[decisions].mean(),
        "approximateKl": (ratio - 1 - log_ratio).mean(),
        "clipFraction": ((ratio - 1).abs() > clip).to(torch.float64).mean(),
        "decisionCount": int(decisions.sum()),
    }
    terms["loss"] = terms["policyLoss"] - settings["entropyWeight"] * terms["entropy"] + settings["valueWeight"] * terms["valueLoss"]
    return logits, values, terms


def limited(tensors, settings):
    """Limits the gradient, of each network apart where asked for; returns the norm over both before."""
    norm = torch.cat([tensor.grad.reshape(-1) for tensor in tensors.values()]).norm()
    networks = (("policy",), ("value",)) if settings.get("limitsNetworksApart") else (("policy", "value"),)
    for names in networks:
        torch.nn.utils.clip_grad_norm_([tensor for name, tensor in tensors.items() if name.startswith(names)], settings["gradientNormLimit"])
    return norm


def steps(start, data, settings, count, terms_of=losses):
    """Terms, gradients and weights of each of a number of optimizer steps on the same minibatch."""
    tensors = {name: tensor.clone().requires_grad_() for name, tensor in start.items()}
    adam = torch.optim.Adam(tensors.values(), lr=settings["learningRate"], eps=1e-5)
    history = []
    for _ in range(count):
        adam.zero_grad()
        _, _, terms = terms_of(tensors, data, settings)
        terms["loss"].backward()
        gradients = {name: tensor.grad.clone() for name, tensor in tensors.items()}
        norm = limited(tensors, settings)
        adam.step()
        history.append({
            **terms, "gradientNorm": norm, "gradients": gradients,
            "weights": {name: tensor.detach().clone() for name, tensor in tensors.items()},
        })
    return history


def minibatch(name, layer_norm):
    torch.manual_seed(20240229)
    start = weights(layer_norm)
    table = single(torch.randn(ROWS, FEATURES))
    bars = torch.randint(WINDOW - 1, ROWS, (BATCH,))
    dense = single(torch.randn(BATCH, DENSE))
    windows = torch.stack([table[bar - WINDOW + 1:bar + 1].reshape(-1) for bar in bars])
    masks = (torch.rand(BATCH, ACTIONS) < 0.7).long()
    masks[:, 0] = 1
    masks[3], masks[8], masks[13] = (torch.tensor(row) for row in ([1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]))
    inputs = torch.cat([windows, dense], dim=1)
    log = masked_log_probabilities(forward(start, "policy", inputs), masks)
    actions = torch.multinomial(log.exp(), 1)[:, 0]
    decisions = masks.sum(-1) > 1
    raw = single(torch.randn(BATCH))
    normalised = (raw - raw[decisions].mean()) / (raw[decisions].std() + 1e-8) * decisions
    values = forward(start, "value", inputs)[:, 0]
    data = {
        "table": table, "bars": bars, "dense": dense, "inputs": inputs, "masks": masks, "actions": actions,
        "oldLogProbabilities": single(log.gather(1, actions[:, None])[:, 0] + 0.25 * torch.randn(BATCH)) * decisions,
        "rawAdvantages": raw, "advantages": single(normalised),
        "returns": single(values + 0.8 * torch.randn(BATCH)), "oldValues": single(values + 0.3 * torch.randn(BATCH)),
    }
    base = {key: single(value).item() for key, value in {
        "learningRate": 0.01, "clipRange": 0.2, "entropyWeight": 0.01, "valueWeight": 0.5, "gradientNormLimit": 0.5,
        "valueClipRange": 0.0}.items()}
    variants = {
        "limited gradient": base,
        "free gradient": {**base, "gradientNormLimit": 100.0},
        "strong entropy": {**base, "entropyWeight": 0.5},
        "clipped values": {**base, "valueClipRange": single(0.2).item()},
    }
    logits, values, _ = losses(start, data, base)
    cases = []
    for variant, settings in variants.items():
        history = steps(start, data, settings, 3)
        cases.append({
            "name": variant, "settings": settings,
            "steps": [{key: step[key] for key in step if key not in ("gradients", "weights")} for step in history],
            "gradients": history[0]["gradients"], "weightsAfter1": history[0]["weights"], "weightsAfter3": history[2]["weights"],
        })
    assert cases[0]["steps"][0]["gradientNorm"] > 0.5 and 0 < cases[0]["steps"][0]["clipFraction"] < 1
    write(
        name, windowBars=WINDOW, tableFeatures=FEATURES, denseCount=DENSE, hidden=HIDDEN, actionCount=ACTIONS,
        weights=start, **{key: value for key, value in data.items() if key != "inputs"}, logits=logits, values=values, cases=cases)


# ---------------------------------------------------------------- all actions of a state

def all_action_losses(tensors, data, settings):
    """The clipped surrogate, the KL and the share of clipped ratios as expectations over the old policy's actions."""
    logits = forward(tensors, "policy", data["inputs"])
    values = forward(tensors, "value", data["inputs"])[:, 0]
    decisions = data["masks"].sum(-1) > 1
    legal, clip = data["masks"][decisions], settings["clipRange"]
    log = masked_log_probabilities(logits, data["masks"])
    old = data["oldLogProbabilities"][decisions]
    log_ratio = (log[decisions] - old).masked_fill(legal == 0, 0.0)
    ratio, weight, advantage = log_ratio.exp(), old.exp() * legal, data["advantages"][decisions]
    surrogate = torch.min(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage)
    terms = {
        "policyLoss": -(weight * surrogate).sum(-1).mean(), "valueLoss": ((values - data["returns"]) ** 2).mean(),
        "entropy": entropy_of(log, data["masks"])[decisions].mean(),
        "approximateKl": (weight * (ratio - 1 - log_ratio)).sum(-1).mean(),
        "clipFraction": (weight * ((ratio - 1).abs() > clip)).sum(-1).mean(),
        "decisionCount": int(decisions.sum()),
    }
    terms["loss"] = terms["policyLoss"] - settings["entropyWeight"] * terms["entropy"] + settings["valueWeight"] * terms["valueLoss"]
    return logits, values, terms


def all_actions():
    torch.manual_seed(20240301)
    start = weights(layer_norm=False)
    table = single(torch.randn(ROWS, FEATURES))
    bars = torch.randint(WINDOW - 1, ROWS, (BATCH,))
    dense = single(torch.randn(BATCH, DENSE))
    windows = torch.stack([table[bar - WINDOW + 1:bar + 1].reshape(-1) for bar in bars])
    masks = (torch.rand(BATCH, ACTIONS) < 0.7).long()
    masks[:, 0] = 1
    masks[2], masks[11] = torch.tensor([1, 0, 0, 0]), torch.tensor([0, 1, 0, 0])
    inputs = torch.cat([windows, dense], dim=1)
    old = masked_log_probabilities(forward(start, "policy", inputs) + 0.3 * torch.randn(BATCH, ACTIONS), masks)
    values = forward(start, "value", inputs)[:, 0]
    data = {
        "table": table, "bars": bars, "dense": dense, "inputs": inputs, "masks": masks, "actions": torch.zeros(0, dtype=torch.long),
        "oldLogProbabilities": single(old.masked_fill(masks == 0, 0.0)), "advantages": single(1.5 * torch.randn(BATCH, ACTIONS)) * masks,
        "returns": single(values + 0.8 * torch.randn(BATCH)), "oldValues": single(values),
    }
    base = {key: single(value).item() for key, value in {
        "learningRate": 0.01, "clipRange": 0.2, "entropyWeight": 0.05, "valueWeight": 0.5, "gradientNormLimit": 0.5,
        "valueClipRange": 0.0}.items()}
    variants = {
        "one limit for both networks": base,
        "a limit for each network": {**base, "limitsNetworksApart": True},
        "narrow clip": {**base, "clipRange": single(0.05).item(), "gradientNormLimit": 100.0},
    }
    logits, values, _ = all_action_losses(start, data, base)
    cases = []
    for variant, settings in variants.items():
        history = steps(start, data, settings, 3, all_action_losses)
        cases.append({
            "name": variant, "settings": settings,
            "steps": [{key: step[key] for key in step if key not in ("gradients", "weights")} for step in history],
            "gradients": history[0]["gradients"], "weightsAfter1": history[0]["weights"], "weightsAfter3": history[2]["weights"],
        })
    assert cases[0]["steps"][0]["gradientNorm"] > 0.5 and 0 < cases[0]["steps"][0]["clipFraction"] < 1
    assert cases[0]["weightsAfter1"]["policy.0.bias"].ne(cases[1]["weightsAfter1"]["policy.0.bias"]).any()
    write(
        "all_actions.json", windowBars=WINDOW, tableFeatures=FEATURES, denseCount=DENSE, hidden=HIDDEN, actionCount=ACTIONS,
        weights=start, **{key: value for key, value in data.items() if key != "inputs"}, logits=logits, values=values, cases=cases)


# ---------------------------------------------------------------- generalised advantage estimation

def advantages():
    """By the definition: A_t = Σ (γλ)^l δ_{t+l} up to the end of the episode or of the rollout, not by the recursion."""
    torch.manual_seed(4)
    step_count, environments, gamma, trace = 9, 4, single(0.99).item(), single(0.95).item()
    rewards, values = single(torch.randn(step_count, environments)), single(torch.randn(step_count, environments))
    final_values = single(torch.randn(step_count, environments))
    last_values = single(torch.randn(environments))
    ends = torch.zeros(step_count, environments, dtype=torch.long)
    ends[3, 0], ends[6, 0], ends[0, 1], ends[8, 1], ends[8, 2] = 1, 2, 2, 1, 2     # environment 3 is cut by the rollout's end
    result = torch.zeros(step_count, environments)
    for environment in range(environments):
        delta = []
        for step in range(step_count):
            end = ends[step, environment]
            following = last_values[environment] if step == step_count - 1 else values[step + 1, environment]
            bootstrap = 0.0 if end == 1 else final_values[step, environment] if end == 2 else following
            delta.append(rewards[step, environment] + gamma * bootstrap - values[step, environment])
        for step in range(step_count):
            for later in range(step, step_count):
                result[step, environment] += (gamma * trace) ** (later - step) * delta[later]
                if ends[later, environment] != 0:
                    break
    write(
        "advantages.json", stepCount=step_count, environmentCount=environments, gamma=gamma, traceDecay=trace, rewards=rewards,
        values=values, ends=ends, finalValues=final_values * (ends == 2), lastValues=last_values, advantages=result,
        returns=result + values)


def decision_advantages():
    """Steps that reach over several bars: A_t = Σ_l (Π_{i<l} γ^{k_{t+i}} λ) δ_{t+l}, δ_t = R_t + γ^{k_t} v_{t+1} − v_t, where R_t is the
    sum of the bars' rewards, each discounted back to the decision. Written as that sum, from rewards by bar."""
    torch.manual_seed(11)
    step_count, environments, gamma, trace = 7, 4, single(0.99).item(), single(0.95).item()
    bars = torch.randint(1, 40, (step_count, environments))
    bar_rewards = [[single(torch.randn(int(bars[step, environment]))) for environment in range(environments)] for step in range(step_count)]
    values, final_values, last_values = single(torch.randn(step_count, environments)), single(torch.randn(step_count, environments)), single(torch.randn(environments))
    ends = torch.zeros(step_count, environments, dtype=torch.long)
    ends[2, 0], ends[5, 0], ends[0, 1], ends[6, 1], ends[6, 2] = 1, 2, 2, 1, 2     # environment 3 is cut by the rollout's end
    discounts = single(torch.tensor([[gamma ** int(bars[step, e]) for e in range(environments)] for step in range(step_count)]))
    rewards = single(torch.tensor([
        [sum(gamma ** bar * float(reward) for bar, reward in enumerate(bar_rewards[step][e])) for e in range(environments)] for step in range(step_count)]))
    result = torch.zeros(step_count, environments)
    for e in range(environments):
        for step in range(step_count):
            weight = 1.0
            for later in range(step, step_count):
                end = ends[later, e]
                following = last_values[e] if later == step_count - 1 else values[later + 1, e]
                bootstrap = 0.0 if end == 1 else final_values[later, e] if end == 2 else following
                result[step, e] += weight * (rewards[later, e] + discounts[later, e] * bootstrap - values[later, e])
                if end != 0:
                    break
                weight *= discounts[later, e] * trace
    write(
        "decision_advantages.json", stepCount=step_count, environmentCount=environments, gamma=gamma, traceDecay=trace, bars=bars,
        barRewards=torch.cat([rewards_of for row in bar_rewards for rewards_of in row]), rewards=rewards, discounts=discounts, values=values, ends=ends,
        finalValues=final_values * (ends == 2), lastValues=last_values, advantages=result, returns=result + values)


# ---------------------------------------------------------------- moments, explained variance, initial weights

def moments():
    torch.manual_seed(11)
    batches = [single(3.0 + 2.0 * torch.randn(count, 3)) * torch.tensor([1.0, 100.0, 0.0]) for count in (1, 5, 32, 7)]
    after = []
    for count in range(1, len(batches) + 1):
        seen = torch.cat(batches[:count])
        after.append({"count": len(seen), "means": seen.mean(0), "variances": seen.var(0, unbiased=False)})
    seen = torch.cat(batches)
    probes = single(torch.tensor([[3.5, 250.0, 0.0], [-60.0, 5000.0, 0.25], [3.0, 300.0, -1e-3]]))
    deviations = (seen.var(0, unbiased=False) + 1e-8).sqrt()
    write(
        "moments.json", width=3, batches=batches, after=after, probes=probes, epsilon=1e-8, clipLimit=10.0,
        normalised=((probes - seen.mean(0)) / deviations).clamp(-10.0, 10.0), scaled=(probes / deviations).clamp(-10.0, 10.0))


def reward_scale():
    """Rewards of two rollouts over the deviation of all discounted returns so far; returns start anew after an episode's end."""
    torch.manual_seed(17)
    step_count, environments, gamma = 60, 3, 0.99
    running, seen, rollouts = [0.0] * environments, [], []
    for rollout in range(2):
        rewards = single(0.2 * torch.randn(step_count, environments))
        ends = (torch.rand(step_count, environments) < 0.15).long()
        if rollout == 0:
            rewards[-1, 1], ends[-1, 1] = 25.0, 1
        for step in range(step_count):
            for environment in range(environments):
                running[environment] = gamma * running[environment] + rewards[step, environment].item()
                seen.append(running[environment])
                if ends[step, environment]:
                    running[environment] = 0.0
        deviation = (torch.tensor(seen).var(unbiased=False) + 1e-8).sqrt()
        rollouts.append({
            "rewards": rewards, "ends": ends, "deviation": deviation, "scaled": (rewards / deviation).clamp(-10.0, 10.0),
            "clipped": int(((rewards / deviation).abs() > 10.0).sum())})
    write("reward_scale.json", stepCount=step_count, environmentCount=environments, gamma=gamma, rollouts=rollouts)


def explained_variance():
    torch.manual_seed(23)
    cases = []
    for noise in (0.0, 0.3, 1.0, 3.0):
        values = single(torch.randn(40))
        returns = single(values + noise * torch.randn(40) + 0.5)
        cases.append({
            "values": values, "returns": returns,
            "explainedVariance": 1 - (returns - values).var(unbiased=False) / returns.var(unbiased=False)})
    write("explained_variance.json", cases=cases)


def orthogonal():
    torch.manual_seed(5)
    cases = []
    for rows, columns, gain in ((512, 228, 2 ** 0.5), (256, 512, 2 ** 0.5), (64, 64, 2 ** 0.5), (3, 128, 0.01), (1, 128, 1.0), (5, 1, 1.0)):
        matrix = torch.nn.init.orthogonal_(torch.empty(rows, columns), gain)
        singular = torch.linalg.svdvals(matrix)
        cases.append({
            "rows": rows, "columns": columns, "gain": gain, "smallestSingularValue": singular.min(),
            "largestSingularValue": singular.max(), "meanSquare": (matrix ** 2).mean()})
    write("orthogonal.json", cases=cases)


if __name__ == "__main__":
    categorical()
    minibatch("ppo_minibatch.json", layer_norm=False)
    minibatch("ppo_layer_norm.json", layer_norm=True)
    all_actions()
    advantages()
    decision_advantages()
    moments()
    reward_scale()
    explained_variance()
    orthogonal()
