namespace RlTrainer.Runs;

/// <summary>What a reference run gave: SHA-256 of its stages, 64 hexadecimal digits each.</summary>
/// <param name="Bars">Every bar of the generated market.</param>
/// <param name="Phase1">Weights, moments and statistics of phase 1's last checkpoint.</param>
/// <param name="Phase2">The same of phase 2's.</param>
/// <param name="AllActions">The same of the all-action algorithm's.</param>
internal sealed record ReferenceResult(string Bars, string Phase1, string Phase2, string AllActions)
{
    /// <summary>True when every stage is the committed one.</summary>
    public bool IsReproduced => this == ReferenceHashes.Expected;

    /// <summary>The committed result beside which a machine is checked.</summary>
    public static ReferenceResult Expected => ReferenceHashes.Expected;

    /// <summary>One sentence: reproduced, or the first stage that differs.</summary>
    public override string ToString() =>
        IsReproduced ? "this machine reproduces the reference run"
        : Bars != Expected.Bars ? $"the generated bars are others: {Bars[..12]}…, expected {Expected.Bars[..12]}…"
        : Phase1 != Expected.Phase1 ? $"phase 1 ends with other numbers: {Phase1[..12]}…, expected {Expected.Phase1[..12]}…"
        : Phase2 != Expected.Phase2 ? $"phase 2 ends with other numbers: {Phase2[..12]}…, expected {Expected.Phase2[..12]}…"
        : $"the all-action run ends with other numbers: {AllActions[..12]}…, expected {Expected.AllActions[..12]}…";
}
