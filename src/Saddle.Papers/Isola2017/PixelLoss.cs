namespace Saddle.Papers.Isola2017;

/// <summary>What a generator of colours descends.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsAdversarial">Whether there is a discriminator.</param>
/// <param name="Weight">The weight of the distance to the true colour.</param>
/// <param name="Power">1 for L1, 2 for L2.</param>
internal sealed record PixelLoss(string Name, bool IsAdversarial, double Weight, int Power = 1)
{
    /// <summary>L1 alone.</summary>
    public static PixelLoss L1 { get; } = new("L1", false, 100);

    /// <summary>L2 alone.</summary>
    public static PixelLoss L2 { get; } = new("L2", false, 100, 2);

    /// <summary>The discriminator alone.</summary>
    public static PixelLoss Adversarial { get; } = new("GAN", true, 0);

    /// <summary>The discriminator and L1 of a weight.</summary>
    /// <param name="weight">The weight.</param>
    public static PixelLoss With(double weight) => new($"GAN + {weight.Text()} L1", true, weight);

    /// <summary>Both, with pix2pix's weight.</summary>
    public static PixelLoss Both { get; } = new("GAN + 100 L1", true, 100);
}
