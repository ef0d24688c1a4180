namespace RlTrainer.Learning;

/// <summary>A number that is not a number, or is infinite, appeared in training; the message names the first place.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>Without a place: for serialisers only.</summary>
    public NonFiniteException() : base("A value was not finite.") { }

    /// <summary>With a message that names the place.</summary>
    /// <param name="message">Where the number stood, what it was, what was expected.</param>
    public NonFiniteException(string message) : base(message) { }

    /// <summary>With a message that names the place, and the cause.</summary>
    /// <param name="message">Where the number stood, what it was, what was expected.</param>
    /// <param name="inner">What led to it.</param>
    public NonFiniteException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Throws when a value is not finite.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="place">Names the number at the beginning of the message, e.g. "The loss of update 3".</param>
    /// <exception cref="NonFiniteException">The number is NaN or infinite.</exception>
    public static void ThrowIfNot(double value, string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!double.IsFinite(value)) throw new NonFiniteException($"{place} was {value}; expected a finite number.");
    }

    /// <summary>Throws when a value is not finite; the place is named with its index.</summary>
    /// <param name="values">[n] any numbers.</param>
    /// <param name="place">Names the list at the beginning of the message; the index follows it.</param>
    /// <exception cref="NonFiniteException">A number is NaN or infinite; the message names the first.</exception>
    public static void ThrowIfAny(ReadOnlySpan<float> values, string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        for (int index = 0; index < values.Length; index++)
            if (!float.IsFinite(values[index]))
                throw new NonFiniteException($"{place}[{index}] was {values[index]}; expected a finite number.");
    }
}
