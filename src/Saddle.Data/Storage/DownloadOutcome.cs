namespace Saddle.Data;

/// <summary>What became of a download.</summary>
public enum DownloadOutcome
{
    /// <summary>The file was there before; it was not looked into.</summary>
    AlreadyThere,

    /// <summary>The file is there now, and it is the published one.</summary>
    Verified,

    /// <summary>The file is there now; no checksum is known, so whether it is the published one is not.</summary>
    Unverified,
}
