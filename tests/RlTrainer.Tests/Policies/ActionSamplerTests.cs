using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Policies;

public sealed class ActionSamplerTests
{
    [Fact]
    public void Drawn_shares_are_the_masked_probabilities()
    {
        // Logits ln 1, ln 2, ln 5, ln 1 with the third illegal: probabilities 1/4, 2/4, 0, 1/4.
        float[] logits = [0f, MathF.Log(2f), MathF.Log(5f), 0f];
        byte[] mask = [1, 1, 0, 1];
        int[] counts = new int[4], action = new int[1];
        float[] log = new float[1];
        Rng draws = Rng.Stream(1, "test");
        for (int draw = 0; draw < 40_000; draw++)
        {
            ActionSampler.Sample(logits, mask, ref draws, action, log);
            counts[action[0]]++;
            Assert.Equal(action[0] == 1 ? Math.Log(0.5) : Math.Log(0.25), log[0], 1e-6);
        }
        Assert.Equal(0, counts[2]);
        Assert.InRange(counts[0], 9_600, 10_400);                               // ± 4.6 standard deviations of 87
        Assert.InRange(counts[1], 19_500, 20_500);
    }

    [Fact]
    public void Greedy_takes_the_most_probable_legal_action_and_the_first_of_equals()
    {
        int[] actions = new int[2];
        ActionSampler.Greedy([1f, 9f, 2f, 3f, 3f, 0f], [1, 0, 1, 1, 1, 1], actions);
        Assert.Equal([2, 0], actions);
    }

    [Fact]
    public void A_single_legal_action_has_log_probability_0()
    {
        int[] action = new int[1];
        float[] log = [-1f];
        Rng draws = Rng.Stream(1, "test");
        ActionSampler.Sample([5f, -300f], [0, 1], ref draws, action, log);
        Assert.Equal(1, action[0]);
        Assert.Equal(0f, log[0]);
    }

    [Fact]
    public void A_row_without_a_legal_action_is_an_error()
    {
        Rng draws = Rng.Stream(1, "test");
        var error = Assert.Throws<ArgumentException>(
            () => ActionSampler.Sample([1f, 2f, 1f, 2f], [1, 0, 0, 0], ref draws, new int[2], new float[2]));
        Assert.Equal("Row 1 of the mask has no legal action among 2; every state needs at least one.", error.Message);
        Assert.Throws<ArgumentException>(() => ActionSampler.Greedy([1f, 2f], [0, 0], new int[1]));
    }

    [Fact]
    public void A_mask_of_another_width_is_an_error_that_names_both()
    {
        var error = Assert.Throws<ArgumentException>(() => ActionSampler.Greedy(new float[6], new byte[18], new int[2]));
        Assert.Equal(
            "2 rows came with 6 logits (3 a row) and 18 mask bits (9 a row); expected the same width for both, at most 1024.",
            error.Message);
    }

    [Fact]
    public void One_draw_is_used_a_row_whatever_the_mask()
    {
        Rng free = Rng.Stream(1, "test"), forced = Rng.Stream(1, "test");
        ActionSampler.Sample([0f, 0f], [1, 1], ref free, new int[1], new float[1]);
        ActionSampler.Sample([0f, 0f], [1, 0], ref forced, new int[1], new float[1]);
        Assert.Equal(free, forced);
    }
}
