namespace RlTrainer.Checkpoints;

/// <summary>What became of one tensor.</summary>
/// <param name="Name">As in the weights, e.g. "policy.3.weight".</param>
/// <param name="From">Its dimensions in the source.</param>
/// <param name="To">Its dimensions in the model that was made.</param>
/// <param name="NewRows">Rows that the source does not have; 0 when the tensor was copied as it is.</param>
internal sealed record TransferredTensor(string Name, IReadOnlyList<int> From, IReadOnlyList<int> To, int NewRows)
{
    /// <summary>Every number comes from the source.</summary>
    public bool IsCopied => NewRows == 0;

    /// <summary>One line of a report.</summary>
    public override string ToString() => IsCopied
        ? $"copied   {Name} [{string.Join(", ", From)}]"
        : $"reshaped {Name} [{string.Join(", ", From)}] to [{string.Join(", ", To)}]: {To[0] - NewRows} rows copied, "
            + $"{NewRows} new";
}
