using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A network that another program made, opened: the tensors it holds, and its forward pass as a function of them.
/// Whoever keeps its parameters (a player's flat state) hands them in at each call.
/// </summary>
public abstract class ForeignModule : IDisposable
{
    /// <summary>The file's form, as messages and configurations name it: torchscript or exported.</summary>
    public abstract string Form { get; }

    /// <summary>Its tensors, in the file's order; one that goes by several names stands here once.</summary>
    public abstract IReadOnlyList<ForeignTensor> Tensors { get; }

    /// <summary>What its forward pass takes, in order.</summary>
    public abstract IReadOnlyList<ForeignInput> Inputs { get; }

    /// <summary>The mode that the file is fixed in: true for training; null where it can be switched.</summary>
    public abstract bool? FixedMode { get; }

    /// <summary>The number that a batch must be a multiple of, as the file says; 1 where it says nothing.</summary>
    public virtual int BatchUnit => 1;

    /// <summary>The only batch that it takes, as the file says; null where it says nothing.</summary>
    public virtual int? FixedBatch => null;

    /// <summary>
    /// Whether it keeps parts out of differentiation, as spectral norm does its power iteration: then its gradients are
    /// not those of its outputs as plain functions.
    /// </summary>
    public virtual bool StopsGradients => false;

    /// <summary>What a user should know about the file, a sentence each, without a full stop.</summary>
    public abstract IReadOnlyList<string> Notes { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="values">
    /// One tensor for each of <see cref="Tensors"/>, of its shape. Nothing is written into them: a buffer that the
    /// network writes is another tensor here afterwards.
    /// </param>
    /// <param name="inputs">What it takes, in the order of <see cref="Inputs"/>; those left out take defaults.</param>
    /// <param name="training">Whether it trains; without effect where <see cref="FixedMode"/> is set.</param>
    /// <param name="seed">The seed of all that the network draws itself: the same seed, the same numbers.</param>
    /// <returns>What it gives, in order; what is nothing (None) is left out.</returns>
    /// <exception cref="TorchException">
    /// An operator failed, or the network gave something else than tensors.
    /// </exception>
    public abstract IReadOnlyList<ForeignOutput> Forward(
        Span<Tensor> values, ReadOnlySpan<Tensor> inputs, bool training, ulong seed);

    /// <summary>
    /// The sentences that every form says of its tensors: what is frozen, and what goes by several names.
    /// </summary>
    /// <param name="notes">The sentences.</param>
    /// <param name="tensors">The tensors.</param>
    protected static void NoteOnTensors(ICollection<string> notes, IReadOnlyList<ForeignTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(tensors);
        var frozen = tensors.Where(t => t.Role == TensorRole.Frozen).Select(t => t.Name).ToArray();
        if (frozen.Length > 0)
        {
            notes.Add($"frozen, as its owner left it: {Names(frozen)}");
        }

        foreach (var tied in tensors.Where(t => t.Aliases.Count > 0 && t.Role != TensorRole.Buffer).Take(3))
        {
            notes.Add($"one tensor under several names, trained once: {Names([tied.Name, .. tied.Aliases])}");
        }
    }

    private static string Names(string[] names) =>
        string.Join(", ", names.Take(4).Select(n => Excerpt.Of(n)))
        + (names.Length > 4 ? FormattableString.Invariant($" and {names.Length - 4} more") : string.Empty);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what it holds.</summary>
    /// <param name="disposing">Always true: there is no finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
