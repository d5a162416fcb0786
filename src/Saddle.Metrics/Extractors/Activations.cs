using Saddle.Torch;

namespace Saddle.Metrics.Extractors;

/// <summary>What an extractor makes of images.</summary>
/// <param name="Features">[n, d].</param>
/// <param name="Logits">
/// [n, classes], without biases where the Inception score takes them so; null where it tells no classes apart.
/// </param>
public sealed record Activations(Tensor Features, Tensor? Logits = null);
