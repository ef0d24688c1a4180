namespace RlTrainer.Interactive;

/// <summary>Sequences of records as tables with a column a property.</summary>
internal static class RecordTables
{
    public static void Register()
    {
    }
}
