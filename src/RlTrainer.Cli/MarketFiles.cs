using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Cli;

/// <summary>The bars a command works on: a named file, or the one discovery finds, and always a word on which and why.</summary>
internal static class MarketFiles
{
    public static BarSource Find(Workplace workplace, Instrument instrument, BarInterval interval) =>
        interval == BarInterval.Minute
        ? BarFiles.Find(workplace.Data, instrument)
        : BarFiles.FindSeconds(workplace.Data, instrument)
            ?? throw new CommandException(
                $"No one-second bars of {instrument.Symbol} are in {workplace.Data}; put {instrument.Symbol}_D1S.csv there, or "
                + $"make some: rltrainer data synth --symbol {instrument.Symbol} --second-days 3");

    /// <summary>Minute bars for training: rows with errors stop it, with the command that lists them all.</summary>
    public static BarSeries ReadMinutes(Workplace workplace, Instrument instrument, string? file) =>
        CheckMinutes(workplace, instrument, file).Bars;

    /// <summary>The same with what was found.</summary>
    public static CheckedBars CheckMinutes(Workplace workplace, Instrument instrument, string? file)
    {
        string path;
        if (file is null)
        {
            BarSource source = Find(workplace, instrument, BarInterval.Minute);
            Terminal.Note(source.Reason);
            path = source.Path;
        }
        else
            path = File.Exists(file) ? file
                : throw new CommandException($"There is no file {file}; expected minute bars as .csv, .csv.gz or .zip.");
        try
        {
            CheckedBars read = BarFile.Read(path, instrument, BarInterval.Minute, CheckMode.Strict);
            foreach (BarFinding finding in read.Report.Findings) Terminal.Say($"  {finding}");
            Terminal.Say(read.Bars.ToString());
            return read;
        }
        catch (BarDataException e)
        {
            throw new CommandException(
                $"{e.Message}\nSee every finding: rltrainer data validate --symbol {instrument.Symbol} --file {path}", e);
        }
    }
}
