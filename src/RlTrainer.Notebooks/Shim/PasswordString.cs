namespace Microsoft.DotNet.Interactive;

/// <summary>A text that is not shown when it is printed.</summary>
/// <param name="clearTextPassword">The text.</param>
public class PasswordString(string clearTextPassword)
{
    /// <summary>The text as it was typed.</summary>
    /// <returns>The text in the clear; do not display it.</returns>
    public string GetClearTextPassword() => clearTextPassword;

    /// <summary>Twelve stars, whatever the text is.</summary>
    /// <returns>The stars.</returns>
    public override string ToString() => "************";
}
