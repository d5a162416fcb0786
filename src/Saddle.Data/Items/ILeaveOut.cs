namespace Saddle.Data;

/// <summary>Images of a place that holds others, too, which are not read.</summary>
public interface ILeaveOut
{
    /// <summary>What is left out and how much of it, in one line; null where nothing is.</summary>
    string? LeftOut { get; }
}
