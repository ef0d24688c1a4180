using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;

namespace RlTrainer.Tests.Environments;

public sealed class ConfigurationTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        EnvironmentConfig config = EnvironmentConfig.Phase1.Checked();
        Assert.Equal((80, 20, 60, 390, 2),
            (config.EnvironmentCount, config.WindowBars, config.MinimumBarsBeforeFlat, config.EpisodeBars, config.Contracts));
        Assert.Equal((1.5, 4.5, true, true), (config.StopAtr, config.TargetAtr, config.MaskActions, config.AccountFeatures));
        Assert.Equal((3, 9), (EnvironmentConfig.Phase1.Actions.Count, EnvironmentConfig.Phase2.Actions.Count));
        Assert.Equal(PacingLimits.None, config.Pacing);
    }

    [Fact]
    public void Every_bad_value_is_named_with_its_range()
    {
        EnvironmentConfig bad =
            EnvironmentConfig.Phase1 with
            {
                EnvironmentCount = 0,
                StopAtr = -1,
                TargetAtr = double.NaN,
                Reward = RewardConfig.Shaped.With(new GrowthTerm { Weight = -1 })
            };
        ArgumentException error = Assert.Throws<ArgumentException>(() => bad.Checked());
        Assert.Equal(
            "The environment's configuration has 4 bad value(s): EnvironmentCount was 0; expected a number in [1, 65536] (80 "
                + "is usual). "
            + "StopAtr was -1; expected a distance in (0, 100] ATR (1.5 is usual). TargetAtr was NaN; expected a distance in (0, "
            + "100] ATR (4.5 is usual). "
            + "Reward.Growth.Weight was -1; expected a weight in [0, 100].", error.Message);
    }

    [Fact]
    public void Eleven_features_make_228_inputs_and_225_without_account_features()
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 200)]);
        var table = new FeatureTable(
            bars, "eleven", [.. Enumerable.Range(0, 11).Select(index => $"f{index}")], new float[2200], new float[200])
        { WarmUpBars = 35, IsNormalized = true };
        Assert.Equal(228, new TradingEnvironments(table, EnvironmentConfig.Phase1, new RuleSet(), 1).Layout.Size);
        Assert.Equal(225, new TradingEnvironments(
            table, EnvironmentConfig.Phase1 with { AccountFeatures = false }, new RuleSet(), 1).Layout.Size);
    }

    [Fact]
    public void A_market_without_a_valid_start_says_what_an_episode_needs()
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 30)]);
        ArgumentException error =
            Assert.Throws<ArgumentException>(
                () => new TradingEnvironments(TestMarket.Table(bars), EnvironmentConfig.Phase1, new RuleSet(), 1));
        Assert.Equal(
            "No bar of test bars is a valid episode start: an episode needs 20 bars before it and 60 after it in its trading "
            + "day, within the entry window "
            + "RegularSession. Pass more bars, or set EntryWindow to Full.", error.Message);
    }

    [Fact]
    public void Second_bars_as_minutes_and_seconds_of_another_instrument_are_refused()
    {
        BarSeries minutes = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 200)]);
        BarSeries other = HandPlayed.SecondsOf(TestMarket.Day(Instrument.ES, 600, HandPlayed.Quiet), (0, [10000, 10005]));
        ArgumentException error =
            Assert.Throws<ArgumentException>(
                () => new TradingEnvironments(TestMarket.Table(minutes), EnvironmentConfig.Phase1, new RuleSet(), 1, other));
        Assert.Equal("The second bars of hand-written seconds are of ES, the minute bars of test bars of NQ; expected one "
            + "instrument.", error.Message);
        error = Assert.Throws<ArgumentException>(
            () => new TradingEnvironments(TestMarket.Table(other), EnvironmentConfig.Phase1, new RuleSet(), 1));
        Assert.StartsWith("The bars of hand-written seconds are second bars; the environments step on minute bars.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_configuration_or_length_is_refused()
    {
        TradingEnvironments environments = TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 2 });
        environments.Reset();
        byte[] state = environments.SaveState();
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => environments.RestoreState(state.AsSpan(0, state.Length - 8)));
        Assert.Equal($"The saved environment state has {state.Length - 8} bytes; expected {state.Length}. It was cut off or is "
            + $"something else.", error.Message);
        TradingEnvironments more = TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 3 });
        Assert.StartsWith("The environment count of the saved environment state was 2, expected 3;",
            Assert.Throws<ArgumentException>(() => more.RestoreState(state)).Message, StringComparison.Ordinal);
        foreach (EnvironmentConfig changed in new[] { EnvironmentConfig.Phase2,
            EnvironmentConfig.Phase1 with { Reward = RewardConfig.Plain }, EnvironmentConfig.Phase1 with { StopAtr = 1.4 } })
            Assert.StartsWith("The fingerprint of configuration and rules", Assert.Throws<ArgumentException>(
                () => TradingEnvironmentsTests.Make(changed with { EnvironmentCount = 2 }).RestoreState(state)).Message,
                    StringComparison.Ordinal);
        TradingEnvironments rules =
            TradingEnvironmentsTests.Make(
                EnvironmentConfig.Phase1 with { EnvironmentCount = 2 }, new RuleSet { TargetCents = 200_000 });
        Assert.StartsWith("The fingerprint of configuration and rules",
            Assert.Throws<ArgumentException>(() => rules.RestoreState(state)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_before_the_first_reset_and_after_an_end_is_refused()
    {
        TradingEnvironments environments =
            TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 1, EpisodeBars = 1 });
        InvalidOperationException error =
            Assert.Throws<InvalidOperationException>(() => environments.Step([0], new float[1], new EpisodeEnd[1]));
        Assert.Equal("Environment 0 has no episode yet; call Reset before the first Step.", error.Message);
        environments.Reset();
        var ends = new EpisodeEnd[1];
        environments.Step([0], new float[1], ends);
        Assert.Equal(EpisodeEnd.Truncated, ends[0]);
        error = Assert.Throws<InvalidOperationException>(() => environments.Step([0], new float[1], ends));
        Assert.Contains("ended at bar", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_do_not_depend_on_the_environments_index_alone_and_differ_between_seeds()
    {
        int[] Starts(ulong seed)
        {
            TradingEnvironments environments =
                TradingEnvironmentsTests.Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 50 }, null, seed);
            environments.Reset();
            int[] first = [.. Enumerable.Range(0, 50).Select(env => environments.Snapshot(env).StartBar)];
            environments.Reset();
            Assert.NotEqual(first, Enumerable.Range(0, 50).Select(env => environments.Snapshot(env).StartBar));
            return first;
        }
        Assert.Equal(Starts(1), Starts(1));
        Assert.NotEqual(Starts(1), Starts(2));
        Assert.True(Starts(1).Distinct().Count() > 40);
    }
}
