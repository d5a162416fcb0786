namespace Misdeclared;

/// <summary>What has no mistake.</summary>
internal static class Texts
{
    public const string Summary = "what it is";
    public const string Equations = "a = b";
    public const string Source = "somebody 2020";
}
