using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>Where an operator's argument comes from in a pass.</summary>
/// <param name="frame">The pass.</param>
internal delegate Argument Source(Frame frame);
