using RlTrainer.Runs;

namespace RlTrainer.Cli.Doctor;

/// <summary>Does this machine train to the bytes that every other trains to?</summary>
internal static class ReferenceCheck
{
    private const string Name = "Reference run";

    /// <summary>Trains it in a temporary folder.</summary>
    public static Check Of(IMachine machine)
    {
        string folder = Directory.CreateTempSubdirectory("rltrainer-reference-").FullName;
        try
        {
            return Of(ReferenceRun.Run(folder), machine);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The line of a result.</summary>
    internal static Check Of(ReferenceResult result, IMachine machine) => result.IsReproduced
        ? new Check(Name, CheckState.Found,
            $"{result}, {result.Phase2[..12]}… with vectors of {machine.VectorBits} bits on {machine.Cores} cores")
        : new Check(Name, CheckState.Different, result.ToString(),
            "trainings here are not those of other machines: report it with the output of rltrainer doctor --reproduce and "
            + "rltrainer --version");
}
