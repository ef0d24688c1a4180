using System.Text.Json;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>An algorithm's part of a checkpoint: named bytes that only the algorithm understands.</summary>
/// <param name="Name">The algorithm's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Parts">Plain names, e.g. "numbers.json", and their bytes.</param>
public sealed record AlgorithmState(string Name, int Version, IReadOnlyDictionary<string, byte[]> Parts)
{
    /// <summary>The part that <see cref="Of"/> writes.</summary>
    public const string Numbers = "numbers.json";

    /// <summary>A state of a few numbers, as JSON, which keeps every bit of a double.</summary>
    /// <typeparam name="T">A record of numbers.</typeparam>
    /// <param name="config">The algorithm.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <returns>A state with one part.</returns>
    public static AlgorithmState Of<T>(AlgorithmConfig config, T numbers)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new(config.Name, config.Version,
            new Dictionary<string, byte[]> { [Numbers] = JsonSerializer.SerializeToUtf8Bytes(numbers) });
    }

    /// <summary>The numbers that <see cref="Of"/> wrote.</summary>
    /// <typeparam name="T">The same record.</typeparam>
    /// <returns>Its numbers.</returns>
    /// <exception cref="InvalidDataException">The part is missing or is none; the message says which.</exception>
    public T NumbersAs<T>()
    {
        if (!Parts.TryGetValue(Numbers, out byte[]? bytes))
            throw new InvalidDataException(
                $"The state of the algorithm '{Name}' has no part '{Numbers}'; it has "
                + $"{(Parts.Count == 0 ? "none" : string.Join(", ", Parts.Keys))}. Use another checkpoint.");
        try
        {
            return JsonSerializer.Deserialize<T>(bytes)
                ?? throw new InvalidDataException(
                    $"The state of the algorithm '{Name}' holds null in '{Numbers}'. Use another checkpoint.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"The state of the algorithm '{Name}' cannot be read in '{Numbers}' ({e.Message.TrimEnd('.')}). Use another "
                + $"checkpoint.", e);
        }
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
