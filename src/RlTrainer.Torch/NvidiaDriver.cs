using System.Runtime.InteropServices;
using System.Text;
using RlTrainer.Learning;

namespace RlTrainer.Torch;

/// <summary>
/// Asks the NVIDIA driver's own library, which needs no package: TorchSharp reports neither a GPU's name nor its memory, and
/// its own answer to a missing driver is a page of loader traces.
/// </summary>
internal static unsafe class NvidiaDriver
{
    private const int NameBytes = 256;
    private const int CapabilityMajor = 75, CapabilityMinor = 76;   // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_…

    private static readonly Lazy<nint> s_library = new(Load);

    /// <summary>What the driver says; never throws.</summary>
    public static NvidiaReport Report()
    {
        if (s_library.Value == 0) return new NvidiaReport(false, 0, 0, "", 0, 0);
        int version = 0, count = 0, device = 0;
        var initialise = (delegate* unmanaged<uint, int>)Symbol("cuInit");
        var readVersion = (delegate* unmanaged<int*, int>)Symbol("cuDriverGetVersion");
        var readCount = (delegate* unmanaged<int*, int>)Symbol("cuDeviceGetCount");
        if (readVersion(&version) != 0) version = 0;
        if (initialise(0) != 0 || readCount(&count) != 0 || count == 0) return new NvidiaReport(true, version, 0, "", 0, 0);

        var readDevice = (delegate* unmanaged<int*, int, int>)Symbol("cuDeviceGet");
        var readName = (delegate* unmanaged<byte*, int, int, int>)Symbol("cuDeviceGetName");
        var readTotal = (delegate* unmanaged<nuint*, int, int>)Symbol("cuDeviceTotalMem_v2");
        var readAttribute = (delegate* unmanaged<int*, int, int, int>)Symbol("cuDeviceGetAttribute");
        byte* name = stackalloc byte[NameBytes];
        nuint total = 0;
        int major = 0, minor = 0;
        bool isRead = readDevice(&device, 0) == 0 && readName(name, NameBytes, device) == 0 && readTotal(&total, device) == 0
            && readAttribute(&major, CapabilityMajor, device) == 0 && readAttribute(&minor, CapabilityMinor, device) == 0;
        return isRead
            ? new NvidiaReport(true, version, count,
                Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)), (long)total,
                10 * major + minor)
            : new NvidiaReport(true, version, 0, "", 0, 0);
    }

    /// <summary>Free and total bytes of the GPU whose context this thread uses; null when there is none.</summary>
    public static DeviceMemory? Memory()
    {
        if (s_library.Value == 0) return null;
        nuint free = 0, total = 0;
        var read = (delegate* unmanaged<nuint*, nuint*, int>)Symbol("cuMemGetInfo_v2");
        return read(&free, &total) == 0 ? new DeviceMemory((long)free, (long)total) : null;
    }

    private static nint Symbol(string name) => NativeLibrary.GetExport(s_library.Value, name);

    private static nint Load() =>
        NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint handle) ? handle : 0;
}
