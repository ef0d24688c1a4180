using RlTrainer.Notebooks.Tests.Jupyter;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>A test that needs a terminal driver; where there is none it is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = RealJupyter.HasModules("pexpect") ? null!
        : "There is no terminal driver: apt-get install python3-pexpect";
}
