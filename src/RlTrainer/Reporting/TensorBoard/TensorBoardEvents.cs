using RlTrainer.Checkpoints;

namespace RlTrainer.Reporting;

/// <summary>
/// An event file that TensorBoard reads: <c>tensorboard --logdir runs</c>. The same calls write the same bytes: wall times are
/// one second a step, never a clock. Each call ends on the disk's side of the process, so a file can be read while it grows.
/// </summary>
internal sealed class TensorBoardEvents : IDisposable
{
    /// <summary>The file's name in a run's folder; TensorBoard looks for "tfevents" in it.</summary>
    public const string FileName = "events.out.tfevents.0.rltrainer";

    private readonly FileStream _file;

    /// <summary>Opens a file to append to; a fresh one starts with the format's version.</summary>
    /// <param name="path">The events file; its folder exists.</param>
    public TensorBoardEvents(string path)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        if (_file.Length == 0) Append(EventMessages.Version());
    }

    /// <summary>Bytes so far, all of them on the disk when this returns; a checkpoint remembers it.</summary>
    public long FlushedLength()
    {
        _file.Flush(flushToDisk: true);
        return _file.Length;
    }

    /// <summary>Figures of one step, by tag: "losses/value". A figure that is not a number is shown as a gap.</summary>
    /// <param name="step">Environment steps so far.</param>
    /// <param name="figures">Tag and value of each.</param>
    public void Scalars(long step, IEnumerable<(string Tag, double Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        Append(EventMessages.Event(step, figures.Select(figure => EventMessages.Scalar(figure.Tag, figure.Value))));
    }

    /// <summary>A histogram of one step.</summary>
    /// <param name="step">The step TensorBoard shows it at, e.g. environment steps.</param>
    /// <param name="tag">The name TensorBoard groups it under.</param>
    /// <param name="histogram">Buckets with their counts.</param>
    public void Histogram(long step, string tag, EventHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        ArgumentNullException.ThrowIfNull(tag);
        Append(EventMessages.Event(step, [EventMessages.Histogram(tag, histogram)]));
    }

    /// <summary>A text in markdown, such as the run's configuration.</summary>
    /// <param name="step">The step TensorBoard shows it at, e.g. environment steps.</param>
    /// <param name="tag">The name TensorBoard groups it under.</param>
    /// <param name="markdown">The text.</param>
    public void Text(long step, string tag, string markdown)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(markdown);
        Append(EventMessages.Event(step, [EventMessages.Text(tag, markdown)]));
    }

    /// <summary>Cuts a file back to a length that <see cref="FlushedLength"/> returned, so that a resumed run repeats what
    /// followed.</summary>
    /// <param name="path">The events file; made empty where it is missing.</param>
    /// <param name="length">Bytes to keep, 0 or more.</param>
    /// <exception cref="InvalidDataException">The file is shorter, or no record ends there: it was changed since.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static void CutBack(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (!EventRecords.EndAt(file, length))
            throw new InvalidDataException(
                $"{path} has {file.Length} bytes and no event that ends at byte {length}, where the checkpoint was written. The "
                + $"file was changed since; restore it, or start the run again under another name.");
        file.SetLength(length);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Append(ProtobufWriter message)
    {
        _file.Write(EventRecords.Framed(message.Written));
        _file.Flush();
    }
}
