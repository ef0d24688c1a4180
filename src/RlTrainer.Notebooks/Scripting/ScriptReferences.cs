using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>The libraries a session has referenced: the program's own as they are, others as copies, so that a rebuild is
/// never locked out.</summary>
internal sealed class ScriptReferences : IDisposable
{
    // The compiler asks from several threads.
    private readonly Lock _gate = new();
    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly Dictionary<string, (string Original, string Used, Guid Module)> _libraries =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _registered = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _toldRebuilt = new(StringComparer.Ordinal);
    private readonly string _shadow =
        Path.Combine(Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"rltrainer-notebook-{Environment.ProcessId}-{Guid.NewGuid():N}"));

    /// <summary>Relative paths start at this folder.</summary>
    public ScriptReferences(string folder)
    {
        Folder = folder;
        RegisterHost(typeof(ScriptReferences).Assembly);
        RegisterHost(typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly);
        RegisterHost(typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly);
    }

    /// <summary>The notebook's folder.</summary>
    public string Folder { get; }

    /// <summary>Loads what cells reference; shared by all cells of a session.</summary>
    public InteractiveAssemblyLoader Loader => _loader;

    /// <summary>The path of an assembly known by simple name: the program's own, or a copied one; null when unknown.</summary>
    public string? Find(string simpleName)
    {
        lock (_gate)
        {
            if (HostAssemblies.Find(simpleName) is { } host)
            {
                RegisterHost(HostAssemblies.Load(simpleName));
                return host;
            }

            return _libraries.TryGetValue(simpleName, out var library) ? library.Used : null;
        }
    }

    /// <summary>The path to compile against for a #r of a file or an assembly name; null when there is no such file.</summary>
    /// <exception cref="CellException">The file is another build of a library that is already in use.</exception>
    public string? TryLibrary(string reference, string folder, int? line = null)
    {
        bool isFile = reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            || reference.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);
        if (!isFile)
            return Find(reference.Split(',')[0].Trim());
        string path = Path.GetFullPath(Path.Combine(folder, reference.Replace('\\', Path.DirectorySeparatorChar)));
        if (!File.Exists(path))
            return null;
        string name = Path.GetFileNameWithoutExtension(path);
        Guid module = HostAssemblies.ModuleId(path)
            ?? throw new CellException("ReferenceError", $"#r \"{reference}\": {path} is not a .NET assembly.", line);
        if (HostAssemblies.Find(name) is { } host)
        {
            if (HostAssemblies.ModuleId(host) != module)
            {
                throw new CellException("ReferenceError",
                    $"#r \"{reference}\": {path} is another build of {name} than the one that runs this notebook ({host}). "
                    + $"Rebuild everything (dotnet build -c Release), then restart the kernel.", line);
            }

            return Find(name);
        }

        lock (_gate)
        {
            if (_libraries.TryGetValue(name, out var known) && known.Module != module)
                throw new CellException(
                    "ReferenceError", $"#r \"{reference}\": {name} was rebuilt or is another file since it was loaded from "
                    + $"{known.Original}. Restart the kernel to use it.", line);
            return AddCopy(path, module);
        }
    }

    /// <summary>Takes assemblies of packages as they lie; the program's
    /// own assemblies are preferred to a package's copy of them.</summary>
    /// <returns>The paths to compile against.</returns>
    public IReadOnlyList<string> AddPackageAssemblies(IEnumerable<string> paths)
    {
        var used = new List<string>();
        foreach (string path in paths)
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (Find(name) is { } known)
            {
                used.Add(known);
                continue;
            }

            if (HostAssemblies.ModuleId(path) is not { } module)
                continue;
            lock (_gate)
                _libraries[name] = (path, path, module);
            used.Add(path);
        }

        return used;
    }

    /// <summary>Libraries whose file was rebuilt since they were loaded, each named once.</summary>
    public IReadOnlyList<string> Rebuilt()
    {
        var rebuilt = new List<string>();
        foreach (var (original, _, module) in _libraries.Values)
        {
            if (File.Exists(original) && HostAssemblies.ModuleId(original) != module && _toldRebuilt.Add(original))
                rebuilt.Add(original);
        }

        return rebuilt;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loader.Dispose();
        try
        {
            if (Directory.Exists(_shadow))
                Directory.Delete(_shadow, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Loaded assemblies cannot be deleted on every system; the folder is in the system's temporary folder.
        }
    }

    private string AddCopy(string path, Guid module)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (_libraries.TryGetValue(name, out var known))
            return known.Used;
        Directory.CreateDirectory(_shadow);
        string copy = Path.Combine(_shadow, Path.GetFileName(path));
        File.Copy(path, copy, overwrite: true);
        foreach (string extension in (ReadOnlySpan<string>)[".pdb", ".xml"])
        {
            string beside = Path.ChangeExtension(path, extension);
            if (File.Exists(beside))
                File.Copy(beside, Path.ChangeExtension(copy, extension), overwrite: true);
        }

        _libraries[name] = (path, copy, module);
        foreach (string needed in HostAssemblies.ReferencesOf(path))
        {
            string neighbour = Path.Combine(Path.GetDirectoryName(path)!, needed + ".dll");
            if (Find(needed) is null && File.Exists(neighbour) && HostAssemblies.ModuleId(neighbour) is { } neighbourModule)
                AddCopy(neighbour, neighbourModule);
        }

        return copy;
    }

    private void RegisterHost(Assembly assembly)
    {
        if (_registered.Add(assembly.GetName().Name!))
            _loader.RegisterDependency(assembly);
    }
}
