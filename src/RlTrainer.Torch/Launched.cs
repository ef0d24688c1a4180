using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>The one place that results pass.</summary>
internal static class Launched
{
    /// <summary>The result itself, after counting the operations that made it.</summary>
    public static Tensor On(this Tensor result, LaunchCount launches, int operations = 1)
    {
        launches.Add(operations);
        return result;
    }
}
