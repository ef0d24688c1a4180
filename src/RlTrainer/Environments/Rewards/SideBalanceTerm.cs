namespace RlTrainer.Environments;

/// <summary>Penalty for an entry of the majority side beyond 80/20: −weight × max(|tilt| − 0.6, 0), tilt the running mean of the
/// entries' sides within the episode (decay 0.95).</summary>
internal readonly record struct SideBalanceTerm(double Weight)
{
    public double Value(in StepFacts facts, ref RewardMemory memory)
    {
        if (facts.EnteredSide == 0) return 0;
        double penalty = Math.Sign(memory.SideTilt) == facts.EnteredSide ? Weight * Math.Max(Math.Abs(memory.SideTilt) - 0.6, 0) : 0;
        memory.SideTilt = 0.95 * memory.SideTilt + 0.05 * facts.EnteredSide;
        return -penalty;
    }
}
