namespace RlTrainer.Compliance;

/// <summary>What an account costs the trader; US cents.</summary>
/// <param name="EntryCents">Price of the account: the evaluation or its activation, at least 0.</param>
/// <param name="ResetCents">Price of beginning again after a breach, at least 0.</param>
/// <param name="MonthlyCents">Price of every 30 calendar days, at least 0.</param>
public sealed record FeeRule(long EntryCents, long ResetCents = 0, long MonthlyCents = 0)
{
    internal IEnumerable<string> Faults()
    {
        foreach ((string name, long value) in new[] { ("EntryCents", EntryCents), ("ResetCents", ResetCents),
            ("MonthlyCents", MonthlyCents) })
            if (value < 0) yield return $"Fees.{name} was {value}; expected 0 or more.";
    }
}
