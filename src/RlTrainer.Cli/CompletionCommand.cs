using System.CommandLine;

namespace RlTrainer.Cli;

/// <summary>rltrainer completion: the script by which a shell completes the command's words at the Tab key.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh, fish or powershell." };

    public static Command Tree()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");
        var completion = new Command(
            "completion", "Print the script that lets a shell complete commands and options, e.g.\n"
            + "source <(rltrainer completion bash)") { Shell };
        completion.SetAction(parsed =>
        {
            Terminal.Document(Script(parsed.GetValue(Shell)!, ProgramWords()));
            return ExitCode.Success;
        });
        return completion;
    }

    /// <summary>The script; the program itself answers what may come next.</summary>
    /// <param name="shell">bash, zsh, fish or powershell.</param>
    /// <param name="program">How the program is started: its file, or dotnet and its library.</param>
    /// <returns>The text of the script, lines ended by line feeds.</returns>
    internal static string Script(string shell, IReadOnlyList<string> program)
    {
        string posix = string.Join(' ', program.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        string powershell = string.Join(' ', program.Select(word => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'"));
        return shell switch
        {
            "bash" => $$"""
                _rltrainer() {
                  local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]}
                  COMPREPLY=($(compgen -W "$({{posix}} "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "$word"))
                }
                complete -o default -F _rltrainer rltrainer
                """,
            "zsh" => $$"""
                _rltrainer() {
                  local words=("${(@f)$({{posix}} "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                  compadd -a words || _files
                }
                compdef _rltrainer rltrainer
                """,
            "fish" => $$"""
                function __rltrainer_words
                  set -l line (commandline -cp)
                  {{posix}} "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
                end
                complete -c rltrainer -a '(__rltrainer_words)'
                """,
            _ => $$"""
                Register-ArgumentCompleter -Native -CommandName rltrainer -ScriptBlock {
                    param($word, $line, $position)
                    & {{powershell}} "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
                }
                """,
        };
    }

    /// <summary>This program as a shell starts it.</summary>
    private static string[] ProgramWords()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "RlTrainer.Cli.dll");
        string process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase) ? [process, library]
            : [process];
    }
}
