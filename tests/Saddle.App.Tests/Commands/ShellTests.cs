using System.Diagnostics;
using System.Text;

namespace Saddle.App.Tests.Commands;

/// <summary>Commands that are shown to be copied mean to a shell what they say.</summary>
public sealed class ShellTests
{
    public static TheoryData<string> Words =>
    [
        "runs/train-ring-001",
        "rule.eta-g=0.1*n^-0.6",
        "two words",
        string.Empty,
        "it's; rm -rf ~ $(touch x) `y` \"z\" \\ & | > < * ? [a] {b,c} ~ # !",
        "new\nline",
        "\e]0;title\a'\\back",
        "\u009b31mred and \u00e9",
        "~",
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_shell_reads_back_what_was_quoted(string word)
    {
        var quoted = Shell.Quoted(word);
        Assert.DoesNotContain(quoted, char.IsControl);
        var start = new ProcessStartInfo("bash", ["-c", $"printf %s {quoted}"])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start)!;
        Assert.Equal(word, shell.StandardOutput.ReadToEnd());
        shell.WaitForExit();
    }

    [Theory]
    [InlineData("runs/train-ring-001")]
    [InlineData("rule.eta-g=0.0005")]
    [InlineData("x=eta:0.1:1:4")]
    public void Plain_words_stay_as_they_are(string word) => Assert.Equal(word, Shell.Quoted(word));
}
