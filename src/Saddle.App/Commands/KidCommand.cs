using Saddle.App.Samples;

namespace Saddle.App.Commands;

/// <summary><c>saddle kid A B</c>: the kernel distance.</summary>
public sealed class KidCommand : OneMetricCommand
{
    /// <summary>Declares the options.</summary>
    public KidCommand()
        : base("kid", "KID: the kernel distance of two sets of images", "kid shapes:items=2000 shapes:items=2000:grey=true --extractor random-conv --subsets 20")
    {
        DeclareSetting("subsets");
        DeclareSetting("subset-size");
    }
}
