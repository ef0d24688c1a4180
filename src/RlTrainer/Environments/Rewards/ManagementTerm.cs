namespace RlTrainer.Environments;

/// <summary>A bonus for a real improvement of the position: weight × its size.</summary>
internal readonly record struct ManagementTerm(double Weight)
{
    public double Value(double improvement) => Weight * improvement;
}
