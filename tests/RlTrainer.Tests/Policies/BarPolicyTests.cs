using RlTrainer.Environments;
using RlTrainer.Policies;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Policies;

/// <summary>A policy made of a function from bar to side.</summary>
public sealed class BarPolicyTests
{
    // Bars 7, 8, 9 and 10: short, flat, long, long; the last may not buy.
    [Fact]
    public void It_enters_on_the_side_of_the_bar_where_that_is_legal_and_holds_otherwise()
    {
        var policy = BarPolicy.Of("mine", bar => bar switch { 7 => Side.Short, 8 => Side.Flat, _ => Side.Long });
        int[] actions = new int[4];
        policy.Act(new Observations([7, 8, 9, 10], new float[4 * 8]), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1], actions);
        Assert.Equal([2, 0, 1, 0], actions);
        Assert.Equal("mine", policy.Name);
    }

    [Fact]
    public void Without_a_name_or_a_function_it_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BarPolicy.Of(" ", _ => Side.Flat));
        Assert.Equal("side", Assert.Throws<ArgumentNullException>(() => BarPolicy.Of("mine", null!)).ParamName);
    }
}
