namespace Saddle.App.Laboratory.Messages;

/// <summary>A point of mass.</summary>
internal sealed record PointInfo(double At, double Mass);
