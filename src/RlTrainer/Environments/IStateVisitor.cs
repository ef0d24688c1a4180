namespace RlTrainer.Environments;

/// <summary>
/// Walks over every value of a state in one fixed order: the writer returns each value as it is, the reader returns the saved
/// one. One list of fields serves both ways.
/// </summary>
internal interface IStateVisitor
{
    long Value(long value);

    double Value(double value);
}
