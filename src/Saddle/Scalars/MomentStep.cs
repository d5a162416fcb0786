namespace Saddle.Scalars;

/// <summary>The numbers of one step of Adam's running means.</summary>
/// <typeparam name="T">The kind of coordinate.</typeparam>
/// <param name="Beta1">The decay of the mean.</param>
/// <param name="Beta2">The decay of the mean square.</param>
/// <param name="Epsilon">Added to the root.</param>
/// <param name="Correction1">What the mean is divided by, 1 - beta1^count.</param>
/// <param name="Correction2">What the mean square is divided by, 1 - beta2^count.</param>
public readonly record struct MomentStep<T>(T Beta1, T Beta2, T Epsilon, T Correction1, T Correction2);
