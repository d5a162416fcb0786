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
    /// <exception cref="TorchException">An operator failed, or a size cannot be computed.</exception>
    public void Run(Frame frame, ulong seed)
    {
        try
        {
            if (Draws)
            {
                using var drawn = DrawnNumbers.From(seed);
                Step.RunAll(Steps, frame);
            }
            else
            {
                Step.RunAll(Steps, frame);
            }
        }
        catch (Exception failure) when (failure
            is ArithmeticException or ArgumentException or InvalidDataException
            or (InvalidOperationException and not ObjectDisposedException))
        {
            throw new TorchException($"a number of the graph cannot be computed ({failure.Message.TrimEnd('.')})");
        }
    }
}
