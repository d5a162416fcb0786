using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>A graph that is ready to run.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="Places">How many values there are; the first are the inputs of the graph.</param>
/// <param name="Fixed">Values that are always the same.</param>
/// <param name="MostArguments">The most arguments that a step has.</param>
/// <param name="MostResults">The most results that a step has.</param>
/// <param name="Draws">Whether it draws random numbers.</param>
internal sealed record ExportedProgram(
    IReadOnlyList<Step> Steps,
    int Places,
    IReadOnlyList<(int Place, Argument Value)> Fixed,
    int MostArguments,
    int MostResults,
    bool Draws)
{
    /// <summary>A pass that is yet to be given its inputs and to be run.</summary>
    /// <param name="precision">The types of the pass.</param>
    public Frame Begin(Precision precision)
    {
        var frame = new Frame(Places, precision, MostArguments, MostResults);
        foreach (var (place, value) in Fixed)
        {
            frame.Values[place] = value;
        }

        return frame;
    }

    /// <summary>Runs a pass.</summary>
    /// <param name="frame">The pass, its inputs given.</param>
    /// <param name="seed">The seed of what it draws.</param>
    public void Run(Frame frame, ulong seed)
    {
        if (!Draws)
        {
            Step.RunAll(Steps, frame);
            return;
        }

        using var drawn = DrawnNumbers.From(seed);
        Step.RunAll(Steps, frame);
    }
}
