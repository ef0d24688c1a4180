using System.Reflection;
using System.Runtime.Loader;

namespace RlTrainer.Benchmarks;

/// <summary>The CSV reader of another commit's RlTrainer.dll, beside this one in one process.</summary>
internal static class OlderReader
{
    /// <summary>Reads a text with it.</summary>
    /// <param name="path">The other RlTrainer.dll.</param>
    /// <param name="csv">The text.</param>
    public static Action Of(string path, byte[] csv)
    {
        Assembly older = new AssemblyLoadContext("older").LoadFromAssemblyPath(Path.GetFullPath(path));
        Type TypeOf(string name) => older.GetType(name)
            ?? throw new InvalidOperationException($"{path} has no {name}; expected a build of this project.");
        Type instrument = TypeOf("RlTrainer.Market.Instrument"), interval = TypeOf("RlTrainer.Market.BarInterval"),
            mode = TypeOf("RlTrainer.Data.CheckMode");
        MethodInfo read = TypeOf("RlTrainer.Data.BarFile").GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == "Read" && method.GetParameters()[0].ParameterType == typeof(Stream));
        object es = instrument.GetProperty("ES")!.GetValue(null)!;
        return () => read.Invoke(
            null, [new MemoryStream(csv), "a.csv", es, Enum.Parse(interval, "Minute"), Enum.Parse(mode, "Report"), null]);
    }
}
