using System.Text.RegularExpressions;

namespace RlTrainer.Torch;

/// <summary>What the system's loader said of a native library, and what helps where that is known.</summary>
/// <param name="Sentence">The loader's own sentence, without a full stop.</param>
/// <param name="Remedy">What to do, as half a sentence; null where building again is all that is known.</param>
internal sealed partial record NativeLibraryFault(string Sentence, string? Remedy)
{
    /// <summary>A loader's message → its telling line, and a remedy for the known cause.</summary>
    /// <param name="message">
    /// .NET's page of every path it tried; the line that says more than "No such file" names the cause. Of a
    /// library that is too new for the system's C++ library the loader says "version `GLIBCXX_3.4.32' not found".
    /// </param>
    public static NativeLibraryFault Of(string message) => Of(message, Distribution());

    /// <summary>The same with the system's name given.</summary>
    internal static NativeLibraryFault Of(string message, string distribution)
    {
        string[] lines = [.. message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string sentence = lines.FirstOrDefault(line => Runtime().IsMatch(line))
            ?? lines.FirstOrDefault(line => line.StartsWith('/') && !line.Contains("No such file", StringComparison.Ordinal))
            ?? lines.FirstOrDefault(line => line.StartsWith('/'))
            ?? lines.FirstOrDefault()
            ?? "the loader gave no reason";
        string? remedy = Runtime().Match(sentence) is { Success: true } needed
            ? $"it needs {needed.Value}, which {distribution} does not have: use Debian 13, Ubuntu 24.04 or later, or a newer "
                + $"C++ library"
            : null;
        return new NativeLibraryFault(sentence.TrimEnd('.'), remedy);
    }

    /// <summary>The system's own name, e.g. "Debian GNU/Linux 12 (bookworm)".</summary>
    private static string Distribution()
    {
        const string file = "/etc/os-release", key = "PRETTY_NAME=";
        string? line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[key.Length..].Trim('"') ?? System.Runtime.InteropServices.RuntimeInformation.OSDescription;
    }

    [GeneratedRegex(@"\b(GLIBCXX|CXXABI|GLIBC)_[0-9.]+")]
    private static partial Regex Runtime();
}
