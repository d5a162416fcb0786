using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>A layer at work: from its input, under the parameters and buffers of a pass, to its output.</summary>
/// <param name="pass">The parameters, the buffers, and whether they are being trained.</param>
/// <param name="x">The input; its first dimension is the batch.</param>
public delegate Tensor Layer(Pass pass, Tensor x);
