using RlTrainer.Evaluation;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>The trades, one by one.</summary>
internal static class TradesSection
{
    private const int PrintedTrades = 40;

    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        int count = subject.Journal.Trades.Count, listed = Math.Min(count, content.ListedTrades);
        html.Element("h2", "Trades");
        html.Element("p", count == 0 ? "There were none." : listed == count ? $"All {count} trades."
            : $"The first {listed} of {count} trades; all of them are in trades.csv.", "soft");
        if (listed == 0) return;
        Instrument instrument = subject.Bars.Instrument;
        if (listed > PrintedTrades) html.Element("p", $"Print shows the first {PrintedTrades}.", "soft small print");
        html.Open("div", listed > PrintedTrades ? "trades long" : "trades");
        html.Table(
            ["Entry (Eastern)", "Side", "Contracts", "Entry price", "Exit price", "Bars", "Exit", "Net", "R"],
            subject.Journal.Trades.Take(listed).Select(trade => new[]
            {
                BarTime.Short(subject.Bars, trade.EntryBar), trade.Side.ToString(), NumberText.Number(trade.Contracts, 0)
                    + (trade.IsMicro ? $" {instrument.Micro}" : ""),
                NumberText.Number((double)instrument.PriceOf(trade.EntryPriceTicks)),
                NumberText.Number(trade.ExitPriceTicks * (double)instrument.TickSize),
                NumberText.Number(trade.ExitBar - trade.EntryBar, 0), trade.ExitReason.ToString(),
                NumberText.Dollars(trade.NetCents / 100.0),
                NumberText.Number(trade.RMultiple(instrument.TickValueCents)),
            }), 1, 6);
        html.Close("div");
    }
}
