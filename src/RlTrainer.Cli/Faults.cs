namespace RlTrainer.Cli;

/// <summary>Keeps the details of an unexpected error out of the user's sight and within reach.</summary>
internal static class Faults
{
    public static string Write(Exception error)
    {
        string file = Path.Combine(Path.GetTempPath(), $"rltrainer-fault-{Environment.ProcessId}.txt");
        try
        {
            File.WriteAllText(file, error.ToString());
            return file;
        }
        catch (IOException)
        {
            return $"this text, since {file} could not be written: {error}";
        }
    }
}
