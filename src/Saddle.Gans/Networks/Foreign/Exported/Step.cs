namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>One step of a pass.</summary>
/// <param name="Run">Takes it.</param>
internal sealed record Step(Action<Frame> Run)
{
    /// <summary>The places whose values nobody reads after it.</summary>
    public List<int> Dead { get; } = [];

    /// <summary>Takes steps one after the other.</summary>
    public static void RunAll(IReadOnlyList<Step> steps, Frame frame)
    {
        foreach (var step in steps)
        {
            step.Run(frame);
            foreach (var place in step.Dead)
            {
                frame.Free(place);
            }
        }
    }
}
