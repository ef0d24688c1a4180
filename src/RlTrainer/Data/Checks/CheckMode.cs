namespace RlTrainer.Data;

/// <summary>What reading does with rows that break a rule. No mode touches the source file.</summary>
public enum CheckMode
{
    /// <summary>The first error stops the reading with a <see cref="BarDataException"/>.</summary>
    Strict,

    /// <summary>Rows with errors are left out, and every one of them is listed.</summary>
    Report,

    /// <summary>Rows that can be mended are mended, the others left out; every change and every row left out is listed.</summary>
    Repair,
}
