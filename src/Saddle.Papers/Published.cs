namespace Saddle.Papers;

/// <summary>A figure of a paper.</summary>
/// <param name="Value">The figure, or the paper's words where it gives none.</param>
/// <param name="Where">Where the paper has it.</param>
/// <param name="HowKnown">
/// How we know: read in the paper, read in its authors' code, remembered and not re-read, derived.
/// </param>
public sealed record Published(string Value, string Where, string HowKnown);
