using Saddle.Dynamics;

namespace Saddle.App.Commands;

/// <summary>What the linearisation says of a run.</summary>
internal sealed record PredictedApproach(Verdict? Verdict, string? Approach, double? Rate, double Radius);
