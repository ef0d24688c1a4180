using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

public sealed class PpoConfigTests
{
    [Fact]
    public void The_defaults_of_both_phases_are_possible()
    {
        Assert.Equal(512, PpoConfig.Phase1.Checked().BatchSize);
        Assert.Equal(256, PpoConfig.Phase2.Checked().BatchSize);
        Assert.Equal(1e-4, PpoConfig.Phase2.LearningRate);
    }

    [Fact]
    public void An_impossible_value_is_refused_with_its_range_and_the_usual_one()
    {
        Assert.Equal("Discount was 1.5; must be in [0, 1]; 0.99 is usual.", Message(new PpoConfig { Discount = 1.5 }));
        Assert.Equal("ClipRange was 0; must be in (0, 1); 0.2 is usual.", Message(new PpoConfig { ClipRange = 0 }));
        Assert.Equal("LearningRate was NaN; must be in (0, 1]; 0.0003 is usual.",
            Message(new PpoConfig { LearningRate = double.NaN }));
        Assert.Equal("A hidden width was 0; must be in [1, 16384]; 512, 256, 128 is usual.",
            Message(new PpoConfig { Hidden = [64, 0] }));
        Assert.Equal(
            "LargestBatch was 100; must be at least the batch size 512.",
            Message(new PpoConfig { LargestBatch = 100, BatchCounting = BatchCounting.Decisions }));
    }

    [Fact]
    public void A_cosine_schedule_is_half_way_at_half_the_steps()
    {
        // 0.001 → 0.0002: half of the fall of 0.0008 leaves 0.0006; at a
        // quarter the cosine has fallen by (1 − cos 45°)/2 = 0.1464466.
        var config = new PpoConfig { Steps = 1000, LearningRate = 0.001, Schedule = LearningRateSchedule.Cosine };
        Assert.Equal(0.0006, config.LearningRateAt(500), 1e-12);
        Assert.Equal(0.001 - 0.0008 * 0.1464466, config.LearningRateAt(250), 1e-9);
        Assert.Equal(0.001, (config with { Schedule = LearningRateSchedule.Constant }).LearningRateAt(999), 1e-12);
    }

    [Fact]
    public void Equal_configurations_are_equal_whatever_list_holds_the_widths()
    {
        Assert.Equal(new PpoConfig { Hidden = [64, 64] }, new PpoConfig { Hidden = new[] { 64, 64 } });
        Assert.NotEqual(new PpoConfig(), new PpoConfig { Epochs = 9 });
    }

    private static string Message(PpoConfig config) => Assert.Throws<ArgumentException>(() => config.Checked()).Message;
}
