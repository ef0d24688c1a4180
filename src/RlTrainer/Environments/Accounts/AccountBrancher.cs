using RlTrainer.Compliance;

namespace RlTrainer.Environments;

/// <summary>
/// Works out what an action would lead to: copies one account to a place of its own, takes the action there and holds until the
/// account is flat and has a choice, or its episode ends. Draws nothing, writes no journal, allocates nothing.
/// </summary>
internal sealed class AccountBrancher
{
    private readonly TradingAccounts _branch;
    private readonly TradeAction[] _actions;

    public AccountBrancher(MarketTape tape, EnvironmentConfig config, RuleSet rules)
    {
        _branch = new TradingAccounts(
            tape, config with { EnvironmentCount = 1 }, rules, starts: null, route: null, journal: null);
        _actions = [.. config.Actions.Actions];
    }

    /// <summary>One account in column 0: where the last branch ended.</summary>
    public EnvironmentColumns Columns => _branch.Columns;

    /// <summary>Follows one action of one account.</summary>
    /// <param name="columns">The accounts; nothing in them changes.</param>
    /// <param name="env">Whose account.</param>
    /// <param name="action">Number of a legal action.</param>
    /// <param name="discount">γ of one bar.</param>
    /// <param name="rewardedCostShare">Share of the costs that the reward sees.</param>
    /// <returns>Rewards discounted back to the decision, γ to the number of bars, and how the episode ended.</returns>
    public (double Reward, double Discount, EpisodeEnd End) Follow(
        EnvironmentColumns columns, int env, int action, double discount, double rewardedCostShare)
    {
        columns.CopyAccount(env, _branch.Columns, 0);
        _branch.RewardedCostShare = rewardedCostShare;
        double reward = _branch.Advance(0, _branch.IsLegal(0, _actions[action]) ? _actions[action] : TradeAction.Hold),
            reach = discount;
        while (_branch.Columns.Ends[0] == EpisodeEnd.None && !(_branch.Columns.Accounts[0].IsFlat && _branch.IsDecision(0)))
        {
            reward += reach * _branch.Advance(0, TradeAction.Hold);
            reach *= discount;
        }
        return (reward, reach, _branch.Columns.Ends[0]);
    }
}
