namespace RlTrainer.Learning;

/// <summary>A number that is not a number, or is infinite, appeared in training; the message names the first place.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>Without a place: for serialisers only.</summary>
    public NonFiniteException() : base("A value was not finite.") { }

    /// <summary>With a message that names the place.</summary>
    public NonFiniteException(string message) : base(message) { }

    /// <summary>With a message that names the place, and the cause.</summary>
    public NonFiniteException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Throws when a value is not finite.</summary>
    public static void ThrowIfNot(double value, string place)
    {
        if (!double.IsFinite(value)) throw new NonFiniteException($"{place} was {value}; expected a finite number.");
    }

    /// <summary>Throws when a value is not finite; the place is named with its index.</summary>
    public static void ThrowIfAny(ReadOnlySpan<float> values, string place)
    {
        for (int index = 0; index < values.Length; index++)
            if (!float.IsFinite(values[index])) throw new NonFiniteException($"{place}[{index}] was {values[index]}; expected a finite number.");
    }
}
