using RlTrainer.Compliance;

namespace RlTrainer.Environments;

/// <summary>
/// Works out what every legal action of every environment would lead to if a policy decided afterwards: all branches walk in
/// lockstep, so that the policy is asked for all of them in one call a bar, until each is flat with a choice and has lasted long
/// enough, or its episode ends. Draws nothing, writes no journal, allocates nothing.
/// </summary>
internal sealed class ManagedBrancher
{
    private readonly TradingAccounts _branches;
    private readonly DenseFeatures _dense;
    private readonly TradeAction[] _actions;
    private readonly int[] _open, _environments, _bars, _chosen, _firstBars;
    private readonly float[] _numbers;
    private readonly byte[] _masks;
    private readonly bool _areAllNamed;
    private BranchReach _reach;

    public ManagedBrancher(MarketTape tape, EnvironmentConfig config, RuleSet rules)
    {
        (_actions, _areAllNamed) = ([.. config.Actions.Actions], !config.MaskActions);
        int slots = checked(config.EnvironmentCount * _actions.Length);
        _branches = new TradingAccounts(tape, config with { EnvironmentCount = slots }, rules, starts: null, route: null,
            journal: null);
        _dense = new DenseFeatures(tape, config, rules);
        (_open, _environments, _bars, _chosen) = (new int[slots], new int[slots], new int[slots], new int[slots]);
        _firstBars = new int[slots];
        (_numbers, _masks) = (new float[slots * _dense.Count], new byte[slots * _actions.Length]);
    }

    /// <summary>[envs × actions] the account of every branch: where the last walk ended.</summary>
    public EnvironmentColumns Columns => _branches.Columns;

    /// <summary>Share of the costs that the reward sees.</summary>
    public double RewardedCostShare
    {
        get => _branches.RewardedCostShare;
        set => _branches.RewardedCostShare = value;
    }

    /// <summary>Follows every legal action of every account.</summary>
    /// <param name="columns">The accounts; nothing in them changes.</param>
    /// <param name="masks">[envs, actions] 1 where legal.</param>
    /// <param name="discount">γ of one bar.</param>
    /// <param name="choose">Decides within its reach.</param>
    /// <param name="reach">How many bars it is asked for, and how many a branch lasts at least.</param>
    /// <param name="outcomes">[envs, actions] where the branches led.</param>
    public void Follow(
        EnvironmentColumns columns, ReadOnlySpan<byte> masks, double discount, BranchChoice choose, BranchReach reach,
        BranchOutcomes outcomes)
    {
        _reach = reach;
        int open = 0;
        for (int slot = 0; slot < masks.Length; slot++)
        {
            if (masks[slot] == 0) continue;
            columns.CopyAccount(slot / _actions.Length, _branches.Columns, slot);
            _firstBars[slot] = _branches.Columns.Bars[slot];
            (outcomes.Rewards[slot], outcomes.Discounts[slot]) = (Take(slot, slot % _actions.Length), discount);
            _open[open++] = slot;
        }
        while ((open = WalkToChoices(open, discount, outcomes)) > 0)
        {
            See(open);
            var seen = new Observations(_bars.AsSpan(0, open), _numbers.AsSpan(0, open * _dense.Count));
            choose(_environments.AsSpan(0, open), seen, _masks.AsSpan(0, open * _actions.Length), _chosen.AsSpan(0, open));
            for (int row = 0; row < open; row++) Advance(_open[row], _chosen[row], discount, outcomes);
        }
    }

    /// <summary>Walks every branch through the bars at which the policy is not asked; those that are over are written and leave
    /// the list.</summary>
    private int WalkToChoices(int open, double discount, BranchOutcomes outcomes)
    {
        int left = 0;
        for (int row = 0; row < open; row++)
        {
            int slot = _open[row];
            while (!IsOver(slot) && !IsAsked(slot)) Advance(slot, 0, discount, outcomes);
            if (IsOver(slot)) Write(slot, outcomes);
            else _open[left++] = slot;
        }
        return left;
    }

    private bool IsOver(int slot) =>
        _branches.Columns.Ends[slot] != EpisodeEnd.None
            || (BarsOf(slot) >= _reach.LeastBars && _branches.Columns.Accounts[slot].IsFlat && _branches.IsDecision(slot));

    private bool IsAsked(int slot) =>
        (_reach.ManagedBars == 0 || BarsOf(slot) <= _reach.ManagedBars) && _branches.IsDecision(slot);

    /// <summary>Bars since the decision; the tape has no holes, so that bars are steps.</summary>
    private int BarsOf(int slot) => _branches.Columns.Bars[slot] - _firstBars[slot];

    private void Advance(int slot, int action, double discount, BranchOutcomes outcomes)
    {
        outcomes.Rewards[slot] += outcomes.Discounts[slot] * Take(slot, action);
        outcomes.Discounts[slot] *= discount;
    }

    private float Take(int slot, int action) => _branches.Advance(slot, _branches.IsLegal(slot, _actions[action])
        ? _actions[action] : TradeAction.Hold);

    private void Write(int slot, BranchOutcomes outcomes)
    {
        outcomes.Ends[slot] = _branches.Columns.Ends[slot];
        outcomes.Observations.Bars[slot] = _branches.Columns.Bars[slot];
        _dense.Write(_branches.Columns, slot, outcomes.Observations.Dense.Slice(slot * _dense.Count, _dense.Count));
    }

    private void See(int open)
    {
        for (int row = 0; row < open; row++)
        {
            int slot = _open[row];
            (_environments[row], _bars[row]) = (slot / _actions.Length, _branches.Columns.Bars[slot]);
            _dense.Write(_branches.Columns, slot, _numbers.AsSpan(row * _dense.Count, _dense.Count));
            Span<byte> mask = _masks.AsSpan(row * _actions.Length, _actions.Length);
            for (int action = 0; action < mask.Length; action++)
                mask[action] = (byte)(_areAllNamed || _branches.IsLegal(slot, _actions[action]) ? 1 : 0);
        }
    }
}
