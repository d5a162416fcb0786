using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>An operator that a graph calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FullName">Its name for messages.</param>
/// <param name="Schema">What it takes and gives.</param>
/// <param name="Call">Runs it.</param>
internal sealed record CalledOperator(string Name, string FullName, OperatorSchema Schema, OperatorCall Call)
{
    /// <summary>
    /// The type that the file states for numbers with a point that it makes from none of such; null for all others.
    /// </summary>
    public DType? Made { get; init; }

    /// <summary>The step that calls it.</summary>
    /// <param name="sources">Where its arguments come from.</param>
    /// <param name="made">Where its results go; negative for one that nobody wants.</param>
    /// <param name="most">The most that it can give.</param>
    public Action<Frame> Step(Source[] sources, int[] made, int most) => frame =>
    {
        var arguments = frame.Arguments(sources.Length);
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = sources[i](frame);
        }

        var results = frame.Results(most);
        var given = Call(arguments, results);
        if (given < made.Length)
        {
            throw new TorchException($"{FullName} gave {given} values, where the graph takes {made.Length}");
        }

        for (var i = 0; i < made.Length; i++)
        {
            if (made[i] >= 0)
            {
                frame.Values[made[i]] = Cast(results[i], frame.Precision);
            }
        }
    };

    private Argument Cast(Argument result, Precision precision) =>
        Made is { } type && precision.IsOther && result.IsTensor && result.Tensor.DType.IsReal()
            ? result.Tensor.Cast(precision.Of(type))
            : result;
}
