using RlTrainer.Learning;
using RlTrainer.Tests.Learning;
using static TorchSharp.torch;

namespace RlTrainer.Torch.Tests;

/// <summary>The gradient written out by hand against PyTorch's automatic one: two ways to the same numbers.</summary>
public sealed class PpoGradientTests
{
    private const int Count = 200, Actions = 5;

    [TorchTheory]
    [InlineData(0.05f)]
    [InlineData(0.2f)]
    public void The_policys_gradient_equals_autograds(float clipRange)
    {
        StepSettings settings = EngineCase.Settings with { ClipRange = clipRange };
        random.manual_seed(1);
        Tensor logits = randn(Count, Actions).requires_grad_();
        Tensor actions = randint(0, Actions, [Count, 1], ScalarType.Int64), advantages = randn(Count, 1);
        Tensor illegal = rand(Count, Actions).gt(0.7).scatter(1, actions, zeros([Count, 1], ScalarType.Bool));
        Tensor log = logits.to(ScalarType.Float64).masked_fill(illegal, -1e9).log_softmax(1);
        Tensor old = (log.gather(1, actions) + 0.2 * randn(Count, 1)).detach().to(ScalarType.Float32);

        Tensor ratio = (log.gather(1, actions) - old).exp();
        Tensor surrogate = minimum(ratio * advantages, ratio.clamp(1.0 - clipRange, 1.0 + clipRange) * advantages);
        Tensor entropy = (log.exp() * log).sum(1).neg();
        Tensor loss = surrogate.mean().neg() - entropy.mean() * settings.EntropyWeight;
        Tensor expected = autograd.grad([loss], [logits])[0];

        (Tensor gradient, Tensor sums) =
            PpoGradient.Policy(logits.detach(), new(illegal, actions, old, advantages), settings, new LaunchCount());
        Assert.True(gradient.allclose(expected, rtol: 1e-5, atol: 1e-9));
        Assert.Equal(-surrogate.mean().to(ScalarType.Float64).item<double>(),
            -sums[0].to(ScalarType.Float64).item<double>() / Count, 1e-9);
        Assert.Equal(entropy.mean().to(ScalarType.Float64).item<double>(),
            -sums[1].to(ScalarType.Float64).item<double>() / Count, 1e-9);
        // some ratios are clipped and some are not
        Assert.InRange(sums[3].to(ScalarType.Float64).item<double>(), 1, Count - 1);
    }

    [TorchTheory]
    [InlineData(0f)]
    [InlineData(0.3f)]
    public void The_values_gradient_equals_autograds(float clipRange)
    {
        StepSettings settings = EngineCase.Settings with { ValueClipRange = clipRange };
        random.manual_seed(2);
        Tensor values = randn(Count, 1).requires_grad_(), returns = randn(Count, 1), old = randn(Count, 1);
        Tensor squares = (values - returns).square();
        if (clipRange > 0) squares = maximum(squares, (old + (values - old).clamp(-clipRange, clipRange) - returns).square());
        Tensor expected = autograd.grad([squares.mean() * settings.ValueWeight], [values])[0];

        (Tensor gradient, Tensor sum) =
            PpoGradient.Value(values.detach(), returns, clipRange > 0 ? old : null, settings, new LaunchCount());
        Assert.True(gradient.allclose(expected, rtol: 1e-5, atol: 1e-8));
        Assert.Equal(squares.mean().to(ScalarType.Float64).item<double>(),
            sum.to(ScalarType.Float64).item<double>() / Count, 1e-5);
    }
}
