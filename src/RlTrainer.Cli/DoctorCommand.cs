using System.CommandLine;
using RlTrainer.Cli.Doctor;
using Spectre.Console;

namespace RlTrainer.Cli;

/// <summary>rltrainer doctor: what this machine has for the workbench, and what to do about the rest.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Reproduce = new("--reproduce")
    {
        Description = "Also train the reference run, some ten seconds, and say whether this machine gives its bytes; any two "
            + "that do give the same training.",
    };

    public static Command Tree()
    {
        var doctor = new Command(
            "doctor", "Say what this machine has for RlTrainer: found, absent (optional), outdated, silent (there, but nothing "
            + "answers) or missing, each with its remedy.") { Reproduce };
        doctor.SetAction(Run);
        return doctor;
    }

    private static int Run(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        var machine = new ThisMachine();
        Check[] checks = [.. MachineChecks.All(machine, workplace), .. OptionalChecks.All(machine, workplace)];
        if (parsed.GetValue(Reproduce)) checks = [.. checks, ReferenceCheck.Of(machine)];
        if (Terminal.IsJson)
            Terminal.Table("checks", ["part", "state", "what", "remedy"],
                [.. checks.Select(check => new[] { check.Name, check.State.ToString().ToLowerInvariant(), check.Detail,
                    check.Remedy })]);
        else if (Console.IsOutputRedirected)
            foreach (Check check in checks) Terminal.Say(Line(check));
        else
            AnsiConsole.Write(TableOf(checks));
        return checks.Any(check => check.State is CheckState.Missing or CheckState.Different) ? ExitCode.Findings
            : ExitCode.Success;
    }

    private static string Line(Check check) =>
        $"{check.Name,-16} {check.State.ToString().ToLowerInvariant(),-9} "
        + $"{check.Detail}{(check.Remedy.Length > 0 ? $" → {check.Remedy}" : "")}";

    private static Table TableOf(Check[] checks)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("part", "state", "what", "remedy");
        foreach (Check check in checks)
        {
            string colour = check.State switch
            {
                CheckState.Found => "green",
                CheckState.Absent => "grey",
                CheckState.Outdated or CheckState.Silent => "yellow",
                _ => "red"
            };
            table.AddRow(Markup.Escape(check.Name), $"[{colour}]{check.State.ToString().ToLowerInvariant()}[/]",
                Markup.Escape(check.Detail), Markup.Escape(check.Remedy));
        }
        return table;
    }
}
