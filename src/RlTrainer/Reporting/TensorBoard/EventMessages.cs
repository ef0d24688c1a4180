using RlTrainer.Checkpoints;

namespace RlTrainer.Reporting;

/// <summary>
/// The messages of event files: Event, Summary, HistogramProto, SummaryMetadata and TensorProto of TensorFlow's
/// event.proto, summary.proto, histogram.proto and tensor.proto, with their field numbers.
/// </summary>
internal static class EventMessages
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5;
    private const int SummaryValue = 1, ValueTag = 1, ValueSimple = 2, ValueHistogram = 5, ValueTensor = 8, ValueMetadata = 9;
    private const int StringType = 7;

    /// <summary>The first event of a file.</summary>
    public static ProtobufWriter Version() => new ProtobufWriter().Double(WallTime, 0.0).Text(FileVersion, "brain.Event:2");

    /// <summary>An event with values. Wall time is one second a step, so that the same run writes the same bytes.</summary>
    public static ProtobufWriter Event(long step, IEnumerable<ProtobufWriter> values)
    {
        var summary = new ProtobufWriter();
        foreach (ProtobufWriter value in values) summary.Message(SummaryValue, value);
        return new ProtobufWriter().Double(WallTime, step).Varint(Step, step).Message(Summary, summary);
    }

    public static ProtobufWriter Scalar(string tag, double value) =>
        new ProtobufWriter().Text(ValueTag, tag).Float(ValueSimple, (float)value);

    public static ProtobufWriter Histogram(string tag, EventHistogram histogram) =>
        new ProtobufWriter().Text(ValueTag, tag).Message(
        ValueHistogram,
        new ProtobufWriter()
            .Double(1, histogram.Minimum).Double(2, histogram.Maximum).Double(3, histogram.Count).Double(4, histogram.Sum)
            .Double(5, histogram.SumOfSquares).Doubles(6, histogram.Limits).Doubles(7, histogram.Counts));

    /// <summary>Markdown for the text page: a tensor of one string, and the name of the plugin that shows it.</summary>
    public static ProtobufWriter Text(string tag, string markdown)
    {
        ProtobufWriter shape = new ProtobufWriter().Message(2, new ProtobufWriter().Varint(1, 1));
        ProtobufWriter tensor = new ProtobufWriter().Varint(1, StringType).Message(2, shape).Text(8, markdown);
        ProtobufWriter metadata = new ProtobufWriter().Message(1, new ProtobufWriter().Text(1, "text"));
        return new ProtobufWriter().Text(ValueTag, tag).Message(ValueTensor, tensor).Message(ValueMetadata, metadata);
    }
}
