
namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle is B</c>: the Inception score; with a reference before it, which only a floor or a classifier needs.
/// </summary>
[Command(
    "is",
    "Inception score of a set of images (the last one named; a reference before it is for --floor)",
    "is shapes:items=2000 --extractor classifier:data=shapes:steps=200 --splits 2")]
public sealed class IsCommand : OneMetricCommand
{
    /// <summary>Declares the options.</summary>
    public IsCommand() => DeclareSetting("splits");
}
