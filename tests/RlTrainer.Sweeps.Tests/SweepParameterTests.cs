using System.Globalization;
using RlTrainer.Numerics;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps.Tests;

/// <summary>One key of a sweep: what it may hold, what is drawn from it, and what is refused with its place.</summary>
public sealed class SweepParameterTests
{
    [Fact]
    public void A_list_keeps_its_values_as_they_were_typed()
    {
        SweepParameter parameter = Read("ppo.clip", "[0.1, 0.2, \"Linear\", true, null]", SweepMethod.Grid);
        Assert.Equal("Ppo.ClipRange", parameter.Key);
        Assert.Equal(["0.1", "0.2", "Linear", "true", "null"], parameter.Values);
    }

    [Fact]
    public void Draws_from_a_list_take_every_value_and_no_other()
    {
        SweepParameter parameter = Read("Ppo.ClipRange", "[0.1, 0.2, 0.3]", SweepMethod.Random);
        Assert.Equal(["0.1", "0.2", "0.3"], Drawn(parameter, 200).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Draws_from_a_range_lie_in_it_have_four_digits_and_are_the_same_for_the_same_seed()
    {
        SweepParameter parameter = Read("Ppo.ClipRange", "{ \"From\": 0.1, \"To\": 0.3 }", SweepMethod.Random);
        string[] drawn = [.. Drawn(parameter, 500)];
        Assert.All(drawn, text => Assert.InRange(Number(text), 0.1, 0.3));
        Assert.All(drawn, text => Assert.InRange(text.Length, 3, 6));                           // 0.1234
        Assert.Equal(drawn, Drawn(parameter, 500));
        Assert.InRange(drawn.Average(Number), 0.19, 0.21);
    }

    /// <summary>Equal ratios are equally likely: half of the draws lie
    /// below the geometric mean of 0.0001 and 0.01, 0.001.</summary>
    [Fact]
    public void A_logarithmic_range_has_its_middle_at_the_geometric_mean()
    {
        const string Range = "{ \"From\": 0.0001, \"To\": 0.01, \"Scale\": \"Log\" }";
        string[] drawn = [.. Drawn(Read("Ppo.LearningRate", Range, SweepMethod.Random), 2000)];
        Assert.All(drawn, text => Assert.InRange(Number(text), 0.0001, 0.01));
        Assert.InRange(drawn.Count(text => Number(text) < 0.001), 920, 1080);
    }

    [Fact]
    public void A_key_that_takes_whole_numbers_draws_whole_numbers()
    {
        SweepParameter parameter = Read("Ppo.Epochs", "{ \"From\": 1, \"To\": 4 }", SweepMethod.Random);
        Assert.Equal(["1", "2", "3", "4"], Drawn(parameter, 400).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Seed", "[1]", "Seed is no parameter of a sweep; expected seeds in Seeds, and trials name themselves.")]
    [InlineData("Name", "[\"a\"]", "Name is no parameter of a sweep; expected seeds in Seeds, and trials name themselves.")]
    [InlineData("Ppo.ClipRange", "0.1", "Ppo.ClipRange was 0.1; expected a list of values or a range "
        + "{ \"From\": 1e-4, \"To\": 1e-3, \"Scale\": \"Log\" }.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0.1 }",
        "the range has no number To; expected { \"From\": 1e-4, \"To\": 1e-3 }.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0.3, \"To\": 0.1 }",
        "Ppo.ClipRange goes from 0.3 to 0.1; expected From below To.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0.1, \"To\": 0.1 }",
        "Ppo.ClipRange goes from 0.1 to 0.1; expected From below To.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0, \"To\": 0.1, \"Scale\": \"Log\" }",
        "Ppo.ClipRange goes from 0 to 0.1; expected From below To and above 0.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0.1, \"To\": 0.2, \"Scale\": \"Square\" }",
        "Ppo.ClipRange.Scale was 'Square'; expected Linear or Log.")]
    [InlineData("Ppo.ClipRange", "{ \"From\": 0.1, \"Too\": 0.2 }",
        "the key 'Ppo.ClipRange.Too' is unknown; did you mean To? Expected one of From, To, Scale.")]
    public void What_cannot_be_swept_is_refused(string key, string json, string message) =>
        Assert.EndsWith(
            message, Assert.Throws<InvalidDataException>(() => Read(key, json, SweepMethod.Random)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_grid_takes_lists_alone() => Assert.EndsWith(
        "expected a list of values; ranges belong to the method Random.",
        Assert.Throws<InvalidDataException>(
            () => Read("Ppo.ClipRange", "{ \"From\": 0.1, \"To\": 0.2 }", SweepMethod.Grid)).Message, StringComparison.Ordinal);

    private static SweepParameter Read(string key, string json, SweepMethod method)
    {
        ConfigNode root = ConfigReader.Object($"{{ \"value\": {json} }}", "sweep.json");
        return SweepParameter.Read(key, root.Members.Single().Value, method);
    }

    private static List<string> Drawn(SweepParameter parameter, int count)
    {
        Rng random = Rng.Stream(7, "sweep");
        var drawn = new List<string>();
        for (int draw = 0; draw < count; draw++) drawn.Add(parameter.Draw(ref random));
        return drawn;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
