namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Where the kernel's descriptions lie after an installation.</summary>
/// <param name="Folder">That of the kernel's own name.</param>
/// <param name="NotebookFolder">That of the name which notebooks carry.</param>
/// <param name="IsOthers">Another program's kernel has the notebooks' name, and was left as it is.</param>
public sealed record KernelInstallation(string Folder, string NotebookFolder, bool IsOthers);
