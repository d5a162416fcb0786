namespace Saddle.Torch;

/// <summary>
/// The numbers that operators draw which are given no generator: dropout, and whatever a foreign program draws. They
/// come from the one generator that a process has, so whoever wants them to be the same again seeds it, and holds it
/// until they are drawn.
/// </summary>
public static class DrawnNumbers
{
    private static readonly Lock Turn = new();

    /// <summary>Seeds the process's generator, as <c>torch.manual_seed</c>, and keeps it until disposed.</summary>
    /// <param name="seed">The seed.</param>
    public static Lock.Scope From(ulong seed)
    {
        var scope = Turn.EnterScope();
        Native.Check(Native.saddle_seed(seed));
        return scope;
    }
}
