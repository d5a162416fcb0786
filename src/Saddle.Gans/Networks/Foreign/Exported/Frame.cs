using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>One pass: the values that it has computed so far.</summary>
/// <param name="places">How many values there are.</param>
/// <param name="precision">The types of the pass.</param>
/// <param name="mostArguments">The most arguments that a step has.</param>
/// <param name="mostResults">The most results that a step has.</param>
internal sealed class Frame(int places, Precision precision, int mostArguments, int mostResults)
{
    private readonly Argument[] _arguments = new Argument[mostArguments];
    private readonly Argument[] _results = new Argument[mostResults];

    /// <summary>The values, by their places.</summary>
    public Argument[] Values { get; } = new Argument[places];

    /// <summary>The types of the pass.</summary>
    public Precision Precision => precision;

    /// <summary>The arguments of the step that is being taken.</summary>
    public Span<Argument> Arguments(int count) => _arguments.AsSpan(0, count);

    /// <summary>The results of the step that is being taken.</summary>
    public Span<Argument> Results(int count) => _results.AsSpan(0, count);

    /// <summary>Frees a value.</summary>
    public void Free(int place)
    {
        TensorScope.Free(Values[place].Tensor);
        Values[place] = default;
    }
}
