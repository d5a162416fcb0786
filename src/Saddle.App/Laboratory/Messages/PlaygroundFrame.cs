namespace Saddle.App.Laboratory.Messages;

/// <summary>The playground at one moment. Points are x and y in turn.</summary>
internal sealed record PlaygroundFrame(
    long Step,
    double Rate,
    IReadOnlyList<double?> Samples,
    IReadOnlyList<double?> Pull,
    IReadOnlyList<double?> Scores,
    IReadOnlyList<double?> Manifold,
    double? GeneratorLoss,
    double? DiscriminatorLoss,
    int? Covered,
    int? Modes,
    double? Near,
    IReadOnlyList<int> Classes,
    double? NearestAsked);
