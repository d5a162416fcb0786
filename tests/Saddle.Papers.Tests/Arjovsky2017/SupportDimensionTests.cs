using Saddle.Papers.Arjovsky2017;
using static Saddle.Papers.Arjovsky2017.SupportDimension;

namespace Saddle.Papers.Tests.Arjovsky2017;

/// <summary>The claim that samples fill no more dimensions than latent vectors have.</summary>
public sealed class SupportDimensionTests
{
    private static readonly int[] Latents = [1, 2, 3, 5, 8];

    // The largest dimension of the network to images whose latent vectors have three; the lesser of 3 and 64 is due.
    [Theory]
    [InlineData(3, Outcome.Holds)]
    [InlineData(4, Outcome.Contradicted)]
    [InlineData(2, Outcome.Contradicted)]
    [InlineData(64, Outcome.Contradicted)] // noise on the samples
    public void The_largest_dimension_is_the_lesser_of_the_latent_vectors_and_the_samples(int found, Outcome expected)
    {
        IReadOnlyList<Cell> Network(int dimension) =>
        [
            .. Latents.Select(latent => new Cell(
                latent,
                dimension,
                [
                    new(Math.Min(1, dimension), 1e-4),
                    new(dimension == 64 && latent == 3 ? found : Math.Min(latent, dimension), 1e-5),
                ])),
        ];
        var finding = new SupportDimension().Report(new([Network(2), Network(64), Network(256)]), HandMade.Quick);
        Assert.Equal(expected, finding.Outcome);
        Assert.Equal(Math.Max(1, found / 3.0), finding.Measured, 15);
        Assert.Equal(2, finding.Seeds);
        Assert.StartsWith(
            "In 15 networks the largest dimension at 2 latent vectors each is "
            + $"{(found == 3 ? "always" : "not always")} the lesser of dim Z and dim X: "
            + $"mlp to the plane 1, 2, 2, 2, 2; mlp to 8x8 images 1, 2, {found.Text()}, 5, 8; dcgan",
            finding.Reason);
        Assert.EndsWith("At 15 of 30 places the neighbourhood had to be made smaller.", finding.Reason);
    }
}
