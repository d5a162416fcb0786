using System.Security.Cryptography;
using System.Text;
using Saddle.Data.Formats;

namespace Saddle.Data;

/// <summary>
/// The programs of others that this user of this machine lets run, each for the one folder that names it, such as a
/// run's. A run that was copied, from elsewhere or on this machine, is another folder, and a program whose bytes have
/// changed is another program.
/// </summary>
/// <param name="folder">
/// Where they are noted: files without content, of which the name says all. Nothing that comes with a run gets there.
/// </param>
public sealed class TrustedPrograms(string folder)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Those of the user: in ~/.local/share/saddle/trusted (or that of XDG_DATA_HOME).</summary>
    public static TrustedPrograms FromEnvironment()
    {
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return new(Path.Combine(data, "saddle", "trusted"));
    }

    /// <summary>Whether the user lets a program run, as its file is now.</summary>
    /// <param name="owner">The folder that names it.</param>
    /// <param name="program">The program's file.</param>
    /// <exception cref="DataException">The file cannot be read.</exception>
    public bool Contains(string owner, string program) => File.Exists(NoteOf(owner, program));

    /// <summary>Notes that the user lets a program run, as its file is now.</summary>
    /// <param name="owner">The folder that names it.</param>
    /// <param name="program">The program's file.</param>
    /// <exception cref="DataException">The file cannot be read.</exception>
    /// <exception cref="IOException">The note cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The note may not be written.</exception>
    public void Add(string owner, string program)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own);
        }

        File.WriteAllBytes(NoteOf(owner, program), []);
    }

    private string NoteOf(string owner, string program)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(owner));
        var permission = Encoding.UTF8.GetBytes($"{InputFile.Sha256Of(program)} {place}");
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(permission)));
    }
}
