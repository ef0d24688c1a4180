using System.Buffers;

namespace RlTrainer.Sweeps;

/// <summary>Where and how large a sweep's pods are.</summary>
public sealed record KubernetesOptions
{
    /// <summary>A container image in which <see cref="Command"/> starts rltrainer.</summary>
    public required string Image { get; init; }

    /// <summary>The persistent volume claim with data and runs.</summary>
    public required string Claim { get; init; }

    /// <summary>Where the volume is mounted.</summary>
    public string Mount { get; init; } = "/workplace";

    /// <summary>How the image starts the command.</summary>
    public IReadOnlyList<string> Command { get; init; } = ["rltrainer"];

    /// <summary>Pods at the same time, at least 1.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Cores of a pod, at least 1.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Memory of a pod as Kubernetes writes it.</summary>
    public string Memory { get; init; } = "2Gi";

    /// <summary>What would break out of a quoted word of YAML.</summary>
    private static readonly SearchValues<char> Breaking = SearchValues.Create(" \"'\n{}");

    internal void Checked()
    {
        foreach ((string name, string value) in ((string, string)[])[("--image", Image), ("--claim", Claim), ("--mount", Mount), ("--memory", Memory)])
            if (string.IsNullOrWhiteSpace(value) || value.AsSpan().ContainsAny(Breaking))
                throw new ArgumentException($"{name} was '{value}'; expected a plain word for the manifest.");
        if (Parallel < 1) throw new ArgumentException($"--parallel was {Parallel}; expected at least 1.");
        if (Cpus < 1) throw new ArgumentException($"--cpus was {Cpus}; expected at least 1.");
    }
}
