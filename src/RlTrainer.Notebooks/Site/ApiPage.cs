namespace RlTrainer.Notebooks.Site;

/// <summary>One namespace of the reference.</summary>
/// <param name="Title">The namespace.</param>
/// <param name="FileName">The page's file in the site.</param>
/// <param name="Body">The inside of the page.</param>
/// <param name="Types">Identity and name of each type, in the page's order.</param>
internal sealed record ApiPage(string Title, string FileName, string Body, IReadOnlyList<(string Id, string Name)> Types);
