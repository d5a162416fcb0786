namespace Saddle;

/// <summary>Debian's packages, as a message asks for them.</summary>
public static class AptGet
{
    /// <summary>The command that installs packages, for whoever runs the program.</summary>
    /// <param name="packages">Their names.</param>
    public static string Install(params IEnumerable<string> packages) =>
        $"{(Environment.UserName == "root" ? string.Empty : "sudo ")}apt-get install -y {string.Join(' ', packages)}";
}
