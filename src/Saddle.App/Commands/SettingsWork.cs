namespace Saddle.App.Commands;

/// <summary>What a prediction was made of.</summary>
internal sealed record SettingsWork(int Products, bool WholeSpace, double? Outside);
