using RlTrainer.Evaluation;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>How the probe looks for signal.</summary>
public sealed record ProbeConfig
{
    /// <summary>Passes over the table of all training bars. In [1, 100]; 2 by default.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Bars in a minibatch. In [1, 65536]; 512 by default.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>Adam's step size. In (0, 1]; 3e-4 by default.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Weight of the entropy bonus, in R. In [0, 1]; 0.05 by default.</summary>
    public double EntropyWeight { get; init; } = 0.05;

    /// <summary>Hidden widths of the network; 128 and 64 by default.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [128, 64];

    /// <summary>Decides the starting weights, the order of the bars and the control.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How the judged days decide.</summary>
    public EdgeGateConfig Gate { get; init; } = new();

    /// <summary>The configuration itself when every value is possible.</summary>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public ProbeConfig Checked()
    {
        if (Epochs is < 1 or > 100) throw new ArgumentException($"Epochs was {Epochs}; must be in [1, 100]; 2 is usual.");
        if (BatchSize is < 1 or > 65536)
            throw new ArgumentException($"BatchSize was {BatchSize}; must be in [1, 65536]; 512 is usual.");
        if (!(LearningRate > 0 && LearningRate <= 1))
            throw new ArgumentException($"LearningRate was {LearningRate}; must be in (0, 1]; 0.0003 is usual.");
        if (!(EntropyWeight >= 0 && EntropyWeight <= 1))
            throw new ArgumentException($"EntropyWeight was {EntropyWeight}; must be in [0, 1]; 0.05 is usual.");
        _ = new NetworkShape(1, Hidden, 1).Checked();
        Gate.Checked();
        return this;
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
