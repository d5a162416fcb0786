namespace Saddle.App.Laboratory.Messages;

/// <summary>How far to go on; null for as far as the configuration says.</summary>
internal sealed record ResumeRequest(int? Steps = null);
