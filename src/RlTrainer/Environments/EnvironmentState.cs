using System.Buffers.Binary;
using System.Text;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// The saved state of training environments: magic, version, a fingerprint of configuration, rules and bars, the environment
/// count, then every value in one fixed order, little-endian.
/// </summary>
internal sealed class EnvironmentState(EnvironmentConfig config, RuleSet rules, BarSeries bars)
{
    private const long Magic = 0x53_4E_45_54_4C_52;                   // "RLTENS"
    private const long Version = 3;
    private const int HeaderValues = 5;

    public byte[] Save(EnvironmentColumns columns, EnvironmentStatistics statistics, EpisodeStarts? starts)
    {
        if (starts is null)
            throw new InvalidOperationException(
                "A walk cannot be saved: its journal lies outside it. Walk the days again from the first.");
        var writer = new StateWriter();
        foreach (long value in Header()) writer.Value(value);
        Visit(writer, columns, statistics, starts);
        return writer.ToArray();
    }

    public void Restore(ReadOnlySpan<byte> state, EnvironmentColumns columns, EnvironmentStatistics statistics,
        EpisodeStarts? starts)
    {
        int expected = Save(columns, statistics, starts).Length;
        string[] names = ["mark of a saved environment state", "version", "environment count",
            "fingerprint of configuration and rules", "fingerprint of the bars"];
        long[] header = Header();
        if (state.Length < HeaderValues * 8)
            throw new ArgumentException(
                $"The saved environment state has {state.Length} bytes; expected {expected}. It was cut off or is "
                + $"something else.");
        for (int index = 0; index < HeaderValues; index++)
        {
            long found = BinaryPrimitives.ReadInt64LittleEndian(state[(index * 8)..]);
            if (found != header[index])
                throw new ArgumentException(index == 1
                    ? $"The saved environment state has the form {found}; this program writes and reads form {header[index]}. "
                        + $"Finish the run with the program that began it, or begin a run from its last model."
                    : $"The {names[index]} of the saved environment state was {found}, expected {header[index]}; restore it into "
                        + $"environments of the same configuration, rules and bars.");
        }
        if (state.Length != expected)
            throw new ArgumentException(
                $"The saved environment state has {state.Length} bytes; expected {expected}. It was cut off or is "
                + $"something else.");
        var reader = new StateReader(state[(HeaderValues * 8)..].ToArray());
        Visit(reader, columns, statistics, starts!);
    }

    private static void Visit(
        IStateVisitor visitor, EnvironmentColumns columns, EnvironmentStatistics statistics, EpisodeStarts starts)
    {
        columns.Visit(visitor);
        statistics.Visit(visitor);
        (ulong[] startBits, ulong[] barBits) = starts.Seen;
        for (int word = 0; word < startBits.Length; word++)
        {
            startBits[word] = (ulong)visitor.Value((long)startBits[word]);
            barBits[word] = (ulong)visitor.Value((long)barBits[word]);
        }
    }

    private long[] Header() =>
        [Magic, Version, config.EnvironmentCount, Fingerprint(Describe()),
            Fingerprint($"{bars.Instrument} {bars.Count} {bars.UtcSeconds[0]} {bars.UtcSeconds[^1]} {bars.CloseTicks[^1]}")];

    /// <summary>The rules without what is described one by one.</summary>
    private RuleSet Plain => rules with
    {
        Contracts = new ContractRule(1),
        News = null,
        EntryRules = [],
        AccountRules = [],
        CodeRules = [],
        Payouts = null,
    };

    private string Describe() =>
        $"{config with { Actions = ActionSet.Phase1 }}|{string.Join(",", config.Actions.Actions)}|"
        + $"{string.Join(";", config.Reward.Terms.Select(Describe))}|{Plain}|"
        + $"{rules.Name}|{rules.Contracts.Minis}|{string.Join(",", rules.Contracts.Tiers ?? [])}|{rules.Contracts.Shrinks}|"
        + $"{rules.News}{string.Join(",", rules.News?.EventsEastern ?? [])}|{string.Join(",", rules.CodeRules)}";

    private static string Describe(IRewardTerm term) =>
        term.IsBuiltIn ? $"{term}"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DefinitionMark.Of(term)} {term.Weight:R}");

    private static long Fingerprint(string text)
    {
        ulong hash = 14695981039346656037UL;                           // FNV-1a, 64 bits
        foreach (byte letter in Encoding.UTF8.GetBytes(text)) hash = (hash ^ letter) * 1099511628211UL;
        return (long)hash;
    }
}
