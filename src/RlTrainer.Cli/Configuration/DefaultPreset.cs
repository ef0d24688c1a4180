using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Configuration;

/// <summary>What a training starts from where no preset is named.</summary>
internal static class DefaultPreset
{
    /// <summary>A preset for random weights: there is no model to be tied to.</summary>
    /// <param name="preset">Perhaps with a leash.</param>
    public static RunConfig Untied(RunConfig preset) => preset.Algorithm is AllActionConfig { LeashWeight: > 0 } tied
        ? preset with { Algorithm = tied with { LeashWeight = 0 } } : preset;

    /// <summary>The all-action algorithm, which found weak signals on every market where PPO seldom did; PPO where something asks
    /// for it: a configuration of one's own lies over the records' defaults, Torch cannot learn from all actions, a model of PPO
    /// is trained on with PPO. The run's name is the phase's either way.</summary>
    /// <param name="phase">1 or 2.</param>
    /// <param name="start">The run whose model it starts from; null: random weights.</param>
    /// <param name="isTest">The short run of --test.</param>
    /// <param name="isPlain">No configuration or setting was given, and the engine is the processor's own.</param>
    public static RunConfig Of(int phase, RunConfig? start, bool isTest, bool isPlain)
    {
        if (isTest) return RunPresets.Parse(phase == 2 ? "phase2-test" : "test");
        RunConfig ppo = RunPresets.Parse(phase == 2 ? "phase2" : "default");
        if (!isPlain || (start is not null && start.Algorithm is not AllActionConfig)) return ppo;
        return RunPresets.Parse(phase == 2 ? "phase2-all-actions" : "all-actions") with { Name = ppo.Name };
    }
}
