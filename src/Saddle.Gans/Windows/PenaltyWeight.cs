namespace Saddle.Gans.Windows;

/// <summary>A penalty's weight, as a setting that a map can vary.</summary>
/// <param name="Index">The regulariser's place in the configuration.</param>
/// <param name="Regulariser">Its catalogue name.</param>
/// <param name="Setting">The setting that its penalty is proportional to.</param>
/// <param name="Present">The present value.</param>
public sealed record PenaltyWeight(int Index, string Regulariser, string Setting, double Present)
{
    /// <summary>The weight's name, which no other has: <c>r1.gamma</c>.</summary>
    public string Name => $"{Regulariser}.{Setting}";
}
