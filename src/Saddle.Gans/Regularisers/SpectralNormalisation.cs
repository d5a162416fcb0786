using Saddle.Catalog;

namespace Saddle.Gans.Regularisers;

/// <summary>
/// Each weight of the discriminator is divided by its largest singular value, estimated by one power iteration an
/// evaluation.
/// </summary>
/// <remarks>
/// Miyato, Kataoka, Koyama, Yoshida 2018, arXiv:1802.05957, algorithm 1; a convolution's weight counts as the matrix
/// [outputs, inputs times kernel].
/// </remarks>
[Entry(
    "spectral-normalisation",
    "the discriminator's weights are divided by their largest singular values",
    @"\bar W = W / \sigma(W)",
    "Miyato, Kataoka, Koyama and Yoshida 2018 (arXiv:1802.05957), algorithm 1")]
public sealed record SpectralNormalisation : Regulariser
{
    /// <inheritdoc/>
    public override bool NormalisesSpectrum => true;
}
