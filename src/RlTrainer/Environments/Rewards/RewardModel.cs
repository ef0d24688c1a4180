using RlTrainer.Compliance;

namespace RlTrainer.Environments;

/// <summary>The reward of one step as the sum of its terms.</summary>
internal sealed class RewardModel
{
    /// <summary>How many terms there are.</summary>
    public const int TermCount = (int)RewardTerm.PlainPnl + 1;

    private readonly RiskAdjustedReturnTerm _riskAdjustedReturn;
    private readonly TargetProgressTerm _targetProgress;
    private readonly DrawdownTerm _drawdown;
    private readonly TradeQualityTerm _tradeQuality;
    private readonly GrowthTerm _growth;
    private readonly SideBalanceTerm _sideBalance;
    private readonly HoldingTimeTerm _holdingTime;
    private readonly ManagementTerm _breakEven, _tighten, _extend, _partial;
    private readonly PlainPnlTerm _plainPnl;
    private readonly bool _paysPartialByProfit;

    public RewardModel(RewardConfig config, RuleSet rules)
    {
        _riskAdjustedReturn = new(config.RiskAdjustedReturn, 1.0 / config.SharpeWindowBars, config.VolatilityFloor, rules.StartCents);
        _targetProgress = new(config.TargetProgress, rules.StartCents, rules.TargetCents);
        _drawdown = new(config.DrawdownAvoidance, rules.Drawdown.AmountCents, config.DrawdownFromShare, config.Guards.PaysDifferences);
        _tradeQuality = new(config.TradeQuality);
        _growth = new(config.Growth);
        _sideBalance = new(config.Guards.PenalizesOneSide ? config.SideBalance : 0);
        _holdingTime = new(config.HoldingTime);
        _breakEven = new(config.BreakEven);
        _tighten = new(config.Tighten);
        _extend = new(config.Extend);
        _partial = new(config.Partial);
        _plainPnl = new(config.PlainPnl);
        _paysPartialByProfit = config.Guards.PaysPartialByProfit;
        PaysWhileFlat = !config.Guards.PaysDifferences;
    }

    /// <summary>A flat bar pays something: never with every guard on.</summary>
    public bool PaysWhileFlat { get; }

    /// <summary>Writes every term, [terms], and returns their sum.</summary>
    public float Score(in StepFacts facts, ref RewardMemory memory, Span<float> terms)
    {
        terms[(int)RewardTerm.RiskAdjustedReturn] = (float)_riskAdjustedReturn.Value(facts, ref memory);
        terms[(int)RewardTerm.TargetProgress] = (float)_targetProgress.Value(facts);
        terms[(int)RewardTerm.DrawdownAvoidance] = (float)_drawdown.Value(facts);
        terms[(int)RewardTerm.TradeQuality] = (float)_tradeQuality.Value(facts);
        terms[(int)RewardTerm.Growth] = (float)_growth.Value(facts);
        terms[(int)RewardTerm.SideBalance] = (float)_sideBalance.Value(facts, ref memory);
        terms[(int)RewardTerm.HoldingTime] = (float)_holdingTime.Value(facts);
        terms[(int)RewardTerm.BreakEven] = (float)_breakEven.Value(facts.BreakEven);
        terms[(int)RewardTerm.Tighten] = (float)(_tighten.Value(facts.Tightened) + facts.Unguarded);
        terms[(int)RewardTerm.Extend] = (float)_extend.Value(facts.Extended);
        terms[(int)RewardTerm.Partial] = (float)_partial.Value(_paysPartialByProfit || !facts.IsPartial ? facts.PartialR : 2);
        terms[(int)RewardTerm.PlainPnl] = (float)_plainPnl.Value(facts);
        float sum = 0;
        foreach (float term in terms) sum += term;
        return sum;
    }
}
