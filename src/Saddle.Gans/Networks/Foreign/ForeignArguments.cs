using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// What a foreign network is called with: the latent vector or the samples first, a class label where it takes one, and
/// further parts of the latent vector.
/// </summary>
/// <remarks>
/// Of an exported network all shapes and types are known. Of TorchScript only how many tensors its forward must be
/// given: the second one is the label then.
/// </remarks>
internal sealed class ForeignArguments
{
    private readonly List<Func<Tensor, Condition?, long, Tensor[], Tensor>> _rest = [];
    private readonly List<long[]> _more = [];
    private readonly LabelForm _labels;

    private ForeignArguments(ForeignNetwork network) => (_labels, Classes) = (network.Labels, network.Classes);

    /// <summary>Whether a class label is among them.</summary>
    public bool TakesLabels { get; private set; }

    /// <summary>The number of classes, where the settings or the file tell it; 0 where they do not.</summary>
    public int Classes { get; private set; }

    /// <summary>The lengths of further latent vectors that it takes, each without the batch.</summary>
    public IReadOnlyList<IReadOnlyList<long>> More => _more;

    /// <summary>A number of classes to try it with: any will do where labels are told by their number.</summary>
    public int TrialClasses => Math.Max(Classes, 1);

    /// <summary>Finds out what a module is called with.</summary>
    /// <param name="network">The network's settings.</param>
    /// <param name="module">The module.</param>
    /// <param name="isGenerator">Whether it is a generator: one may take several latent vectors.</param>
    /// <exception cref="SettingsException">It takes something that nobody can give.</exception>
    public static ForeignArguments Of(ForeignNetwork network, ForeignModule module, bool isGenerator)
    {
        var parts = isGenerator && network.LatentShape.Length > 0 ? network.LatentParts() : [];
        var arguments = new ForeignArguments(network);
        if (module.Inputs.Count == 0)
        {
            throw new SettingsException($"{network.File}: its forward takes nothing; expected one that takes a tensor");
        }

        foreach (var input in module.Inputs.Skip(1).TakeWhile(input => !input.IsOptional))
        {
            arguments.Add(input, network.File, isGenerator, parts);
        }

        return arguments;
    }

    /// <summary>The tensors to call with.</summary>
    /// <param name="first">The latent vector or the samples, [n, ...].</param>
    /// <param name="condition">What is asked for; null where nothing is.</param>
    /// <param name="count">n.</param>
    /// <param name="more">
    /// Further latent vectors, one for each of <see cref="More"/>; zeros where none are given.
    /// </param>
    public Tensor[] For(Tensor first, Condition? condition, long count, Tensor[]? more = null)
    {
        more ??= [.. _more.Select(shape => Tensor.Zeros([count, .. shape], first.DType, first.Device))];
        return [first, .. _rest.Select(give => give(first, condition, count, more))];
    }

    private void Add(ForeignInput input, string file, bool isGenerator, IReadOnlyList<IReadOnlyList<long>> parts)
    {
        var isWhole = input.Type is DType.Int64 or DType.Int32;
        switch (input.Shape)
        {
            case [_, 0]:
                // a label of no classes, as StyleGAN2 and its like take it
                _rest.Add((first, _, count, _) => Tensor.Zeros([count, 0], first.DType, first.Device));
                break;
            case [_] when isWhole && !TakesLabels:
            case null when !TakesLabels:
            case [_, > 0] when !isWhole && !TakesLabels:
                TakesLabels = true;
                Classes = input.Shape is [_, var classes] ? (int)classes : Classes;
                _rest.Add(input.Shape is [_, _] || (input.Shape is null && _labels == LabelForm.OneHot)
                    ? (first, condition, count, _) => OneHot(Told(condition, file), first, count, file)
                    : (_, condition, count, _) => Told(condition, file).For(count));
                break;
            case { Count: > 1 } shape when !isWhole && isGenerator:
                AddLatent([.. shape.Skip(1)]);
                break;
            case null when isGenerator && _more.Count + 1 < parts.Count:
                AddLatent([.. parts[_more.Count + 1]]);
                break;
            default:
                throw new SettingsException(
                    $"{file}: its forward takes '{input.Name}', and what belongs there is not known; expected a latent "
                    + "vector or samples, and a class label; further latent vectors are told by --latent 62+2, say");
        }
    }

    private void AddLatent(long[] lengths)
    {
        var index = _more.Count;
        _more.Add(lengths);
        _rest.Add((_, _, _, more) => more[index]);
    }

    private Tensor OneHot(Condition condition, Tensor first, long count, string file) =>
        Classes == 0 || Classes == condition.Form.Classes
            ? Layers.OneHot(condition.For(count), condition.Form.Classes).Cast(first.DType)
            : throw new SettingsException(FormattableString.Invariant(
                $"{file}: it takes labels of {Classes} classes, but the data have {condition.Form.Classes}"));

    private static Condition Told(Condition? condition, string file) => condition
        ?? throw new SettingsException($"{file}: it takes a class label, and none is given");
}
