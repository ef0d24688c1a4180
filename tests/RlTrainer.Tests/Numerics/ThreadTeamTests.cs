using RlTrainer.Numerics;

namespace RlTrainer.Tests.Numerics;

public sealed class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_is_done_once_in_every_run(int threads)
    {
        using var team = new ThreadTeam(threads);
        int[] done = new int[37];
        Action<int> work = piece => Interlocked.Increment(ref done[piece]);
        for (int run = 0; run < 500; run++) team.Run(done.Length, work);
        Assert.All(done, count => Assert.Equal(500, count));
    }

    [Fact]
    public void A_parked_team_wakes_up()
    {
        using var team = new ThreadTeam(2);
        int done = 0;
        Action<int> work = _ => Interlocked.Increment(ref done);
        team.Run(2, work);
        Thread.Sleep(50);                                                        // far beyond the spinning time
        team.Run(2, work);
        Assert.Equal(4, done);
    }

    [Fact]
    public void A_failure_on_any_thread_reaches_the_caller_and_the_team_works_on()
    {
        using var team = new ThreadTeam(3);
        var error = Assert.Throws<AggregateException>(
            () => team.Run(8, piece => { if (piece == 5) throw new InvalidOperationException("five"); }));
        Assert.Equal("five", error.InnerException!.Message);
        int done = 0;
        team.Run(8, _ => Interlocked.Increment(ref done));
        Assert.Equal(8, done);
    }
}
