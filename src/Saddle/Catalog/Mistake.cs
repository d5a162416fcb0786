namespace Saddle.Catalog;

/// <summary>What is wrong with a declaration, and how to mend it.</summary>
/// <param name="Wrong">What is wrong: "has no default".</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record Mistake(string Wrong, string Remedy)
{
    /// <summary>Which of all mistakes it is; empty for those that a family finds itself.</summary>
    internal string Kind { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{Wrong}; {Remedy}".ReplaceLineEndings(" ");
}
