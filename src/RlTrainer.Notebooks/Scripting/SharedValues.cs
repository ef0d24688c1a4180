namespace RlTrainer.Notebooks.Scripting;

/// <summary>Hands a value over to script code by name; taken once.</summary>
public static class SharedValues
{
    private static readonly AsyncLocal<Dictionary<string, object?>?> Waiting = new();

    /// <summary>The value put under this name.</summary>
    /// <param name="name">The name it was put under; it can be taken once.</param>
    /// <returns>What was put there, which may be null.</returns>
    /// <exception cref="KeyNotFoundException">Nothing waits under this name.</exception>
    public static object? Take(string name) =>
        Waiting.Value is { } values && values.Remove(name, out object? value) ? value
            : throw new KeyNotFoundException($"No shared value '{name}' waits here.");

    internal static void Put(string name, object? value)
    {
        Waiting.Value ??= [];
        Waiting.Value[name] = value;
    }
}
