using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// The dense part of an observation, each number of order 1:
/// <list type="number">
/// <item>side: −1, 0 or 1</item>
/// <item>unrealised profit in R: of the initial risk, clipped ±10</item>
/// <item>distance from the close to the stop, in ATR, clipped ±10; 0 while flat</item>
/// <item>distance from the close to the target, in ATR, clipped ±10; 0 while flat</item>
/// <item>bars in the position / 390</item>
/// <item>room to the drawdown threshold / drawdown amount</item>
/// <item>room to the daily limit / daily limit, at most 2; 1 without such a rule, 0 while paused</item>
/// <item>profit / target</item>
/// </list>
/// The last three are the account features.
/// </summary>
internal sealed class DenseFeatures(MarketTape tape, EnvironmentConfig config, RuleSet rules)
{
    private const int PositionCount = 5, AccountCount = 3;
    private readonly int _tickValueCents = tape.Bars.Instrument.TickValueCents;

    /// <summary>Numbers in the dense part.</summary>
    public int Count { get; } = CountOf(config);

    /// <summary>Numbers in the dense part of an environment's observations.</summary>
    /// <param name="config">The environment.</param>
    public static int CountOf(EnvironmentConfig config) => config.AccountFeatures ? PositionCount + AccountCount : PositionCount;

    /// <summary>Writes one environment's dense part, [dense].</summary>
    public void Write(EnvironmentColumns columns, int env, Span<float> dense)
    {
        int bar = columns.Bars[env], close = tape.Close[bar];
        ref readonly Account account = ref columns.Accounts[env];
        long unrealized = 0;
        if (account.IsFlat) dense[..PositionCount].Clear();
        else
        {
            ref readonly Ticket ticket = ref columns.Tickets[env];
            int side = (int)account.Side;
            unrealized = account.UnrealizedCents(close, _tickValueCents);
            float perAtr = 1f / tape.Atr[bar];
            dense[0] = side;
            dense[1] = Clip(unrealized
                / (float)((long)account.Contracts * ticket.InitialStopTicks * account.TickCents(_tickValueCents)));
            dense[2] = Clip(side * (close - ticket.StopTicks) * perAtr);
            dense[3] = Clip(side * (ticket.TargetTicks - close) * perAtr);
            dense[4] = (bar - ticket.EntryBar) / 390f;
        }
        if (Count > PositionCount) WriteAccount(columns.Standings[env], account.BalanceCents + unrealized, dense);
    }

    /// <summary>The dense part of the same account in the mirrored market: everything but the side is told from the side's point
    /// of view.</summary>
    /// <param name="dense">[n, dense] rows as written, not normalised; changed in place.</param>
    /// <param name="count">Numbers in a row.</param>
    public static void Mirror(Span<float> dense, int count)
    {
        for (int side = 0; side < dense.Length; side += count) dense[side] = -dense[side];
    }

    private void WriteAccount(in Standing standing, long equityCents, Span<float> dense)
    {
        dense[5] = (equityCents - standing.ThresholdCents(rules.Drawdown)) / (float)rules.Drawdown.AmountCents;
        dense[6] = rules.DailyLoss is not { } daily ? 1f
            : standing.Day == DayStatus.Paused ? 0f
            : Math.Min(2f, (daily.AmountCents + equityCents - standing.DayStartCents) / (float)daily.AmountCents);
        dense[7] = (equityCents - rules.StartCents) / (float)rules.TargetCents;
    }

    private static float Clip(float value) => Math.Clamp(value, -10f, 10f);
}
