using Saddle.App.Samples;

namespace Saddle.App.Commands;

/// <summary><c>saddle fid A B</c>: the Frechet distance.</summary>
public sealed class FidCommand() : OneMetricCommand("fid", "FID: the Frechet distance of two sets of images", "fid shapes:items=2000 shapes:items=2000:grey=true --extractor random-conv");
