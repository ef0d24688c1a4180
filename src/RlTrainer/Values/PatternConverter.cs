using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace RlTrainer.Values;

/// <summary>Clock times and dates as text.</summary>
/// <param name="pattern">How they are written.</param>
/// <param name="example">One in words, for the message.</param>
internal sealed class PatternConverter<T>(IPattern<T> pattern, string example) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        pattern.Parse(reader.GetString() ?? "") is { Success: true } parsed ? parsed.Value
            : throw new JsonException($"expected {example}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(pattern.Format(value));
}
