using RlTrainer.Cli;

try
{
    // A file beyond the size that the shell allows is then an error of the write, as on a full disk, and not the process's end.
    using IDisposable? fileSize = StartFaults.KeepOnBeyondFileSize();
    return await RlTrainerCommand.RunAsync(args).ConfigureAwait(false);
}
catch (Exception error)
{
    StartFaults.Say(error);
    return ExitCode.Environment;
}
