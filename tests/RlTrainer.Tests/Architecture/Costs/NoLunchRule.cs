using RlTrainer.Compliance;

namespace RlTrainer.Tests.Architecture.Costs;

/// <summary>What an entry rule costs: nothing is entered from 12:00 to 13:00.</summary>
internal sealed record NoLunchRule : IEntryRule
{
    public string Name => "no lunch";

    public bool Allows(in EntryMoment moment) => moment.Eastern.Hour != 12;

    public bool? Audit(in AuditedEntry entry) => entry.FillEasternSeconds % 86_400 is < 43_200 or >= 46_800;
}
