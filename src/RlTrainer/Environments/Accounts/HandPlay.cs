using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// The trading environment played by hand, one account over the days of a series, every step recorded: for notebooks, and
/// for anyone who wants to see what one action does. An illegal action is refused and changes nothing.
/// </summary>
public sealed class HandPlay
{
    private readonly BarSeries _bars;
    private readonly TradingEnvironments _walk;
    private readonly List<HandStep> _steps = [];
    private readonly byte[] _mask;

    /// <summary>Begins at the first bar of the series' first day that has enough bars before it.</summary>
    /// <param name="features">The feature table; its bars are the market.</param>
    /// <param name="config">What may be done and what is paid; one environment is made whatever its count says.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    public HandPlay(FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        _bars = features.Bars;
        _walk = TradingEnvironments.Walk(features, config, rules, Journal, seconds);
        _mask = new byte[_walk.ActionCount];
        _walk.Reset();
    }

    /// <summary>Fills, stops, trades and the account after every bar.</summary>
    public TradingJournal Journal { get; } = new();

    /// <summary>Every step so far.</summary>
    public IReadOnlyList<HandStep> Steps => _steps;

    /// <summary>The account at the close of the current bar.</summary>
    public AccountSnapshot Now => _walk.Snapshot(0);

    /// <summary>The last day is over.</summary>
    public bool IsDone => _walk.WalkDone;

    /// <summary>What may be done now.</summary>
    public IReadOnlyList<TradeAction> Legal
    {
        get
        {
            _walk.Masks(_mask);
            return [.. _walk.Config.Actions.Actions.Where((_, index) => _mask[index] != 0)];
        }
    }

    /// <summary>Does one action at the close of the current bar and goes to the close of the next; after a day's end the
    /// next day begins first.</summary>
    /// <param name="action">An action of the play's set that is legal now.</param>
    /// <returns>This play, so that actions can be chained.</returns>
    /// <exception cref="InvalidOperationException">The action is illegal now, not part of the action set, or the last day is
    /// over.</exception>
    public HandPlay Do(TradeAction action)
    {
        if (IsDone) throw new InvalidOperationException($"The last day of {_bars.Origin} is over; begin another play.");
        _walk.ResetEnded();
        int index = _walk.Config.Actions.IndexOf(action);
        if (index < 0)
            throw new InvalidOperationException(
                $"{action} is not an action of the set '{_walk.Config.Actions.Name}' "
                + $"({string.Join(", ", _walk.Config.Actions.Actions)}).");
        _walk.Masks(_mask);
        bool[] legal = [.. _mask.Select(mask => mask != 0)];
        int bar = Now.Bar;
        float[] reward = new float[1];
        _walk.Step([index], reward, new EpisodeEnd[1]);
        _steps.Add(new HandStep(
            bar, action, legal, reward[0],
            [.. _walk.Statistics.TermNames.Zip(_walk.LastRewardTerms(0).ToArray(), KeyValuePair.Create)], Now));
        return this;
    }

    /// <summary>Holds for so many bars, or until the last day is over.</summary>
    /// <param name="bars">How many bars; 0 or fewer does nothing.</param>
    /// <returns>This play, so that actions can be chained.</returns>
    public HandPlay Hold(int bars)
    {
        for (int bar = 0; bar < bars && !IsDone; bar++) Do(TradeAction.Hold);
        return this;
    }

    /// <summary>Holds until the current bar is the one that starts at a New York clock time, or until the day is over.</summary>
    /// <param name="hour">Hour of the New York wall clock, in [0, 23].</param>
    /// <param name="minute">Minute of that hour, in [0, 59].</param>
    /// <returns>This play, so that actions can be chained.</returns>
    public HandPlay HoldUntil(int hour, int minute)
    {
        while (Now.End == EpisodeEnd.None && _bars.EasternSeconds[Now.Bar] / 60 % 1440 != hour * 60 + minute)
            Do(TradeAction.Hold);
        return this;
    }

    /// <summary>Holds until the position is closed, whatever closes it.</summary>
    public HandPlay HoldWhileOpen()
    {
        while (!IsDone && !Now.Account.IsFlat) Do(TradeAction.Hold);
        return this;
    }
}
