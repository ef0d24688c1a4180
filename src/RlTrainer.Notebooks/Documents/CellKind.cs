namespace RlTrainer.Notebooks.Documents;

/// <summary>What a notebook cell holds.</summary>
public enum CellKind
{
    /// <summary>Code in the cell's language; it can have outputs.</summary>
    Code,

    /// <summary>Prose, shown rendered.</summary>
    Markdown,

    /// <summary>Text that is neither run nor rendered.</summary>
    Raw,
}
