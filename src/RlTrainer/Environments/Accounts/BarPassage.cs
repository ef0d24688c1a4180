using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>One account on its way through one bar: what it owns, by
/// reference, the order it brings, and what happens to it.</summary>
internal ref struct BarPassage(ref Account account, ref Standing standing, ref Ticket ticket, Order order, int bar)
{
    /// <summary>Money and position.</summary>
    public readonly ref Account Account = ref account;

    /// <summary>What the rules remember.</summary>
    public readonly ref Standing Standing = ref standing;

    /// <summary>What belongs to the open trade.</summary>
    public readonly ref Ticket Ticket = ref ticket;

    /// <summary>What was decided at the close before.</summary>
    public readonly Order Order = order;

    /// <summary>The bar that is walked through.</summary>
    public readonly int Bar = bar;

    /// <summary>Which environment's account it is.</summary>
    public int Env;

    /// <summary>What happened so far.</summary>
    public BarResult Result;
}
