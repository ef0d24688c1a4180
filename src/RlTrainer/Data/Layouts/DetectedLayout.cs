using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>What was found out about a file from its first lines.</summary>
/// <param name="Layout">The layout; what is open has its first reading's value.</param>
/// <param name="Facts">Every fact with its evidence; open ones with the source <see cref="FactSource.Open"/>.</param>
/// <param name="Question">The facts that are still open, with the
/// readings side by side; null where the text tells everything.</param>
public sealed record DetectedLayout(BarLayout Layout, IReadOnlyList<FileFact> Facts, LayoutQuestion? Question = null)
{
    /// <summary>How a fact is known; <see cref="FactSource.Usual"/> where it is not listed.</summary>
    internal FactSource SourceOf(FactKind kind) => Facts.FirstOrDefault(fact => fact.Kind == kind)?.Source ?? FactSource.Usual;

    /// <summary>The same with one fact replaced or added.</summary>
    internal DetectedLayout With(FactKind kind, string value, FactSource source, string because) =>
        this with { Facts = [.. Facts.Where(fact => fact.Kind != kind), new FileFact(kind, value, source, because)] };

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
