using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>A date on which the exchange keeps other hours than usual.</summary>
/// <param name="Date">The trading day.</param>
/// <param name="Name">The reason in words.</param>
/// <param name="Close">When trading stops, New York; null when the day does not trade at all.</param>
public readonly record struct ExchangeHoliday(LocalDate Date, string Name, LocalTime? Close)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
