using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class TrainerTests
{
    private static readonly PpoConfig s_config =
        CartPoleTask.Config with { Steps = 8 * 32 * 6, StepsPerRollout = 32, BatchSize = 100, Epochs = 3 };

    [Fact]
    public void One_thread_two_threads_and_a_resumed_run_give_the_same_weights_and_reports()
    {
        (string Log, byte[] Weights) one = Trained(threads: 1), two = Trained(threads: 2), resumed = Resumed(after: 3);
        Assert.Equal(one.Log, two.Log);
        Assert.Equal(one.Log, resumed.Log);
        Assert.Equal(one.Weights, two.Weights);
        Assert.Equal(one.Weights, resumed.Weights);
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        Assert.NotEqual(Trained(threads: 1, seed: 1).Weights, Trained(threads: 1, seed: 2).Weights);
    }

    [Fact]
    public void The_steps_round_up_to_whole_updates()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config with { Steps = 257 }, 1);
        Assert.Equal([256L, 512L], trainer.Run().Select(report => report.Steps));
    }

    [Fact]
    public void Cancellation_ends_the_run_between_updates()
    {
        using CpuEngine engine = Engine(1);
        using var source = new CancellationTokenSource();
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config, 1);
        int updates = 0;
        foreach (UpdateReport report in trainer.Run(source.Token))
            if (++updates == 2) source.Cancel();
        Assert.Equal(2, updates);
        Assert.Equal(512, trainer.Steps);
    }

    [Fact]
    public void The_learning_rate_falls_to_its_final_share()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config, 1);
        double[] rates = [.. trainer.Run().Select(report => report.Learning.LearningRate)];
        Assert.Equal(1e-3, rates[0], 1e-9);
        Assert.Equal(1e-3 * (1 - 0.95 * 5 / 6), rates[5], 1e-9);                 // five of six updates done
        Assert.Equal(1e-3 * 0.05, s_config.LearningRateAt(s_config.Steps), 1e-12);
    }

    [Fact]
    public void The_first_minibatch_of_an_update_has_KL_0_so_a_limit_near_0_stops_after_it()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config with { TargetKl = 1e-9 }, 1);
        LearnStatistics learning = trainer.Update().Learning;
        Assert.Equal(1, learning.MinibatchesExecuted);
        // 256 states in batches of 100, 100 and 56, three epochs
        Assert.Equal(9, learning.MinibatchesPlanned);
        Assert.True(learning.StoppedByKl);
    }

    [Fact]
    public void Without_a_target_every_minibatch_is_executed()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config, 1);
        LearnStatistics learning = trainer.Update().Learning;
        Assert.Equal(9, learning.MinibatchesExecuted);
        Assert.False(learning.StoppedByKl);
    }

    [Fact]
    public void Batches_counted_by_decisions_are_as_many_as_the_decisions_fill()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config with { BatchCounting = BatchCounting.Decisions }, 1);
        // 256 decisions fill two batches of 100; three epochs
        Assert.Equal(6, trainer.Update().Learning.MinibatchesExecuted);
    }

    [Fact]
    public void An_engine_of_another_layout_is_refused()
    {
        using var engine = new CpuEngine(new ObservationLayout(0, 0, 5), new NetworkShape(5, [64], 2), 1, threads: 1);
        var error = Assert.Throws<ArgumentException>(() => new Trainer(new CartPole(8, 1), engine, s_config, 1));
        Assert.Contains("DenseCount = 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_another_number_of_environments_is_refused()
    {
        using CpuEngine engine = Engine(1), other = Engine(1);
        TrainerState state = new Trainer(new CartPole(4, 1), engine, s_config, 1).Save();
        var error = Assert.Throws<ArgumentException>(() => new Trainer(new CartPole(8, 1), other, s_config, 1).Restore(state));
        Assert.Equal("The state has 4 environments and 4 dense numbers; this trainer has 8 and 4.", error.Message);
    }

    [Fact]
    public void An_update_allocates_next_to_nothing_and_collects_no_garbage()
    {
        using CpuEngine engine = Engine(1);
        var trainer = new Trainer(new CartPole(8, 1), engine, s_config with { Steps = 1_000_000 }, 1);
        trainer.Update();
        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Update();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);   // the report itself
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void CartPole_is_solved_within_150_000_steps()
    {
        (double reward, long steps) = CartPoleTask.Train(seed: 1, threads: 2);
        Assert.InRange(steps, 1, 150_000);
        Assert.True(reward >= CartPoleTask.SolvedReward,
            $"The mean reward of 100 greedy episodes was {reward}; expected at least 475.");
    }

    private static CpuEngine Engine(int threads, ulong seed = 1) =>
        new(new ObservationLayout(0, 0, 4), new NetworkShape(4, [64, 64], 2), seed, threads);

    private static (string Log, byte[] Weights) Trained(int threads, ulong seed = 1)
    {
        using CpuEngine engine = Engine(threads, seed);
        var trainer = new Trainer(new CartPole(8, seed), engine, s_config, seed);
        string log = string.Join('\n', trainer.Run().Select(Line));
        return (log, Bytes(engine.Weights()));
    }

    private static (string Log, byte[] Weights) Resumed(int after)
    {
        using CpuEngine first = Engine(1), second = Engine(2, seed: 9);
        var trainer = new Trainer(new CartPole(8, 1), first, s_config, 1);
        List<string> log = [.. trainer.Run().Take(after).Select(Line)];
        var other = new Trainer(new CartPole(8, 1), second, s_config, 5);
        other.Restore(trainer.Save());
        log.AddRange(other.Run().Select(Line));
        return (string.Join('\n', log), Bytes(second.Weights()));
    }

    private static string Line(UpdateReport report) =>
        $"{report with { ActionShares = [], Timing = default }} {string.Join(' ', report.ActionShares)}"
        .Replace("System.Double[]", "", StringComparison.Ordinal);

    private static byte[] Bytes(PolicyWeights weights) =>
        [.. weights.Tensors.SelectMany(tensor => tensor.Values).SelectMany(BitConverter.GetBytes)];
}
