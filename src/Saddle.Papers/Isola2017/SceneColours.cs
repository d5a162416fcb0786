namespace Saddle.Papers.Isola2017;

/// <summary>What a generator paints drawn scenes in, whose hues are a ring.</summary>
/// <param name="Colourfulness">The colourfulness of what is painted over that of the true pictures.</param>
/// <param name="Error">The mean absolute error of A and B.</param>
/// <param name="Chroma">The mean chroma where a shape covers a pixel, over the ring's.</param>
/// <param name="Derived">
/// The chroma, over the ring's, at which the pull of the discriminator that was measured there and the L1 term balance;
/// 1 without an L1 term.
/// </param>
public sealed record SceneColours(double Colourfulness, double Error, double Chroma, double Derived);
