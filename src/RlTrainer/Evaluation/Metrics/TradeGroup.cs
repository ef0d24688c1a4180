namespace RlTrainer.Evaluation;

/// <summary>Some of the trades taken together: those entered in one hour, on one weekday, on one side, and so on.</summary>
/// <param name="Key">What they have in common, in words: "10:00", "Monday", "Long".</param>
/// <param name="Trades">How many.</param>
/// <param name="WinRate">Share with a profit after costs, 0 to 1.</param>
/// <param name="NetCents">Their profit after costs, US cents.</param>
/// <param name="MeanR">Their mean R multiple.</param>
internal readonly record struct TradeGroup(string Key, int Trades, double WinRate, long NetCents, double MeanR);
