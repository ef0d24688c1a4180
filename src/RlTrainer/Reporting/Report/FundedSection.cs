using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>What funded accounts would pay their trader for the same days.</summary>
internal static class FundedSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        if (content.Funded.Count == 0) return;
        html.Element("h2", "What would a funded account pay?");
        html.Element("p", $"Fresh funded accounts live through {content.Funded[0].HorizonDays} days drawn at random from the "
            + $"{content.Funded[0].TestDays} held-out days, ask for a payout as soon as one is allowed and for all of it, and "
            + $"end when "
            + "they are lost. A funded account has no target: nothing is passed. Profit that was not paid out counts for "
            + "nothing. "
            + "The intervals come from drawing the held-out days themselves again.");
        html.Table(
            ["Rules", "Left to the trader", "95 % interval", "First payout", "95 % interval", "Median days to it", "Payouts",
                "Lost",
                "95 % interval", "Fees"],
            content.Funded.Select(Row), 9);
        html.Element("h3", "Payout rules of these accounts");
        html.Table(["Rules", "Payouts", "How sure", "Open questions"], content.Funded.Select(outlook => new[]
        {
            outlook.Rules.Title, outlook.Rules.Payouts!.ToString(), outlook.Rules.Confidence, outlook.Rules.OpenQuestions,
        }), 1, 2, 3);
    }

    private static string[] Row(FundedOutlook outlook) =>
    [
        outlook.Rules.Title, NumberText.Dollars(outlook.ExpectedNet),
            NumberText.Of(outlook.ExpectedNetInterval, MetricUnit.Dollars),
        NumberText.Share(outlook.FirstPayout), NumberText.Of(outlook.FirstPayoutInterval, MetricUnit.Share),
        NumberText.Of(outlook.MedianDaysToFirst, MetricUnit.Count), NumberText.Number(outlook.MeanPayouts, 2),
        NumberText.Share(outlook.Ruined), NumberText.Of(outlook.RuinedInterval, MetricUnit.Share), outlook.FeesInWords,
    ];
}
