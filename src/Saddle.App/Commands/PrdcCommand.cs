
namespace Saddle.App.Commands;

/// <summary><c>saddle prdc A B</c>: precision, recall, density and coverage.</summary>
[Command(
    "prdc",
    "precision, recall, density and coverage of two sets of images",
    "prdc shapes:items=2000 shapes:items=2000:grey=true --extractor random-conv --k 5")]
public sealed class PrdcCommand : OneMetricCommand
{
    /// <summary>Declares the options.</summary>
    public PrdcCommand() => DeclareSetting("k");
}
