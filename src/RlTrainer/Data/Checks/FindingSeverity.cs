namespace RlTrainer.Data;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; usual in good data.</summary>
    Note,

    /// <summary>Look at it before trusting results.</summary>
    Warning,

    /// <summary>The row is wrong; <see cref="CheckMode.Strict"/> stops at the first.</summary>
    Error,
}
