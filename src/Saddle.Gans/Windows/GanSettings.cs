namespace Saddle.Gans.Windows;

/// <summary>A setting of everything that a map of settings varies.</summary>
/// <param name="EtaG">The generator's learning rate.</param>
/// <param name="EtaD">The discriminator's learning rate.</param>
/// <param name="Weights">The penalties' weights, in the order of <see cref="SettingSpace.Weights"/>.</param>
public sealed record GanSettings(double EtaG, double EtaD, IReadOnlyList<double> Weights)
{
    /// <summary>The same with both rates multiplied.</summary>
    /// <param name="factor">By what.</param>
    public GanSettings Times(double factor) => this with { EtaG = factor * EtaG, EtaD = factor * EtaD };
}
