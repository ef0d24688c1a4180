namespace RlTrainer.Cli;

/// <summary>What the command's exit code says; the same for every command, and printed by --help.</summary>
internal static class ExitCode
{
    /// <summary>Done, and nothing wrong was found.</summary>
    public const int Success = 0;

    /// <summary>Done, and something wrong was found: bad bars, a rule violation, a failed notebook.</summary>
    public const int Findings = 1;

    /// <summary>Not done: the input or the options were wrong; the message says what to change.</summary>
    public const int BadInput = 2;

    /// <summary>Not done: a fault of the program; the message says where the details are.</summary>
    public const int Fault = 3;

    /// <summary>
    /// Not done: the machine is at fault, not the input (disk full, permission, a share, memory, descriptors, a folder in use);
    /// the same command may succeed later.
    /// </summary>
    public const int Environment = 4;

    /// <summary>
    /// Done: the validation days show no edge, or are too few to show one, so that the right policy is to stay flat.
    /// </summary>
    public const int NoEdge = 5;

    /// <summary>Stopped by Ctrl+C with the state saved.</summary>
    public const int Interrupted = 130;
}
