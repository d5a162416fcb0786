using Saddle.Metrics;

namespace Saddle.App.Samples;

/// <summary>What the reference against itself shows.</summary>
/// <param name="Result">The figures.</param>
/// <param name="Counts">How many samples of it were the reference, and how many were judged.</param>
internal sealed record Floor(MetricResult Result, long[] Counts);
