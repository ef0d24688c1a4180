using System.Numerics;

namespace RlTrainer.Numerics;

/// <summary>
/// A seeded stream of random numbers: xoshiro256** (Blackman and Vigna 2021), seeded by SplitMix64. A value type whose
/// state is readable, so that a checkpoint can hold every stream and a resumed run draws the same numbers.
/// </summary>
public struct Rng : IEquatable<Rng>
{
    private ulong _a, _b, _c, _d;

    /// <summary>The stream of a seed, a purpose and an index; streams that differ in any of the three are independent.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the stream is for, e.g. "starts" or "actions".</param>
    /// <param name="index">For one stream an environment: the environment's index.</param>
    /// <returns>The stream at its beginning.</returns>
    public static Rng Stream(ulong seed, string purpose, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ulong hash = 14695981039346656037UL;                      // FNV-1a, 64 bits
        foreach (char letter in purpose) hash = (hash ^ letter) * 1099511628211UL;
        ulong mix = seed;
        mix = Mixed(ref mix) ^ hash;
        mix = Mixed(ref mix) ^ (uint)index;
        var stream = default(Rng);
        stream._a = Mixed(ref mix);
        stream._b = Mixed(ref mix);
        stream._c = Mixed(ref mix);
        stream._d = Mixed(ref mix);
        return stream;
    }

    /// <summary>A stream at a state that <see cref="State"/> returned.</summary>
    /// <param name="state">Four words of 64 bits.</param>
    /// <returns>A stream whose next draws are those that followed the saved state.</returns>
    /// <exception cref="ArgumentException">All four words are zero: no stream has that state.</exception>
    public static Rng FromState((ulong A, ulong B, ulong C, ulong D) state)
    {
        if ((state.A | state.B | state.C | state.D) == 0)
            throw new ArgumentException(
                "The state of a random stream was all zeros, which no stream has; expected a state saved by Rng.State.");
        return new Rng { _a = state.A, _b = state.B, _c = state.C, _d = state.D };
    }

    /// <summary>A stream at a state that <see cref="ToWords"/> returned.</summary>
    /// <param name="words">Four words.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="InvalidDataException">There are not four words, or all are zero.</exception>
    public static Rng FromWords(IReadOnlyList<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count != 4) throw new InvalidDataException($"A random stream has {words.Count} words; expected 4.");
        return words.All(word => word == 0)
            ? throw new InvalidDataException("The state of a random stream was all zeros, which no stream has.")
            : FromState((words[0], words[1], words[2], words[3]));
    }

    /// <summary>The four words of <see cref="State"/> as a list, for files.</summary>
    /// <returns>Four words.</returns>
    public readonly ulong[] ToWords() => [_a, _b, _c, _d];

    /// <summary>The four words that decide every later draw.</summary>
    public readonly (ulong A, ulong B, ulong C, ulong D) State => (_a, _b, _c, _d);

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1U << 24));

    /// <summary>A whole number in [0, <paramref name="exclusiveMaximum"/>), each equally likely (Lemire 2019).</summary>
    /// <param name="exclusiveMaximum">How many numbers there are to choose from, at least 1.</param>
    /// <returns>The number; the stream moves on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        uint range = (uint)exclusiveMaximum;
        ulong product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            uint threshold = (uint)(-(int)range) % range;
            while ((uint)product < threshold) product = (NextUInt64() >> 32) * range;
        }
        return (int)(product >> 32);
    }

    /// <summary>A standard normal number (Box and Muller 1958; one of
    /// the pair is used, so that the state is four words).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2.0 * PortableMath.Log(1.0 - NextDouble()));
        return radius * PortableMath.CosineOfTurns(NextDouble());
    }

    /// <summary>Puts the values in a uniformly random order (Fisher and Yates).</summary>
    /// <param name="values">[n] changed in place; the stream moves on by n − 1 numbers.</param>
    public void Shuffle(Span<int> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    /// <summary>Two streams are equal when every later draw is.</summary>
    /// <param name="other">Another stream.</param>
    /// <returns>True when both are at the same state.</returns>
    public readonly bool Equals(Rng other) => State == other.State;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Rng other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => (int)(_a ^ _b ^ _c ^ _d);

    /// <summary>Two streams are equal when every later draw is.</summary>
    /// <param name="left">A stream.</param>
    /// <param name="right">Another stream.</param>
    public static bool operator ==(Rng left, Rng right) => left.Equals(right);

    /// <summary>Two streams differ when some later draw may.</summary>
    /// <param name="left">A stream.</param>
    /// <param name="right">Another stream.</param>
    public static bool operator !=(Rng left, Rng right) => !left.Equals(right);

    private static ulong Mixed(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
