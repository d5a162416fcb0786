namespace Saddle.App.Laboratory.Messages;

/// <summary>How far the measured verdicts of a whole diagram are the predicted ones.</summary>
/// <param name="Clear">The cells that are clear of every boundary, over which it is counted.</param>
/// <param name="Share">The share of them that agree; null where there is none.</param>
/// <param name="IsPredicted">Whether there is a linearisation to predict by.</param>
internal sealed record AgreementInfo(int Clear, double? Share, bool IsPredicted);
