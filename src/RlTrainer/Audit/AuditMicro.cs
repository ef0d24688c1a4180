using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>The micro contracts as the auditor knows them, by symbol.</summary>
internal static class AuditMicro
{
    /// <summary>The micro of a mini; the instrument itself where there
    /// is none, so that a fill in one shows as wrong money.</summary>
    public static Instrument Of(Instrument mini)
    {
        string symbol = mini.Symbol switch { "ES" => "MES", "NQ" => "MNQ", "YM" => "MYM", "RTY" => "M2K", _ => mini.Symbol };
        return Instrument.All.FirstOrDefault(instrument => instrument.Symbol == symbol) ?? mini;
    }
}
