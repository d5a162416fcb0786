using Saddle.Catalog;

namespace Saddle.Gans.Probes;

/// <summary>
/// A question asked of a GAN at one moment of its training, answered by a measurement. A sealed record in one file,
/// marked with its catalogue name, with the theory behind it in its comment; found by itself.
/// </summary>
/// <remarks>
/// To add one: (1) a sealed record with <c>[Entry]</c> in this folder, its type the catalogue name with Probe behind
/// it, and a <c>[Parameter]</c> with each of its settings; (2) if it draws anything, its keys are those of its
/// own name: <see cref="Snapshot.Key(string, long)"/> gives evaluations that nothing else makes; (3)
/// <see cref="Measure"/>, within a <see cref="Torch.TensorScope"/>, and <see cref="WhyNot"/> where the question does
/// not always make sense.
/// </remarks>
[Family]
public abstract record Probe
{
    /// <summary>Why the question makes no sense for a GAN or its data; null where it does.</summary>
    /// <param name="at">The moment.</param>
    public virtual string? WhyNot(Snapshot at) => null;

    /// <summary>Measures. The same moment and seed give the same figures; nothing of the moment changes.</summary>
    /// <param name="at">The moment; <see cref="WhyNot"/> has nothing against it.</param>
    public abstract ProbeResult Measure(Snapshot at);
}
