namespace Saddle.Catalog;

/// <summary>
/// A family whose entries can be declared wrongly in ways of their own, beyond what every entry must declare: such as a
/// game whose equilibrium has too few coordinates.
/// </summary>
public interface ICheckedEntry
{
    /// <summary>What is wrong with this entry, which has been made with its defaults; empty where nothing is.</summary>
    IEnumerable<Mistake> FindMistakes();
}
