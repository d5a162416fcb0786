namespace Saddle.Papers;

/// <summary>A spectral radius by a formula of the literature.</summary>
/// <param name="Radius">The radius.</param>
/// <param name="Source">Where the formula is from.</param>
public sealed record KnownRadius(double Radius, string Source);
