using Saddle.Dynamics;

namespace Saddle.App.Laboratory.Messages;

/// <summary>What the linearisation says of a run.</summary>
internal sealed record PredictedInfo(Verdict? Verdict, string? Approach, double? Rate, double? Radius, string? Note);
