using System.Globalization;

namespace RlTrainer.Checkpoints;

/// <summary>What a transfer did, tensor by tensor and action by action.</summary>
/// <param name="Source">The model the weights come from, in words.</param>
/// <param name="Tensors">In the weights' order.</param>
/// <param name="NewActions">Actions the source did not have; empty when a model is continued with its own actions.</param>
/// <param name="InPositionStates">In-position states the new actions' biases were solved on.</param>
/// <param name="FlatStates">Flat states on which old and new logits of the shared actions were compared, bit by bit.</param>
/// <param name="EqualFlatStates">Of them, those on which they are equal.</param>
internal sealed record TransferReport(
    string Source, IReadOnlyList<TransferredTensor> Tensors, IReadOnlyList<NewAction> NewActions, int InPositionStates,
    int FlatStates, int EqualFlatStates)
{
    /// <summary>The report as lines of text; the optimizer is named because it is not carried.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"from {Source}";
        foreach (TransferredTensor tensor in Tensors) yield return tensor.ToString();
        foreach (NewAction action in NewActions)
            yield return action.MeanProbability is { } probability
                ? string.Create(CultureInfo.InvariantCulture,
                    $"new      {action.Action}: logit {action.Bias:F4}, weights 0; mean probability {probability:P2} over the "
                    + $"{action.LegalShare:P1} of {InPositionStates} in-position states where it is legal")
                : string.Create(CultureInfo.InvariantCulture,
                    $"new      {action.Action}: logit {action.Bias:F4}, weights 0; legal in none of {InPositionStates} "
                    + $"in-position states, so its logit is the mean of the others'");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"flat     the shared actions' logits are equal bits on {EqualFlatStates} of {FlatStates} flat states");
        yield return "fresh    the optimizer; carried: both normalisers";
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines());
}
