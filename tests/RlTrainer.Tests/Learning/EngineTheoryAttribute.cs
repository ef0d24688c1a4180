namespace RlTrainer.Tests.Learning;

/// <summary>An <see cref="EngineFactAttribute"/> with cases.</summary>
public sealed class EngineTheoryAttribute : TheoryAttribute;
