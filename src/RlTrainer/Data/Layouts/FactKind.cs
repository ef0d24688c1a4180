namespace RlTrainer.Data;

/// <summary>What has to be known about a file before one of its rows can become a bar.</summary>
public enum FactKind
{
    /// <summary>Whose form it is.</summary>
    Format,

    /// <summary>Which column holds what.</summary>
    Columns,

    /// <summary>The clock of times without an offset.</summary>
    Zone,

    /// <summary>Which edge of the bar a time marks.</summary>
    Edge,

    /// <summary>The order of day, month and year.</summary>
    DateOrder,

    /// <summary>The sign before the fraction.</summary>
    Decimal,

    /// <summary>What a price is multiplied by.</summary>
    PriceScale,

    /// <summary>Which contract the rows are of.</summary>
    Contract,

    /// <summary>How long each bar lasts.</summary>
    Interval,

    /// <summary>What the volume counts.</summary>
    Volume,

    /// <summary>Whether times ascend or descend.</summary>
    Order,

    /// <summary>What the package holds besides bars.</summary>
    Package,
}
