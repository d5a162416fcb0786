using System.Diagnostics;
using System.Text.Json;

namespace Saddle.Gans.Tests;

/// <summary>The lines of PyTorch that advice has are run in a plain training loop.</summary>
public sealed class PyTorchCodeTests
{
    // Nets and a step as in PyTorch's own DCGAN example, small; each piece of advice is tried in nets of its own, after
    // the gradients are there, and losses that it makes anew are descended.
    private const string Loop =
        """
        import json, os, sys, tempfile, torch
        from torch import nn

        os.chdir(tempfile.mkdtemp())
        torch.manual_seed(1)
        torch.set_num_threads(1)
        for code in json.load(sys.stdin):
            netG = nn.Sequential(nn.ConvTranspose2d(8, 8, 4), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 1, 1))
            netD = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(32, 1))
            names = {
                "torch": torch, "netG": netG, "netD": netD,
                "optimizerG": torch.optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999)),
                "optimizerD": torch.optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999)),
            }
            for step in range(3):
                noise = torch.randn(16, 8, 1, 1)
                real, fake = torch.randn(16, 1, 4, 4), netG(noise)
                errD = nn.functional.softplus(-netD(real)).mean() + nn.functional.softplus(netD(fake.detach())).mean()
                errG = nn.functional.softplus(-netD(fake)).mean()
                errG.backward(retain_graph=True)
                names["optimizerD"].zero_grad()
                errD.backward(retain_graph=True)
                names.update(noise=noise, real=real, fake=fake, errD=errD, errG=errG, step=step)
                exec(code, names)
                for loss, optimizer in (("errG", "optimizerG"), ("errD", "optimizerD")):
                    if names[loss] not in (errD, errG):
                        names[optimizer].zero_grad()
                        names[loss].backward(retain_graph=True)
                for optimizer in ("optimizerG", "optimizerD"):
                    names[optimizer].step()
            values = list(netG.parameters()) + list(netD.parameters())
            assert all(torch.isfinite(v).all() for v in values), code
            print("ran:", code.splitlines()[0])
        """;

    /// <summary>The diagnoses of logs that have advice in lines.</summary>
    public static TheoryData<string> Kinds =>
    [
        "no-failure-seen", "cannot-tell", "divergence", "discriminator-collapse", "vanishing-gradient",
        "exploding-gradient", "oscillation", "perfect-discriminator",
    ];

    [PyTorchTheory]
    [MemberData(nameof(Kinds))]
    public void Lines_of_advice_run_in_a_training_loop(string kind)
    {
        var diagnosis = ForeignVerdictTests.Planted(kind);
        Assert.Equal(kind, diagnosis.Name);
        string[] code =
            [.. diagnosis.Advice.Where(a => a.Code.Count > 0).Select(a => string.Join('\n', a.Code))];
        Assert.NotEmpty(code);
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Loop])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(JsonSerializer.Serialize(code));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{output}{errors.Result}");
        Assert.Equal(code.Length, output.Split("ran:").Length - 1);
    }
}
