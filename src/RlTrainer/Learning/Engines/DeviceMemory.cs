using System.Globalization;

namespace RlTrainer.Learning;

/// <summary>Memory of the device an engine computes on, all programs on it together.</summary>
/// <param name="FreeBytes">What nobody holds.</param>
/// <param name="TotalBytes">What the device has.</param>
public sealed record DeviceMemory(long FreeBytes, long TotalBytes)
{
    /// <summary>The memory in words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{FreeBytes >> 20:N0} of {TotalBytes >> 20:N0} MiB of the device are free");
}
