using System.Diagnostics;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>A test that runs a command under limits of the shell, or on a disk of its own (a small
/// tmpfs in a namespace); where the system has no such thing it is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(bool needsMount = false)
    {
        if (!OperatingSystem.IsLinux()) Skip = "The limits are those of a Linux shell.";
        else if (needsMount && !CanMount())
            Skip = "This system lets nobody mount a tmpfs in a namespace of its own (unshare -rm).";
    }

    private static bool CanMount()
    {
        string place = Directory.CreateTempSubdirectory("mount-").FullName;
        try
        {
            using var tried = Process.Start(new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "none", place])
            {
                RedirectStandardError = true,
            });
            tried!.WaitForExit();
            return tried.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(place);
        }
    }
}
