namespace RlTrainer.Runs;

/// <summary>What a run computes with; it decides no bit of the result.</summary>
/// <param name="Engine">Makes the engine.</param>
/// <param name="Time">Times the run.</param>
/// <param name="AvailableBytes">Memory the run may take; null: what the machine has free.</param>
internal sealed record RunMachine(EngineMaker Engine, TimeProvider Time, long? AvailableBytes);
