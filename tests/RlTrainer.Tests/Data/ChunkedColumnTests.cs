using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>A column in chunks of 262,144: its borders are where values would be lost.</summary>
public sealed class ChunkedColumnTests
{
    private const int Chunk = 1 << 18;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk + 3)]
    public void What_was_added_is_taken_in_its_order(int count)
    {
        ChunkedColumn<long> column = Filled(count);
        Assert.Equal(count, column.Count);
        if (count > 0) Assert.Equal((0L, count - 1L), (column[0], column[count - 1]));
        long[] taken = column.TakeArray();
        Assert.Equal(count, taken.Length);
        for (int index = 0; index < count; index++) Assert.Equal(index, taken[index]);
        Assert.Equal(0, column.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    public void The_last_value_is_taken_away_across_a_border_and_another_takes_its_place(int count)
    {
        ChunkedColumn<long> column = Filled(count);
        column.RemoveLast();
        Assert.Equal(count - 1, column.Count);
        column.Add(-7);
        Assert.Equal((count, -7L), (column.Count, column[count - 1]));
        column.Add(-8);
        Assert.Equal(-8, column.TakeArray()[count]);
    }

    [Fact]
    public void Rows_are_taken_in_the_order_asked_for()
    {
        Assert.Equal([Chunk + 1, 0, Chunk - 1, 0], Filled(Chunk + 2).TakeArray([Chunk + 1, 0, Chunk - 1, 0]));
    }

    private static ChunkedColumn<long> Filled(int count)
    {
        var column = new ChunkedColumn<long>();
        for (int value = 0; value < count; value++) column.Add(value);
        return column;
    }
}
