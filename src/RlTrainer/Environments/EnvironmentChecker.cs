
namespace RlTrainer.Environments;

/// <summary>Checks that an environment keeps the contract of
/// <see cref="IVectorEnvironment"/>, by playing random legal actions.</summary>
public static class EnvironmentChecker
{
    /// <summary>Plays some steps and lists what breaks the contract; an empty list is a pass.</summary>
    /// <param name="environment">Left in the middle of an episode.</param>
    /// <param name="seed">Seed of the actions.</param>
    /// <param name="steps">Vector steps to play, at least 1; an eighth of them is played twice to compare.</param>
    /// <returns>Sentences, one a broken promise.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1.</exception>
    public static IReadOnlyList<string> Check(IVectorEnvironment environment, ulong seed, int steps)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        var play = new CheckedPlay(environment, seed);
        play.CheckShape();
        environment.Reset();
        for (int step = 0; step < steps; step++) play.Step();
        play.CheckEndedIsRefused();
        byte[] state = environment.SaveState();
        int again = Math.Max(1, steps / 8);
        List<float> first = play.Trace(again);
        environment.RestoreState(state);
        if (!environment.SaveState().AsSpan().SequenceEqual(state))
            play.Add("RestoreState then SaveState gave other bytes than were restored.");
        List<float> second = play.Trace(again);
        if (!first.SequenceEqual(second))
            play.Add($"After RestoreState the same {again} steps gave other observations, masks, rewards or ends.");
        return play.Findings;
    }
}
