using Saddle.Catalog;
using Saddle.Metrics.Reading;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>An extractor at work.</summary>
/// <param name="Side">The rows and columns of its input.</param>
/// <param name="Pixels">The range that it takes pixels in.</param>
/// <param name="Run">From images [n, 3, side, side] in that range to what it makes of them.</param>
/// <param name="Protocol">
/// What decides its features beside its own settings, by name: weights' SHA-256, accuracy.
/// </param>
public sealed record FeatureNetwork(
    int Side, PixelRange Pixels, Func<Tensor, Activations> Run, IReadOnlyList<KeyValuePair<string, string>> Protocol)
    : IDisposable
{
    /// <summary>How images are brought to its size; null: squashed, as the protocol resizes.</summary>
    public Preparation? Preparation { get; init; }

    /// <summary>
    /// What ends with it, such as a process; null for nothing. Whatever it is ends with the program, too.
    /// </summary>
    public IDisposable? Owned { get; init; }

    /// <summary>
    /// The library that computes it, with its version: another one's features are the same but for their last digits.
    /// </summary>
    public string Engine { get; init; } = TorchRuntime.Version;

    /// <summary>The rows and columns of its input.</summary>
    /// <exception cref="SettingsException">There are none.</exception>
    public int Side { get; init; } = Side >= 1
        ? Side
        : throw new SettingsException(
            $"the extractor takes images of {Side} rows and columns; expected at least 1 (Min = 1 in its [Parameter])");

    /// <inheritdoc/>
    public void Dispose() => Owned?.Dispose();
}
