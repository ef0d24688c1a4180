using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Names a damaged file: what a reader throws at damaged bytes becomes an error that says what to do.</summary>
internal static class Damage
{
    /// <summary>Runs a reader.</summary>
    /// <exception cref="BarDataException">The reader threw.</exception>
    public static T Named<T>(string name, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not (BarDataException or InvalidDataException { InnerException: not null }))
        {
            throw new BarDataException(
                $"{name}: its {format} content is damaged or cut short ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}). "
                + $"Expected a whole {format} file: download or write it again.", error);
        }
    }
}
