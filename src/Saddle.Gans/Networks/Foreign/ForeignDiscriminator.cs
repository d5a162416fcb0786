using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign;

/// <summary>
/// A discriminator that another program made: [n, item...] to scores [n, k], logits; k is 1, or the number of patches
/// or steps that each item is judged by. Objectives take the mean over all of them.
/// </summary>
/// <param name="network">Its settings.</param>
/// <param name="module">The network.</param>
/// <param name="item">The shape of an item.</param>
internal sealed class ForeignDiscriminator(ForeignNetwork network, ForeignModule module, IReadOnlyList<int> item)
    : ForeignPlayer(network, module, isGenerator: false)
{
    // What code calls the score that a GAN is trained by.
    private static readonly string[] Usual = ["adv_output", "adv", "score", "scores", "logits", "validity", "logit"];

    // The least chance whose logarithm has a finite slope in single precision.
    private const double Least = 1e-38;

    private readonly long[] _item = InputShapeOf(network, module, [.. item.Select(length => (long)length)]);

    /// <summary>
    /// The shape in which a discriminator takes items: their own, or another one of as many numbers: the file's, where
    /// it says, or a row, as networks of dense layers take pictures that were flattened before.
    /// </summary>
    /// <param name="network">Its settings.</param>
    /// <param name="module">The discriminator.</param>
    /// <param name="item">The shape of an item.</param>
    public static long[] InputShapeOf(ForeignNetwork network, ForeignModule module, long[] item)
    {
        var size = item.Aggregate(1L, (product, length) => product * length);
        if (module.Inputs is [{ Shape: { } shape }, ..])
        {
            long[] own = [.. shape.Skip(1)];
            return own.Aggregate(1L, (product, length) => product * length) == size ? own : item;
        }

        using var scope = new TensorScope();
        return item.Length == 1 || Runs(item) || !Runs([size]) ? item : [size];

        bool Runs(long[] tried) =>
            new ForeignTrial(network, module, isGenerator: false).Run(tried, 0, thorough: false) is not null;
    }

    /// <summary>The scores among what the module gives.</summary>
    /// <param name="outputs">What it gives.</param>
    /// <param name="score">Which one is wanted, by its key or number; empty for the one that fits.</param>
    /// <param name="count">The number of items.</param>
    /// <returns>The output; null where none of that name is there.</returns>
    public static ForeignOutput? Scores(IReadOnlyList<ForeignOutput> outputs, string score, long count) =>
        outputs.Where(o => score.Length > 0 ? o.Name == score : Usual.Contains(o.Name, StringComparer.Ordinal))
            .Concat(score.Length > 0 ? [] : outputs.Where(o => o.Value.Count == count))
            .Concat(score.Length > 0 ? [] : outputs)
            .Select(o => (ForeignOutput?)o)
            .FirstOrDefault();

    /// <summary>Scores as rows of logits, each of one item, or of several that are scored together.</summary>
    /// <param name="scores">As the module gives them.</param>
    /// <param name="form">What they are.</param>
    /// <param name="count">The number of items.</param>
    /// <returns>[n, k], or [n / packed, k], or [1, 1] of the batch as a whole.</returns>
    public static Tensor Rows(Tensor scores, ScoreForm form, long count)
    {
        var logits = form == ScoreForm.Logit
            ? scores
            : Tensor.Log(scores.Clamp(Least, 1)) - Tensor.Log((1 - scores).Clamp(Least, 1));
        var (shape, size) = (scores.Shape, scores.Count);
        var rows = shape is [var first, ..] && count % first == 0 ? first : size % count == 0 ? count : 1;
        return logits.Reshape(rows, -1);
    }

    /// <inheritdoc/>
    protected override Tensor Apply(Pass pass, Tensor x)
    {
        var count = x.Shape[0];
        var scores = Found(Run(pass, x.Reshape([count, .. _item])), count);
        return Rows(scores.DType == x.DType ? scores : scores.Cast(x.DType), Network.Output, count);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<long> InputShape => _item;

    /// <inheritdoc/>
    protected override void Look(
        Blueprint blueprint, IReadOnlyList<ForeignOutput> outputs, int count, ForeignTrial trial)
    {
        var rows = Rows(Found(outputs, count), Network.Output, count).Shape[0];
        blueprint.ScoresBatch = rows == 1;
        blueprint.Packed = rows == 1 ? 1 : (int)(count / rows);
        blueprint.MixesBatch = trial.Mixes(_item, (made, all) => Rows(Found(made, all), Network.Output, all));
    }

    private Tensor Found(IReadOnlyList<ForeignOutput> outputs, long count) =>
        Scores(outputs, Network.Score, count)?.Value
        ?? throw Unfit(outputs.Count == 0
            ? "it gives nothing; expected scores"
            : $"it gives no '{Excerpt.Of(Network.Score)}'; expected one of "
                + Excerpt.Of([.. outputs.Select(o => o.Name)]));
}
