
namespace Saddle.App.Commands;

/// <summary><c>saddle fid A B</c>: the Frechet distance.</summary>
[Command(
    "fid",
    "FID: the Frechet distance of two sets of images",
    "fid shapes:items=2000 shapes:items=2000:grey=true --extractor random-conv")]
public sealed class FidCommand : OneMetricCommand;
