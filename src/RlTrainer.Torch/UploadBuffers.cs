namespace RlTrainer.Torch;

/// <summary>What a minibatch is copied through to the device, one buffer a type.</summary>
/// <param name="Numbers">Window numbers, rows and actions.</param>
/// <param name="Figures">Dense parts, returns, values, log-probabilities, advantages.</param>
/// <param name="Illegal">1 where an action is illegal.</param>
internal readonly record struct UploadBuffers(
    UploadBuffer<long> Numbers, UploadBuffer<float> Figures, UploadBuffer<byte> Illegal);
