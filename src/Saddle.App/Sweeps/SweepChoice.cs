namespace Saddle.App.Sweeps;

/// <summary>One choice of a sweep: a value of a setting, or a case.</summary>
/// <param name="Label">How it is called: the value, or the case's label.</param>
/// <param name="Overrides">The values of the configuration that it sets, by path.</param>
internal sealed record SweepChoice(string Label, IReadOnlyList<KeyValuePair<string, string>> Overrides);
