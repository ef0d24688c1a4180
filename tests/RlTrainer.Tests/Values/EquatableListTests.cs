using System.Text.Json;
using RlTrainer.Values;

namespace RlTrainer.Tests.Values;

public sealed class EquatableListTests
{
    [Fact]
    public void Two_lists_are_equal_when_their_items_are()
    {
        EquatableList<int> first = [256, 128], same = new[] { 256, 128 }, other = [128, 256], shorter = [256];
        Assert.Equal(first, same);
        Assert.True(first == same && first != other && first != shorter && !first.Equals(null));
        Assert.Equal(first.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(first.GetHashCode(), other.GetHashCode());
        EquatableList<EquatableList<string>> nested = [["a"], []], sameNested = [["a"], []];
        Assert.Equal(nested, sameNested);
    }

    [Fact]
    public void It_prints_its_items_and_not_its_type()
    {
        EquatableList<double> numbers = [0.5, 2];
        Assert.Equal("[0.5, 2]", numbers.ToString());
        Assert.Equal("[]", EquatableList.Of<string>().ToString());
    }

    [Fact]
    public void A_copy_is_taken_so_that_nobody_changes_it()
    {
        int[] items = [1, 2];
        EquatableList<int> list = items;
        items[0] = 9;
        Assert.Equal(1, list[0]);
    }

    [Fact]
    public void It_is_a_JSON_array()
    {
        EquatableList<int> list = [256, 128];
        Assert.Equal("[256,128]", JsonSerializer.Serialize(list));
        Assert.Equal(list, JsonSerializer.Deserialize<EquatableList<int>>("[256,128]"));
        Assert.Null(JsonSerializer.Deserialize<EquatableList<int>>("null"));
    }

    [Fact]
    public void A_hash_of_outputs_knows_the_numbers_and_not_how_a_zero_or_a_NaN_is_written()
    {
        Assert.Equal(OutputHash.Of([0f, float.NaN, 1f]), OutputHash.Of([-0f, BitConverter.Int32BitsToSingle(0x7FC00001), 1f]));
        Assert.NotEqual(OutputHash.Of([1f, 2f]), OutputHash.Of([2f, 1f]));
        // SHA-256 of four bytes 00 00 80 3f (1.0, little-endian), by coreutils: printf '\x00\x00\x80\x3f' | sha256sum
        Assert.Equal("e00e5eb9444182f352323374ef4e08ebcb784725fdd4fd612d7730540b3e0c8c", OutputHash.Of([1f]));
    }
}
