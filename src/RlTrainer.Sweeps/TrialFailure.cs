using RlTrainer.Files;

namespace RlTrainer.Sweeps;

/// <summary>Why the last attempt at a trial ended without a result.</summary>
/// <param name="Index">Which trial, from 0.</param>
/// <param name="Kind">Whose fault it is.</param>
/// <param name="Reason">The error as the user would be told.</param>
internal sealed record TrialFailure(int Index, TrialFailureKind Kind, string Reason)
{
    /// <summary>Whose fault and why, on one line that moves no cursor.</summary>
    public string Words => PrintableText.Lines(
        (Kind switch
        {
            TrialFailureKind.WrongInput => "wrong input: ",
            TrialFailureKind.MachineFault => "fault of the machine: ",
            TrialFailureKind.ProgramFault => "fault of the program: ",
            _ => "died: ",
        } + Reason).ReplaceLineEndings(" "));
}
