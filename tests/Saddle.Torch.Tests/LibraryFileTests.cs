namespace Saddle.Torch.Tests;

/// <summary>The bridge to libtorch is code: it is sought where the program itself stands, and nowhere above.</summary>
public sealed class LibraryFileTests
{
    [Fact]
    public void An_installed_program_has_it_beside_itself() =>
        Assert.Equal(
            ["/home/anna/saddle/native/libsaddle_torch.so"], [.. Native.LibraryFiles("/home/anna/saddle/")]);

    [Fact]
    public void A_program_that_the_launcher_built_has_it_among_what_was_built() =>
        Assert.Equal(
            [
                "/home/anna/saddle/artifacts/bin/Saddle.App/release/native/libsaddle_torch.so",
                "/home/anna/saddle/artifacts/native/libsaddle_torch.so",
            ],
            [.. Native.LibraryFiles("/home/anna/saddle/artifacts/bin/Saddle.App/release/")]);
}
