using RlTrainer.Environments;

namespace RlTrainer.Tests.Environments;

public sealed class EnvironmentCheckerTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void The_trading_environments_keep_the_contract(ulong seed)
    {
        Scenario scenario = Scenario.Of(seed);
        var environments = new TradingEnvironments(scenario.Table, scenario.Config, scenario.Rules, seed, scenario.Seconds);
        Assert.Empty(EnvironmentChecker.Check(environments, seed, 1500));
    }

    [Theory]
    [InlineData(Fault.NaN, "The dense part of an observation is not finite or was not written.")]
    [InlineData(Fault.EmptyMask, "A mask row forbids every action.")]
    [InlineData(Fault.WrongRow, "An observation refers to table row 1000000; expected 19 to ")]
    [InlineData(Fault.InfiniteReward, "A reward is not finite.")]
    [InlineData(Fault.StepsEnded,
        "Step went on although an episode had ended; expected an InvalidOperationException until ResetEnded.")]
    [InlineData(Fault.ForgetsState, "After RestoreState the same ")]
    public void A_broken_environment_is_found_out(Fault fault, string finding)
    {
        var broken = new BrokenEnvironment(
            TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 4 }), fault);
        Assert.Contains(EnvironmentChecker.Check(broken, 1, 400), found => found.StartsWith(finding, StringComparison.Ordinal));
    }

    public enum Fault
    {
        NaN,
        EmptyMask,
        WrongRow,
        InfiniteReward,
        StepsEnded,
        ForgetsState,
    }

    private sealed class BrokenEnvironment(TradingEnvironments inner, Fault fault) : IVectorEnvironment
    {
        private int _steps;

        public int Count => inner.Count;

        public int ActionCount => inner.ActionCount;

        public ObservationLayout Layout => inner.Layout;

        public ReadOnlyMemory<float> Table => inner.Table;

        public void Reset() => inner.Reset();

        public void Observe(Observations observations)
        {
            inner.Observe(observations);
            if (fault == Fault.NaN && _steps == 100) observations.Dense[3] = float.NaN;
            if (fault == Fault.WrongRow && _steps == 100) observations.Bars[0] = 1_000_000;
        }

        public void Masks(Span<byte> masks)
        {
            inner.Masks(masks);
            if (fault == Fault.EmptyMask && _steps == 100) masks[..3].Clear();
        }

        public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
        {
            _steps++;
            if (fault == Fault.StepsEnded) inner.ResetEnded();
            inner.Step(actions, rewards, ends);
            if (fault == Fault.InfiniteReward && _steps == 100) rewards[0] = float.PositiveInfinity;
        }

        public void ResetEnded() => inner.ResetEnded();

        public byte[] SaveState() => inner.SaveState();

        public void RestoreState(ReadOnlySpan<byte> state)
        {
            inner.RestoreState(state);
            if (fault == Fault.ForgetsState) inner.Reset();
        }
    }
}
