namespace RlTrainer.Data;

/// <summary>How a fact about a file is known, the surest first.</summary>
public enum FactSource
{
    /// <summary>The caller said it.</summary>
    Said,

    /// <summary>It stands in the file or in its name.</summary>
    Stated,

    /// <summary>The vendor whose form it is documents it.</summary>
    Documented,

    /// <summary>The session calendar, or the values themselves, leave one reading.</summary>
    Evidence,

    /// <summary>Most files are so, and nothing in this one speaks against it; it is shown, never silent.</summary>
    Usual,

    /// <summary>Not known: a question.</summary>
    Open,
}
