using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RlTrainer.Values;

/// <summary>The hash of a definition's outputs.</summary>
internal static class OutputHash
{
    /// <summary>SHA-256 of a text.</summary>
    /// <param name="text">The same in every culture.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>SHA-256 over the bits of outputs; every NaN counts as the same.</summary>
    /// <param name="outputs">[outputs] in a fixed order.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(ReadOnlySpan<float> outputs)
    {
        float[] plain = outputs.ToArray();
        for (int index = 0; index < plain.Length; index++)
            if (float.IsNaN(plain[index])) plain[index] = float.NaN;
            else if (plain[index] == 0f) plain[index] = 0f;                // −0 and 0 are the same number
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(plain)));
    }
}
