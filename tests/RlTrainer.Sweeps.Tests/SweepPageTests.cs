using RlTrainer.Tests.Architecture;

namespace RlTrainer.Sweeps.Tests;

public sealed class SweepPageTests
{
    [Fact]
    public void The_sweep_that_the_page_shows_has_twelve_trials()
    {
        string page = Repository.Read("src/sweeps.md");
        int begin = page.IndexOf("```json", StringComparison.Ordinal) + 7;
        var sweep = Sweep.Read(page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)], "src/sweeps.md");
        Assert.Equal((12, 4, 3), (sweep.Trials.Count, sweep.Variants, sweep.Attempts));
    }

    [Fact]
    public void The_sweep_of_the_slurm_test_is_one() =>
        Assert.Equal(6, Sweep.Read(Repository.Read("tests/slurm/sweep.json"), "sweep.json").Trials.Count);
}
