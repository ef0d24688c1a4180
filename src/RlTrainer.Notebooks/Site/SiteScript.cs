using RlTrainer.Files;

namespace RlTrainer.Notebooks.Site;

/// <summary>What a page does beyond showing: search over all pages, and a button that copies a cell.</summary>
internal static class SiteScript
{
    /// <summary>Runs when the page stands. Found words are put in as text, never as markup.</summary>
    public static string Text { get; } =
        EmbeddedText.Read(typeof(SiteScript).Assembly, "site-search.js").TrimEnd('\n');
}
