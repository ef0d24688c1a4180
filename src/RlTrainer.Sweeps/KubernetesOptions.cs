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

    /// <summary>Where in the cluster the job goes; null for the namespace of kubectl's context.</summary>
    public string? Namespace { get; init; }

    /// <summary>User and group of the pods, which must be able to write the volume; above 0, since nothing here needs
    /// root.</summary>
    public int User { get; init; } = 1000;

    /// <summary>Seconds after its end at which Kubernetes removes the job; its results stay on the volume. At least 0.</summary>
    public int SecondsAfterEnd { get; init; } = 604_800;

    /// <summary>The image is named by its content, so that every pod of the sweep runs the same bytes.</summary>
    public bool IsPinned => Image.Contains("@sha256:", StringComparison.Ordinal);

    /// <summary>What would break out of a quoted word of YAML.</summary>
    private static readonly SearchValues<char> Breaking = SearchValues.Create(" \"'\n{}");

    internal void Checked()
    {
        foreach ((string name, string value) in ((string, string)[])[("--image", Image), ("--claim", Claim), ("--mount", Mount),
            ("--memory", Memory), ("--namespace", Namespace ?? "default")])
            if (string.IsNullOrWhiteSpace(value) || value.AsSpan().ContainsAny(Breaking))
                throw new ArgumentException($"{name} was '{value}'; expected a plain word for the manifest.");
        if (Parallel < 1) throw new ArgumentException($"--parallel was {Parallel}; expected at least 1.");
        if (User < 1) throw new ArgumentException($"--user was {User}; expected a user above 0, who can write the volume.");
        if (SecondsAfterEnd < 0) throw new ArgumentException($"SecondsAfterEnd was {SecondsAfterEnd}; expected 0 or more.");
        if (Cpus < 1) throw new ArgumentException($"--cpus was {Cpus}; expected at least 1.");
    }
}
