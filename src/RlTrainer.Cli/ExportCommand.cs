using System.CommandLine;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer export onnx RUN|FILE.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "A run's name, or a model file (.zip)." };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file to write; policy.onnx beside the model by default.",
    };

    private static readonly Option<int> Cases = new("--cases")
    {
        Description = "Also write so many raw observations with the model's answers, as .cases.json, to check the file with "
            + "another reader.",
    };

    public static Command Tree()
    {
        var onnx = new Command(
            "onnx", "Write a trained policy as an ONNX model: raw observation in, logits and value out, normaliser folded in, "
            + "inputs named in its metadata.") { Run, Output, Cases, SharedOptions.DataFile };
        onnx.SetAction(Onnx);
        return new Command("export", "Write a trained policy for other programs.") { onnx };
    }

    private static int Onnx(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        int cases = parsed.GetValue(Cases);
        if (cases is < 0 or > 100_000)
            throw new CommandException($"--cases was {cases}; expected 0 to 100000. Nothing was written.");
        (string model, RunFolder? _) = ModelFiles.Find(workplace, parsed.GetValue(Run)!);
        Checkpoint checkpoint = CheckpointFile.Read(model);
        string file = parsed.GetValue(Output) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model))!, "policy.onnx");
        byte[] bytes = PolicyExport.Onnx(checkpoint);
        AtomicFile.WriteBytes(file, bytes);
        Terminal.Good(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}: {checkpoint.Network.Inputs} inputs, {checkpoint.Network.Actions} actions "
            + $"({string.Join(", ", checkpoint.Manifest.Actions)}), {RunsCommand.Size(bytes.Length)}"));
        if (cases == 0) return ExitCode.Success;
        BarSeries bars = MarketFiles.ReadMinutes(
            workplace, RunModels.ConfigOf(checkpoint).TradedInstrument(), parsed.GetValue(SharedOptions.DataFile));
        string beside = Path.ChangeExtension(file, ".cases.json");
        var made = PolicyCases.Of(checkpoint, bars, cases);
        AtomicFile.WriteText(beside, made.ToJson());
        Terminal.Good($"{beside}: {made.Inputs.Count} observations with the model's answers");
        return ExitCode.Success;
    }
}
