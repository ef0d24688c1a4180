using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RuleFileTests
{
    [Fact]
    public void A_file_is_laid_over_the_preset_it_names_and_keeps_what_it_does_not_say()
    {
        RuleSet mine = RuleFile.Read(
            """
            {
              // a firm of my own
              "Name": "my-firm", "From": "topstep", "MinimumDays": 3,
              "Drawdown": { "AmountCents": 220000 },
              "News": { "MinutesBefore": 2, "MinutesAfter": 2, "EventsEastern": ["2026-12-10 14:00"] },
              "Inactivity": { "Days": 7 },
            }
            """, "my-firm.json");
        RuleSet topstep = RulePresets.Topstep;
        Assert.Equal(topstep with
        {
            Name = "my-firm",
            MinimumDays = 3,
            Drawdown = topstep.Drawdown with { AmountCents = 220_000 },
            News = new NewsBlackout(2, 2) { EventsEastern = ["2026-12-10 14:00"] },
            Inactivity = new InactivityRule(7),
        }, mine);
        Assert.Equal((new LocalTime(16, 10), 0.5), (mine.FlatTime, mine.Consistency!.MaximumShare));
    }

    [Fact]
    public void Every_fault_of_a_file_is_named_with_its_line_and_what_was_expected()
    {
        Assert.Equal(
            "my.json:2: the key 'MinimumDay' is unknown; did you mean MinimumDays? Expected one of "
                + string.Join(", ", Keys()) + ".\n"
            + "my.json:3: TargetCents was 'much'; expected a whole number.\n"
            + "my.json:1: the rules have no Name; expected one of their own, e.g. \"Name\": \"my-firm\".",
            Assert.Throws<InvalidDataException>(
                () => RuleFile.Read("{\n\"MinimumDay\": 3,\n\"TargetCents\": \"much\" }", "my.json")).Message);
        Assert.Equal(
            "my.json: Rule set 'x' contradicts itself: MinimumDays was -1; expected 0 or more.",
            Assert.Throws<InvalidDataException>(() => RuleFile.Read("""{ "Name": "x", "MinimumDays": -1 }""", "my.json")).Message);
        Assert.StartsWith("my.json:1: Name was 'topstep', a preset's;", Assert.Throws<InvalidDataException>(() => RuleFile.Read("""{ "Name": "topstep" }""", "my.json")).Message, StringComparison.Ordinal);
        Assert.StartsWith("my.json:1: From was 'topstop'; expected one of original,", Assert.Throws<InvalidDataException>(() => RuleFile.Read("""{ "Name": "x", "From": "topstop" }""", "my.json")).Message, StringComparison.Ordinal);

        static IEnumerable<string> Keys() => ConfigShape.Rules.Keys.Select(key => key.Name).Concat(["$schema", "From"]);
    }

    [Fact]
    public void A_name_finds_a_preset_and_an_absent_file_says_how_to_write_one()
    {
        Assert.Same(RulePresets.Topstep, RuleFile.Find("Topstep"));
        Assert.StartsWith("There is no rules file nowhere.json; write one, beginning with { \"Name\": \"my-firm\"",
            Assert.Throws<FileNotFoundException>(() => RuleFile.Find("nowhere.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_show_prints_as_json_is_a_rules_file()
    {
        foreach (RuleSet preset in RulePresets.All)
        {
            string json = RuleTable.Json(preset)
                .Replace($"\"Name\": \"{preset.Name}\"", "\"Name\": \"mine\"", StringComparison.Ordinal);
            Assert.Equal(preset with { Name = "mine" }, RuleFile.Read(json, "shown.json"));
        }
    }

    [Fact]
    public void Two_rule_sets_differ_in_the_rules_that_differ()
    {
        IReadOnlyList<(string Rule, string First, string Second)> rows =
            RuleTable.Differences(RulePresets.ApexIntraday, RulePresets.ApexIntradayTradovate);
        Assert.Equal(["title", "drawdown"], rows.Select(row => row.Rule));
        Assert.Equal("$2,000 below the highest equity, unrealised profit included, checked at every moment, locks at $53,000 "
            + "from a peak of $55,000", rows[1].First);
        Assert.Equal("$2,000 below the highest equity, unrealised profit included, checked at every moment, never locks",
            rows[1].Second);
        Assert.Empty(RuleTable.Differences(RulePresets.Topstep, RulePresets.Topstep));
    }
}
