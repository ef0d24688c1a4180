using System.Security.Cryptography;
using System.Text;

namespace RlTrainer.Lab.Security;

/// <summary>The server's token and what is derived from it for a browser: the cookie shows the token to nobody.</summary>
internal sealed class Secrets
{
    private readonly byte[] _token;

    public Secrets(string? token)
    {
        Token = token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _token = Encoding.UTF8.GetBytes(Token);
        Cookie = Derived("cookie");
        Xsrf = Derived("xsrf");
    }

    /// <summary>What a caller shows first.</summary>
    public string Token { get; }

    /// <summary>What a browser shows from then on.</summary>
    public string Cookie { get; }

    /// <summary>What the page repeats in a header when it writes: another site can send the cookie, but not read this.</summary>
    public string Xsrf { get; }

    /// <summary>Compares in a time that tells nothing of where two texts differ.</summary>
    public static bool AreEqual(string? shown, string expected) => shown is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));

    private string Derived(string purpose) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_token, Encoding.UTF8.GetBytes("rltrainer lab " + purpose)));
}
