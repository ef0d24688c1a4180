namespace RlTrainer.Market;

/// <summary>How long one bar lasts; the value is the number of seconds.</summary>
public enum BarInterval
{
    /// <summary>One second.</summary>
    Second = 1,

    /// <summary>One minute: what training needs.</summary>
    Minute = 60,
}
