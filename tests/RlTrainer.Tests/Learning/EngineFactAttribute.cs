namespace RlTrainer.Tests.Learning;

/// <summary>A test of the contract suite. A project whose engine may
/// be absent defines it again, with the reason to skip.</summary>
public sealed class EngineFactAttribute : FactAttribute;
