using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Runs;

/// <summary>Instruments beyond the eight, read from a file and carried by the runs that use them.</summary>
public sealed class InstrumentCatalogTests
{
    private const string Gold = """{ "Symbol": "GC", "Name": "Gold", "Exchange": "COMEX", "TickSize": 0.1, "TickValueUsd": 10 }""";

    [Fact]
    public void The_file_that_the_guide_shows_adds_gold_and_a_stock()
    {
        string page = Repository.Read("src/configuration.md");
        int begin = page.IndexOf(
            "```json", page.IndexOf("`data/instruments.json`", StringComparison.Ordinal), StringComparison.Ordinal) + 7;
        var catalog = InstrumentCatalog.Read(page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)], "the guide");
        Assert.Equal(["ES", "NQ", "YM", "RTY", "MES", "MNQ", "MYM", "M2K", "GC", "SPY"],
            catalog.All.Select(instrument => instrument.Symbol));
        // A hundred shares a contract: 100 $ a point · 0.01 points a tick = 1 $ = 100 cents a tick.
        Assert.Equal(new Instrument("SPY", "SPY", "ARCA", 0.01m, 100, 1, 35, false), catalog.Parse(" spy "));
        Assert.Equal(new Instrument("GC", "Gold", "COMEX", 0.1m, 1000, 1, 250, false), catalog.Parse("GC"));
        Assert.True(catalog.Parse("GC").IsCustom);
        Assert.Equal(catalog.All, InstrumentCatalog.Read(InstrumentCatalog.Write(catalog.Custom), "again").All);
        Assert.Equal(
            "The symbol was 'GCC', which is not an instrument here; did you mean GC? Expected one of ES, NQ, YM, RTY, MES, MNQ, "
            + "MYM, M2K, GC, SPY.",
            Assert.Throws<ArgumentException>(() => catalog.Parse("GCC")).Message);
    }

    [Fact]
    public void Every_fault_of_the_file_is_listed_with_its_line()
    {
        Assert.Equal(
            "i.json:3: the key 'Tick' is unknown; did you mean TickSize? Expected one of Symbol, Name, Exchange, Currency, "
            + "TickSize, TickValueUsd, PointValueUsd, SlippageTicks, CommissionPerSideUsd, IsMicro.\n"
            + "i.json:4: Symbol was 'NQ', which is built in and cannot be changed; expected another one.\n"
            + "i.json:5: TickSize was 0; expected the smallest price change in (0, 1000] points, e.g. 0.1.\n"
            + "i.json:6: TickValueUsd was 0.005, which is not from 0.01 to 10,000 in whole cents; expected whole cents a tick, "
            + "e.g. by counting ten or a hundred units as one contract.\n"
            + "i.json:7: Currency was 'EUR'; expected USD: the account is in US dollars and nothing is converted. State tick "
            + "value and costs in US dollars at a rate of your choice.\n"
            + "i.json:8: PointValueUsd was 0.03, a tick of 0.1 of which is not from 0.01 to 10,000 in whole cents; expected "
            + "whole cents a tick, e.g. by counting ten or a hundred units as one contract.\n"
            + "i.json:8: SlippageTicks was -1; expected ticks in [0, 100], 1 is usual.\n"
            + "i.json:8: CommissionPerSideUsd was 0.001; expected US dollars in [0, 1000], whole cents, 2.50 is usual.\n"
            + "i.json:9: TickValueUsd and PointValueUsd were both left out; expected one of them, e.g. \"TickValueUsd\": 10.\n"
            + "i.json:10: Symbol was 'g-c'; expected a capital letter, then capital letters and digits, at most 12 in all, "
            + "e.g. GC.\n"
            + "i.json:10: TickValueUsd and PointValueUsd were both given; expected one of them, e.g. \"TickValueUsd\": 10.\n"
            + "i.json:12: the symbol GC stands in the file twice; expected each once.",
            Fault(
                """
                {
                  "Instruments": [
                    { "Tick": 1 },
                    { "Symbol": "NQ", "TickSize": 1, "TickValueUsd": 1 },
                    { "Symbol": "A", "TickSize": 0, "TickValueUsd": 1 },
                    { "Symbol": "B", "TickSize": 1, "TickValueUsd": 0.005 },
                    { "Symbol": "C", "TickSize": 1, "TickValueUsd": 1, "Currency": "EUR" },
                    { "Symbol": "D", "TickSize": 0.1, "PointValueUsd": 0.03, "SlippageTicks": -1, "CommissionPerSideUsd": 0.001 },
                    { "Symbol": "E", "TickSize": 1 },
                    { "Symbol": "g-c", "TickSize": 1, "TickValueUsd": 1, "PointValueUsd": 1 },
                    { "Symbol": "GC", "TickSize": 1, "TickValueUsd": 1 },
                    { "Symbol": "GC", "TickSize": 1, "TickValueUsd": 1 }
                  ]
                }
                """));
        Assert.Equal("i.json:1: the key 'Instrument' is unknown; did you mean Instruments? Expected one of $schema, Instruments.", Fault("""{ "Instrument": [] }"""));
        Assert.Equal("i.json:1: the file has no Instruments; expected a list of instruments, { \"Instruments\": [ { \"Symbol\": "
            + "\"GC\", … } ] }.", Fault("{ }"));
        Assert.Equal("i.json:1: Instruments was a list of 1; expected a list of objects, [ { \"Symbol\": \"GC\", … } ].", Fault("""{ "Instruments": ["GC"] }"""));
    }

    [Fact]
    public void A_run_carries_the_definition_of_the_instrument_it_names()
    {
        RunConfig config = Read("""{ "Instrument": "gc" }""").Config;
        Assert.Equal(("GC", "Gold", 1000),
            (config.Instrument, config.CustomInstrument!.Name, config.TradedInstrument().TickValueCents));
        // What the run stored is a run.json that needs no instruments file; an index run stores nothing of the kind.
        RunConfig stored = RunConfigText.Read(RunJson.Write(config), "config.json", []).Config;
        Assert.Equal(config.TradedInstrument(), stored.TradedInstrument());
        Assert.DoesNotContain("CustomInstrument", RunJson.Write(RunConfig.Phase1), StringComparison.Ordinal);
        // Following a run on gold: the same instrument, unless another one is asked for.
        Assert.Equal(config.TradedInstrument(),
            RunConfigText.Read("{ }", "run.json", [], RunConfig.Phase2, config).Config.TradedInstrument());
        RunConfig index = RunConfigText.Read("""{ "Instrument": "ES" }""", "run.json", [], RunConfig.Phase2, config).Config;
        Assert.Equal((Instrument.ES, (InstrumentConfig?)null), (index.TradedInstrument(), index.CustomInstrument));
    }

    [Fact]
    public void A_run_that_contradicts_the_file_or_itself_is_refused()
    {
        string own = """{ "Instrument": "GC", "CustomInstrument": """ + Gold.Replace("10", "20", StringComparison.Ordinal) + " }";
        Assert.Equal(
            "The configuration holds GC with another tick, value or costs than i.json; expected the same. Run on what it holds "
            + "without i.json, or begin anew with what i.json says.",
            Assert.Throws<InvalidDataException>(() => Read(own)).Message);
        Assert.Equal(
            "run.json:1 (CustomInstrument): CustomInstrument was of the symbol 'GC', but Instrument is 'NQ'; expected the same, "
            + "or no custom instrument.",
            Assert.Throws<InvalidDataException>(() => Read("""{ "CustomInstrument": """ + Gold + " }")).Message);
        Assert.Equal(
            "run.json:1 (CustomInstrument): SlippageTicks was 200; expected ticks in [0, 100], 1 is usual.",
            Assert.Throws<InvalidDataException>(() => Read("""{ "Instrument": "GC", "CustomInstrument": """ + Gold.Replace("\"TickSize\"", "\"SlippageTicks\": 200, \"TickSize\"", StringComparison.Ordinal) + " }")).Message);
    }

    private static RunRequest Read(string json) =>
        RunConfigText.Read(json, "run.json", [],
            instruments: InstrumentCatalog.Read($"{{ \"Instruments\": [ {Gold} ] }}", "i.json"));

    private static string Fault(string json) =>
        Assert.Throws<InvalidDataException>(() => InstrumentCatalog.Read(json, "i.json")).Message;
}
