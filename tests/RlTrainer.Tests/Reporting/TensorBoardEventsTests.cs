using RlTrainer.Reporting;
using RlTrainer.Tests.Checkpoints;

namespace RlTrainer.Tests.Reporting;

public sealed class TensorBoardEventsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("events-").FullName;

    private string FilePath => Path.Combine(_folder, TensorBoardEvents.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_event_is_the_version_of_the_format()
    {
        using (new TensorBoardEvents(FilePath)) { }
        ProtobufReader version = Assert.Single(Events());
        Assert.Equal(["brain.Event:2"], version.Texts(3));
        Assert.Equal([0.0], version.Doubles(1));
    }

    [Fact]
    public void The_version_record_has_the_bytes_worked_by_hand()
    {
        using (new TensorBoardEvents(FilePath)) { }
        // Field 1 as a double: tag 0x09, eight zero bytes. Field 3 as
        // bytes: tag 0x1A, length 13, the text. 9 + 15 = 24 = 0x18 bytes.
        byte[] data = [0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x1A, 13, .. "brain.Event:2"u8];
        byte[] length = [0x18, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(
            [.. length, .. BitConverter.GetBytes(EventRecordsTests.Masked(EventRecordsTests.BitByBit(length))),
             .. data, .. BitConverter.GetBytes(EventRecordsTests.Masked(EventRecordsTests.BitByBit(data)))],
            File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void Scalars_carry_their_tags_step_and_a_wall_time_of_one_second_a_step()
    {
        using (var events = new TensorBoardEvents(FilePath))
            events.Scalars(20_480, [("losses/value", 0.25), ("losses/entropy", 1.5)]);
        ProtobufReader written = Events()[1];
        Assert.Equal([20_480.0], written.Doubles(1));
        Assert.Equal([20_480L], written.Numbers(2));
        ProtobufReader[] values = [.. written.Messages(5).Single().Messages(1)];
        Assert.Equal(["losses/value", "losses/entropy"], values.SelectMany(value => value.Texts(1)));
        Assert.Equal([0.25f, 1.5f], values.Select(value => value.Single(2)));
    }

    [Fact]
    public void A_histogram_of_actions_has_one_bucket_an_action()
    {
        using (var events = new TensorBoardEvents(FilePath)) events.Histogram(7, "actions", EventHistogram.OfCounts([5, 0, 3]));
        ProtobufReader value = Events()[1].Messages(5).Single().Messages(1).Single();
        Assert.Equal(["actions"], value.Texts(1));
        ProtobufReader histogram = value.Messages(5).Single();
        Assert.Equal([-0.5], histogram.Doubles(1));
        Assert.Equal([2.5], histogram.Doubles(2));
        Assert.Equal([8.0], histogram.Doubles(3));
        Assert.Equal([6.0], histogram.Doubles(4));                        // 5 · 0 + 3 · 2
        Assert.Equal([12.0], histogram.Doubles(5));                       // 5 · 0² + 3 · 2²
        Assert.Equal([0.5, 1.5, 2.5], histogram.Doubles(6));
        Assert.Equal([5.0, 0.0, 3.0], histogram.Doubles(7));
    }

    [Fact]
    public void A_text_is_a_tensor_of_one_string_for_the_text_page()
    {
        using (var events = new TensorBoardEvents(FilePath)) events.Text(0, "configuration", "**γ** 0.99");
        ProtobufReader value = Events()[1].Messages(5).Single().Messages(1).Single();
        Assert.Equal(["configuration"], value.Texts(1));
        ProtobufReader tensor = value.Messages(8).Single();
        Assert.Equal([7L], tensor.Numbers(1));                            // DT_STRING
        Assert.Equal([1L], tensor.Messages(2).Single().Messages(2).Single().Numbers(1));
        Assert.Equal(["**γ** 0.99"], tensor.Texts(8));
        Assert.Equal(["text"], value.Messages(9).Single().Messages(1).Single().Texts(1));
    }

    [Fact]
    public void A_file_cut_back_and_continued_equals_one_written_in_one_go()
    {
        string other = Path.Combine(_folder, "other.tfevents");
        using (var events = new TensorBoardEvents(other))
            for (int step = 1; step <= 4; step++) events.Scalars(step, [("reward", step * 0.5)]);

        long length;
        using (var events = new TensorBoardEvents(FilePath))
        {
            events.Scalars(1, [("reward", 0.5)]);
            events.Scalars(2, [("reward", 1.0)]);
            length = events.FlushedLength();
            events.Scalars(3, [("reward", -9.0)]);
        }
        TensorBoardEvents.CutBack(FilePath, length);
        using (var events = new TensorBoardEvents(FilePath))
            for (int step = 3; step <= 4; step++) events.Scalars(step, [("reward", step * 0.5)]);
        Assert.Equal(File.ReadAllBytes(other), File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_record_half_written_by_a_killed_process_is_cut_off()
    {
        long length;
        using (var events = new TensorBoardEvents(FilePath)) length = events.FlushedLength();
        byte[] whole = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(FilePath, [.. whole, 0x55, 0, 0]);
        TensorBoardEvents.CutBack(FilePath, length);
        Assert.Equal(whole, File.ReadAllBytes(FilePath));
    }

    [Theory]
    [InlineData(39)]
    [InlineData(41)]
    [InlineData(4000)]
    public void A_length_at_which_no_event_ends_is_refused(long length)
    {
        using (new TensorBoardEvents(FilePath)) { }                       // 8 + 4 + 24 + 4 = 40 bytes
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => TensorBoardEvents.CutBack(FilePath, length));
        Assert.Equal(
            $"{FilePath} has 40 bytes and no event that ends at byte {length}, where the checkpoint was written. The file was "
            + $"changed since; restore it, or start the run again under another name.",
            error.Message);
    }

    [Fact]
    public void Buckets_of_numbers_are_equally_wide_and_count_every_number()
    {
        EventHistogram histogram = EventHistogram.Of([0f, 1f, 2f, 3f, 4f], buckets: 2);
        Assert.Equal([2.0, 4.0], histogram.Limits);
        Assert.Equal([2.0, 3.0], histogram.Counts);                       // 0 and 1 below the middle; 2, 3 and 4 from it on
        Assert.Equal(10.0, histogram.Sum);
        Assert.Equal(30.0, histogram.SumOfSquares);
        Assert.Equal([3.0], EventHistogram.Of([7f, 7f, 7f]).Counts);
        Assert.Equal("Number 1 was NaN; expected a finite number.",
            Assert.Throws<ArgumentException>(() => EventHistogram.Of([1f, float.NaN])).Message);
        Assert.Equal(
            "All 3 counts were 0; a histogram needs at least one number.",
            Assert.Throws<ArgumentException>(() => EventHistogram.OfCounts(new long[3])).Message);
    }

    private List<ProtobufReader> Events()
    {
        byte[] bytes = File.ReadAllBytes(FilePath);
        var events = new List<ProtobufReader>();
        for (int position = 0; position < bytes.Length;)
        {
            int length = (int)BitConverter.ToInt64(bytes, position);
            byte[] data = bytes[(position + 12)..(position + 12 + length)];
            Assert.Equal(EventRecordsTests.Masked(EventRecordsTests.BitByBit(bytes.AsSpan(position, 8))),
                BitConverter.ToUInt32(bytes, position + 8));
            Assert.Equal(EventRecordsTests.Masked(EventRecordsTests.BitByBit(data)),
                BitConverter.ToUInt32(bytes, position + 12 + length));
            events.Add(new ProtobufReader(data));
            position += 12 + length + 4;
        }
        return events;
    }
}
