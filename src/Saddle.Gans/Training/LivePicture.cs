using Saddle.Metrics;

namespace Saddle.Gans.Training;

/// <summary>A GAN in the plane at one moment.</summary>
/// <param name="Step">The number of updates made.</param>
/// <param name="Samples">Generated points, x and y in turn.</param>
/// <param name="Pull">At each generated point, the direction in which its own loss falls, x and y in turn.</param>
/// <param name="Scores">The discriminator's scores on the grid, row by row from below.</param>
/// <param name="Manifold">
/// The generator's image of the latent grid, x and y in turn, row by row; empty for none.
/// </param>
/// <param name="GeneratorLoss">The generator's loss.</param>
/// <param name="DiscriminatorLoss">The discriminator's loss.</param>
/// <param name="Coverage">How the generated points are spread over the data's modes; null where none are known.</param>
/// <param name="Classes">The class that each generated point was asked to be of; empty where none is asked for.</param>
/// <param name="NearestAsked">
/// The share of generated points that lie nearest to the mode that they were asked to be of; null where no class is
/// asked for, or classes are no modes.
/// </param>
public sealed record LivePicture(
    long Step,
    double[] Samples,
    double[] Pull,
    double[] Scores,
    double[] Manifold,
    double GeneratorLoss,
    double DiscriminatorLoss,
    ModeCoverage? Coverage,
    IReadOnlyList<int> Classes,
    double? NearestAsked);
