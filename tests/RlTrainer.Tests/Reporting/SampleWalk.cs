using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Reporting;

/// <summary>Journals that look like real ones: bracket trades at random
/// minutes of synthetic days, walked without the environments.</summary>
internal static class SampleWalk
{
    public static BarSeries Bars(int days, ulong seed = 3) =>
        SyntheticBars.Generate(new SyntheticConfig { Days = days, Seed = seed, Signal = PlantedSignal.Fast }).Minutes;

    public static PolicyEvaluation Evaluate(string name, BarSeries bars, double entriesPerBar, ulong seed, bool cheats = false)
    {
        var walk = new Walk(bars, entriesPerBar, cheats, seed);
        for (int day = 0; day < bars.Days.Count; day++) walk.Day(bars.Days[day]);
        return PolicyEvaluation.Of(name, walk.Finish(), bars, new RuleSet(), seed);
    }

    private sealed class Walk(BarSeries bars, double entriesPerBar, bool cheats, ulong seed)
    {
        private const int Stop = 60, Target = 120, Costs = 2_000;
        private readonly TradingJournal _journal = new();
        private readonly Instrument _instrument = bars.Instrument;
        private Rng _random = Rng.Stream(seed, "sample walk");
        private long _balance = 5_000_000, _peak = 5_000_000;
        private int _account = 1, _firstBar;

        public void Day(TradingDay day)
        {
            Side side = Side.Flat;
            int entry = 0, price = 0, adverse = 0, favorable = 0;
            bool isOver = false;
            for (int bar = day.FirstBar; bar < day.EndBar && !isOver; bar++)
            {
                long clock = bars.EasternSeconds[bar] % 86_400;
                if (side != Side.Flat)
                {
                    int sign = (int)side;
                    adverse = Math.Max(adverse, sign > 0 ? price - bars.LowTicks[bar] : bars.HighTicks[bar] - price);
                    favorable = Math.Max(favorable, sign > 0 ? bars.HighTicks[bar] - price : price - bars.LowTicks[bar]);
                    (bool isOut, int exit, FillReason reason) = adverse >= Stop
                        ? (true, price - sign * (Stop + 1), FillReason.Stop)
                        : favorable > Target ? (true, price + sign * Target, FillReason.Target)
                        : clock >= 57_000 ? (true, bars.CloseTicks[bar], FillReason.FlatTime) : (false, 0, default);
                    if (isOut)
                    {
                        long net = 2L * sign * (exit - price) * _instrument.TickValueCents - Costs;
                        _balance += net;
                        _journal.Trades.Add(new Trade(
                            _account, side, 2, entry, bar, price, exit, Stop, Target, net, Costs, Math.Min(adverse, Stop),
                            Math.Min(favorable, Target), reason));
                        side = Side.Flat;
                    }
                }
                else if (clock is >= 34_200 and < 55_000 && bar + 30 < day.EndBar && _random.NextDouble() < entriesPerBar)
                {
                    (entry, price, adverse, favorable) = (bar, bars.OpenTicks[bar], 0, 0);
                    bool isRight = cheats && _random.NextDouble() < 0.45;
                    side = isRight ? (bars.CloseTicks[bar + 30] > price ? Side.Long : Side.Short) : _random.NextInt32(2) == 0
                        ? Side.Long : Side.Short;
                }
                isOver = Mark(bar, side, price);
            }
        }

        public TradingJournal Finish()
        {
            _journal.Accounts.Add(new AccountEnd(_account, _firstBar, bars.Count - 1, _balance, "end of data"));
            return _journal;
        }

        private bool Mark(int bar, Side side, int price)
        {
            int sign = (int)side;
            long At(int ticks) => _balance + (sign == 0 ? 0 : 2L * sign * (ticks - price) * _instrument.TickValueCents - Costs);
            long equity = At(bars.CloseTicks[bar]), low = Math.Min(equity, At(price - sign * Stop));
            _peak = Math.Max(_peak, equity);
            _journal.Equity.Add(new EquityPoint(
                _account, bar, equity, sign == 0 ? equity : low, equity, _balance, _peak - 250_000, 0, side, sign == 0 ? 0 : 2,
                sign == 0 ? 0 : price - sign * Stop, sign == 0 ? 0 : price + sign * Target));
            if (sign != 0 || equity > _peak - 250_000) return false;
            _journal.Fills.Add(new Fill(
                _account, bar, bars.UtcSeconds[bar], Side.Short, 2, bars.CloseTicks[bar], 1, 500, FillReason.Breach));
            _journal.Accounts.Add(new AccountEnd(_account, _firstBar, bar, equity, "drawdown breach", AccountOutcome.Breached));
            (_account, _balance, _peak, _firstBar) = (_account + 1, 5_000_000, 5_000_000, Math.Min(bars.Count - 1, bar + 1));
            return true;
        }
    }
}
