
namespace Saddle.App.Commands;

/// <summary><c>saddle kid A B</c>: the kernel distance.</summary>
[Command(
    "kid",
    "KID: the kernel distance of two sets of images",
    "kid shapes:items=2000 shapes:items=2000:grey=true --extractor random-conv --subsets 20")]
public sealed class KidCommand : OneMetricCommand
{
    /// <summary>Declares the options.</summary>
    public KidCommand()
    {
        DeclareSetting("subsets");
        DeclareSetting("subset-size");
    }
}
