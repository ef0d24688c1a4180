namespace RlTrainer.Data;

/// <summary>Named situations that tests and notebooks look at one by one.</summary>
public enum MarketScenario
{
    /// <summary>The regular session climbs 2.5 % in one piece.</summary>
    TrendDay,

    /// <summary>The day stays near its open.</summary>
    RangeDay,

    /// <summary>At 14:00 the price jumps 1.2 % in a minute and gives half of it back in ten.</summary>
    NewsSpike,

    /// <summary>The day opens 2 % above the last close.</summary>
    GapOpen,

    /// <summary>The day after Thanksgiving 2024, which closes at 13:15.</summary>
    EarlyClose,

    /// <summary>The week after the clocks moved forward, 11 to 15 March 2024.</summary>
    DaylightSavingWeek,

    /// <summary>A change of contract: all prices are 1 % higher from the third day on.</summary>
    Roll,

    /// <summary>From 14:30 the price falls 6 % in ten minutes and gets back 70 % of it in twenty.</summary>
    FlashCrash,
}
