using System.Globalization;
using System.Text;

namespace Saddle.App.Output;

/// <summary>
/// A terminal to write to. One that was closed takes nothing more, and nobody reads what is written: that must not end
/// a command before it has kept what it has.
/// </summary>
/// <param name="terminal">Writes to the terminal.</param>
internal sealed class TerminalWriter(TextWriter terminal) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => terminal.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => UnlessClosed(() => terminal.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) =>
        UnlessClosed(() => terminal.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => UnlessClosed(() => terminal.Write(value));

    /// <inheritdoc/>
    public override void Flush() => UnlessClosed(terminal.Flush);

    private static void UnlessClosed(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // A terminal has no other failure than to be gone.
        }
    }
}
