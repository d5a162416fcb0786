namespace Saddle.App.Commands;

/// <summary>What <c>saddle portrait</c> prints.</summary>
internal sealed record PortraitDocument(
    string Game,
    IReadOnlyList<string> Rules,
    IReadOnlyList<double> Start,
    long Steps,
    IReadOnlyList<double> Equilibrium,
    string Type,
    string Figure);
