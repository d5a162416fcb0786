using Saddle.Data;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>A network with the values of a state file in the place of its own.</summary>
internal sealed class StatedModule : ForeignModule
{
    private readonly ForeignModule _module;
    private readonly ForeignTensor[] _tensors;
    private readonly string[] _notes;

    private StatedModule(ForeignModule module, LoadedState state)
    {
        _module = module;
        _tensors =
        [
            .. module.Tensors.Zip(
                state.Values, (tensor, value) => tensor with { Value = TensorScope.Release(value) }),
        ];
        _notes = [.. module.Notes, .. state.Notes];
    }

    /// <inheritdoc/>
    public override string Form => _module.Form;

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignInput> Inputs => _module.Inputs;

    /// <inheritdoc/>
    public override bool? FixedMode => _module.FixedMode;

    /// <inheritdoc/>
    public override int BatchUnit => _module.BatchUnit;

    /// <inheritdoc/>
    public override int? FixedBatch => _module.FixedBatch;

    /// <inheritdoc/>
    public override bool StopsGradients => _module.StopsGradients;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <summary>Puts a file's values into a network, which it owns from then on.</summary>
    /// <param name="module">The network.</param>
    /// <param name="player">Whose it is.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="DataException">Nothing in the file fits.</exception>
    public static ForeignModule Of(ForeignModule module, Player player, StateFile file)
    {
        try
        {
            return new StatedModule(module, file.Load(player, module.Tensors));
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignOutput> Forward(
        Span<Tensor> values, ReadOnlySpan<Tensor> inputs, bool training, ulong seed) =>
        _module.Forward(values, inputs, training, seed);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _module.Dispose();
        base.Dispose(disposing);
    }
}
