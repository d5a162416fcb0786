namespace Saddle.App.Laboratory.Messages;

/// <summary>An eigenvalue.</summary>
internal sealed record EigenvalueInfo(double Re, double Im);
