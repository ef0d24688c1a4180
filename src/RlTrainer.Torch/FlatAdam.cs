using RlTrainer.Learning;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// Gradient limit and Adam (Kingma and Ba 2015, algorithm 1, ε as PyTorch places it) on flat tensors. Whether the step is
/// made is decided on the device: a factor of 0 leaves weights and moments bit for bit, and the host need not wait.
/// </summary>
internal static class FlatAdam
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Epsilon = 1e-5;
    private const double NormGuard = 1e-6;   // as torch.nn.utils.clip_grad_norm_

    /// <summary>Moves the weights and moments by a gradient [count], if it says so.</summary>
    /// <param name="parameters">Weights and moments.</param>
    /// <param name="gradient">It is used up.</param>
    /// <param name="settings">Learning rate and norm limit.</param>
    /// <param name="stepNumber">The step about to be made, counted from 1.</param>
    /// <param name="launches">Where the operations are counted.</param>
    public static void Step(
        FlatParameters parameters, GatedGradient gradient, StepSettings settings, long stepNumber, LaunchCount launches)
    {
        (Tensor values, Tensor norm, Tensor go) = gradient;
        double firstCorrection = 1.0 - Math.Pow(FirstDecay, stepNumber),
            secondCorrection = 1.0 - Math.Pow(SecondDecay, stepNumber);
        Tensor limited = values.mul_((settings.GradientNormLimit / (norm + NormGuard)).clamp_max(1.0)).On(launches, 5);
        // a stopped minibatch may hold infinities: they must not meet the moments
        limited.masked_fill_(go.logical_not(), 0f).On(launches, 2);
        Tensor factor = go.to(ScalarType.Float32).On(launches);
        parameters.FirstMoments.mul_(1.0 - factor * (1.0 - FirstDecay)).add_(limited, 1.0 - FirstDecay).On(launches, 5);
        parameters.SecondMoments.mul_(1.0 - factor * (1.0 - SecondDecay)).addcmul_(limited, limited, 1.0 - SecondDecay)
            .On(launches, 5);
        Tensor denominator =
            parameters.SecondMoments.sqrt().mul_(1.0 / Math.Sqrt(secondCorrection)).add_(Epsilon).On(launches, 3);
        parameters.Values.addcdiv_(parameters.FirstMoments * factor, denominator, -settings.LearningRate / firstCorrection)
            .On(launches, 2);
    }
}
