namespace Saddle.Dynamics;

/// <summary>A setting that varies along one side of a diagram.</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Values">Its values, in order.</param>
public sealed record SettingAxis(string Name, double[] Values);
