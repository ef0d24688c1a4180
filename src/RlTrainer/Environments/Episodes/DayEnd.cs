using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>How a day of a walk ended.</summary>
/// <param name="Account">Balance and position.</param>
/// <param name="Standing">What the rules remember.</param>
/// <param name="Bar">The day's last bar.</param>
/// <param name="Verdict">What the rules say after it.</param>
/// <param name="MissingRules">Account rules that stand in the way of passing, by name.</param>
/// <param name="ClosingRule">The account rule that closed the account, if one did.</param>
internal readonly record struct DayEnd(Account Account, Standing Standing, int Bar, Verdict Verdict, string[] MissingRules,
    string? ClosingRule);
