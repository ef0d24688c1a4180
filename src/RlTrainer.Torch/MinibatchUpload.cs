using RlTrainer.Learning;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// One minibatch on the device. A state with one legal action has no policy term, so only the rows of the others carry
/// actions, masks and advantages, and the policy network computes them alone.
/// </summary>
/// <param name="Windows">[n] window numbers.</param>
/// <param name="Dense">[n × dense] dense parts.</param>
/// <param name="Returns">[n, 1].</param>
/// <param name="OldValues">[n, 1]; null without value clipping.</param>
/// <param name="DecisionRows">[d] rows with two or more legal actions; null when all have.</param>
/// <param name="Decisions">What the policy's terms need for those rows.</param>
/// <param name="DecisionCount">d.</param>
internal readonly record struct MinibatchUpload(
    Tensor Windows, Tensor Dense, Tensor Returns, Tensor? OldValues, Tensor? DecisionRows, PpoGradient.Decisions Decisions,
    int DecisionCount)
{
    /// <summary>Fills the upload buffers from a minibatch and sends them: three copies, whatever the minibatch holds.</summary>
    /// <exception cref="ArgumentException">A length does not fit; the message says which.</exception>
    public static MinibatchUpload Fill(
        Minibatch batch, int actions, StepSettings settings, ObservationTable table, UploadBuffers buffers)
    {
        Check(batch, actions);
        int count = batch.Count, dense = batch.Observations.Dense.Length;
        Span<long> integers = buffers.Numbers.Reserve(3 * count);
        Span<float> floats = buffers.Figures.Reserve(dense + 4 * count);
        table.WindowNumbers(batch.Observations, integers[..count]);
        batch.Observations.Dense.CopyTo(floats);
        batch.Returns.CopyTo(floats[dense..]);
        batch.OldValues.CopyTo(floats[(dense + count)..]);
        int decisions = FillDecisions(
            batch, actions, integers[count..], floats[(dense + 2 * count)..], buffers.Illegal.Reserve(count * actions));
        bool isValueClipped = settings.ValueClipRange > 0f;
        Tensor sentIntegers = buffers.Numbers.Send(3 * count), sentFloats = buffers.Figures.Send(dense + 4 * count);
        return new MinibatchUpload(
            sentIntegers.narrow(0, 0, count), sentFloats.narrow(0, 0, dense), sentFloats.narrow(0, dense, count).unsqueeze(1),
            isValueClipped ? sentFloats.narrow(0, dense + count, count).unsqueeze(1) : null,
            decisions == count ? null : sentIntegers.narrow(0, count, decisions),
            new PpoGradient.Decisions(
                buffers.Illegal.Send(decisions * actions).view(decisions, actions),
                sentIntegers.narrow(0, 2 * count, decisions).unsqueeze(1),
                sentFloats.narrow(0, dense + 2 * count, decisions).unsqueeze(1),
                sentFloats.narrow(0, dense + 3 * count, decisions).unsqueeze(1)),
            decisions);
    }

    /// <summary>Rows and actions [2, n], log-probabilities and advantages [2, n] and masks of the states with two or more
    /// legal actions; how many those are.</summary>
    private static int FillDecisions(
        Minibatch batch, int actions, Span<long> integers, Span<float> floats, Span<byte> masks)
    {
        int count = batch.Count, decisions = 0;
        Span<long> rows = integers[..count], taken = integers[count..];
        Span<float> old = floats[..count], advantages = floats[count..];
        for (int index = 0; index < count; index++)
        {
            ReadOnlySpan<byte> mask = batch.Masks.Slice(index * actions, actions);
            Span<byte> row = masks.Slice(decisions * actions, actions);
            int legal = 0;
            for (int action = 0; action < actions; action++)
            {
                bool isLegal = mask[action] != 0;
                row[action] = isLegal ? (byte)0 : (byte)1;
                if (isLegal) legal++;
            }
            if (legal < 2) continue;
            rows[decisions] = index;
            taken[decisions] = batch.Actions[index];
            old[decisions] = batch.LogProbabilities[index];
            advantages[decisions++] = batch.Advantages[index];
        }
        return decisions;
    }

    private static void Check(Minibatch batch, int actions)
    {
        int count = batch.Count;
        if (count == 0) throw new ArgumentException("The minibatch has no samples; expected at least one.");
        Expect(batch.Observations.Count, count, "observations");
        Expect(batch.Masks.Length, count * actions, "mask bits");
        Expect(batch.LogProbabilities.Length, count, "log-probabilities");
        Expect(batch.Advantages.Length, count, "advantages");
        Expect(batch.Returns.Length, count, "returns");
        Expect(batch.OldValues.Length, count, "old values");
    }

    private static void Expect(int found, int expected, string what)
    {
        if (found != expected) throw new ArgumentException($"The minibatch had {found} {what}; expected {expected}.");
    }
}
