using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>The outputs every action set begins with, and how to read a mask row.</summary>
internal static class PolicyActions
{
    /// <summary>Change nothing.</summary>
    public const int Hold = 0;

    /// <summary>Open a long position.</summary>
    public const int Buy = 1;

    /// <summary>Open a short position.</summary>
    public const int Sell = 2;

    /// <summary>[actions] the mask row of one observation.</summary>
    public static ReadOnlySpan<byte> Row(ReadOnlySpan<byte> masks, Observations observations, int index)
    {
        int width = masks.Length / observations.Count;
        return masks.Slice(index * width, width);
    }

    /// <summary>True if an entry is legal in a mask row and the observation is flat.</summary>
    public static bool MayEnter(ReadOnlySpan<byte> row, Observations observations, int index) => row[Buy] != 0
        && Side(observations, index) == 0;

    /// <summary>Sign of the position an observation shows: the first dense number.</summary>
    public static int Side(Observations observations, int index) => Math.Sign(Dense(observations, index)[0]);

    /// <summary>[dense] the dense part of one observation.</summary>
    public static ReadOnlySpan<float> Dense(Observations observations, int index)
    {
        int width = observations.Dense.Length / observations.Count;
        return observations.Dense.Slice(index * width, width);
    }

    /// <summary>An entry whose side alternates with the bar's number, so that neither side is favoured.</summary>
    public static int EntryOfBar(Observations observations, int index) => (observations.Bars[index] / 2 & 1) == 0 ? Buy : Sell;
}
