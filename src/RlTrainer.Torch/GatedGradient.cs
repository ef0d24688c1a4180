using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>A gradient, and whether the step it is for is made: decided on the device.</summary>
/// <param name="Values">[count] the gradient of the loss.</param>
/// <param name="Norm">[] its norm.</param>
/// <param name="Go">[] false leaves everything as it is.</param>
internal readonly record struct GatedGradient(Tensor Values, Tensor Norm, Tensor Go);
