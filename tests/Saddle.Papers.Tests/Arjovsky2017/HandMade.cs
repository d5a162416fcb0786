using Saddle.Figures;
using Saddle.Gans.Probes;
using Saddle.Papers.Arjovsky2017;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>Measurements that nobody measured, to be put before a claim's report.</summary>
internal static class HandMade
{
    public static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    /// <summary>A look at a fresh discriminator; what is not given is 1.</summary>
    public static FreshDiscriminator Look(
        int iteration = 0,
        double error = 1,
        double accuracy = 1,
        double saturating = 1,
        double nonSaturating = 1,
        double distance = 1,
        double steepness = 1,
        double deviation = 1) =>
        new(iteration, error, accuracy, 1, saturating, nonSaturating, distance)
        {
            Steepness = steepness,
            Deviation = deviation,
        };

    /// <summary>Runs of a first look and a last one.</summary>
    public static DiscriminatorCourses Runs(
        FreshDiscriminator first,
        params FreshDiscriminator[] lasts) =>
        new([.. lasts.Select(last => (FreshDiscriminator[])[first, last])]);

    /// <summary>The titles of a figure's panels.</summary>
    public static IReadOnlyList<string> Titles(this Figure figure) => [.. figure.Panels.Select(p => p.Title)];

    /// <summary>The names of a panel's traces.</summary>
    public static IReadOnlyList<string> Names(this Panel panel) => [.. panel.Traces.Select(t => t.Name)];

    /// <summary>The vertical values of each line of a panel.</summary>
    public static IReadOnlyList<IReadOnlyList<double?>> Lines(this Panel panel) =>
        [.. panel.Traces.OfType<Line>().Select(line => line.Y)];
}
