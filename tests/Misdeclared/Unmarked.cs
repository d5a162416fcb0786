namespace Misdeclared;

/// <summary>Nobody finds it.</summary>
public sealed record Unmarked : Shape;
