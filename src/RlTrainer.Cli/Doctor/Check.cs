namespace RlTrainer.Cli.Doctor;

/// <summary>What was found of one thing the workbench can use.</summary>
internal enum CheckState
{
    /// <summary>There, and recent enough.</summary>
    Found,

    /// <summary>Not there, and only an optional part needs it.</summary>
    Absent,

    /// <summary>There, but older than what is supported.</summary>
    Outdated,

    /// <summary>There, but what it talks to does not answer.</summary>
    Silent,

    /// <summary>There, but it gives other numbers than it must.</summary>
    Different,

    /// <summary>Not there or too small, and the main job needs it.</summary>
    Missing,
}

/// <summary>One line of the doctor's table.</summary>
/// <param name="Name">What was looked for.</param>
/// <param name="State">What was found.</param>
/// <param name="Detail">The version, the path or the amount.</param>
/// <param name="Remedy">What to type or do; empty when found.</param>
internal sealed record Check(string Name, CheckState State, string Detail, string Remedy = "");
