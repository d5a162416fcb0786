namespace Saddle.App.Samples;

/// <summary>Two candidates by a figure.</summary>
/// <param name="First">The number of one.</param>
/// <param name="Second">And of the other.</param>
/// <param name="Difference">The first's value less the second's.</param>
/// <param name="Chance">
/// The chance that blocks differ as far where neither is better; null where there is no test.
/// </param>
/// <param name="Better">The better one; null where they cannot be told apart.</param>
internal sealed record ContestPair(int First, int Second, double Difference, double? Chance, int? Better);
