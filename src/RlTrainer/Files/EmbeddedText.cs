using System.Reflection;

namespace RlTrainer.Files;

/// <summary>A text file that lies inside a library.</summary>
internal static class EmbeddedText
{
    /// <summary>Reads one.</summary>
    /// <param name="library">Where it lies.</param>
    /// <param name="name">Its logical name.</param>
    /// <returns>Its text; every line ends in \n.</returns>
    /// <exception cref="ArgumentException">The library holds no such file; this is a fault of the program.</exception>
    public static string Read(Assembly library, string name)
    {
        using Stream stream = library.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"{library.GetName().Name} holds no file '{name}'. This is a fault of the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
