namespace RlTrainer.Files;

/// <summary>
/// The place where tests make a single file operation fail, or stand still, as a full disk or a lost network share would. What
/// is set holds for the calling flow alone; a program that sets nothing pays one look at a field.
/// </summary>
internal static class FileFaults
{
    private static readonly AsyncLocal<Action<FileOperation, string>?> Hook = new();

    /// <summary>True while something listens.</summary>
    public static bool IsWatched => Hook.Value is not null;

    /// <summary>
    /// Calls <paramref name="hook"/> before every file operation of this flow until the result is disposed; what it throws, the
    /// operation throws.
    /// </summary>
    public static IDisposable Watch(Action<FileOperation, string> hook)
    {
        Hook.Value = hook;
        return new Watching();
    }

    /// <summary>An operation is about to be made.</summary>
    public static void Before(FileOperation operation, string path) => Hook.Value?.Invoke(operation, path);

    private sealed class Watching : IDisposable
    {
        public void Dispose() => Hook.Value = null;
    }
}
