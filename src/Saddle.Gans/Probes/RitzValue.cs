using System.Numerics;

namespace Saddle.Gans.Probes;

/// <summary>An approximate eigenvalue.</summary>
/// <param name="Value">The value.</param>
/// <param name="Residual">The length of A x - value x, for the unit vector x that belongs to it.</param>
public sealed record RitzValue(Complex Value, double Residual);
