using System.Globalization;
using Saddle.Data.Logs;

namespace Saddle.Gans.Doctor;

/// <summary>
/// Remedies as lines of PyTorch, for runs that another program made: nothing there can be set by name. Variables are
/// those of PyTorch's own DCGAN example (netD, netG, optimizerD, optimizerG, real, fake, noise, errD, errG), with step
/// for the number of the update; numbers come from the log, or from rates that the user states.
/// </summary>
internal static class PyTorchCode
{
    // Where the log does not count updates: long enough for noise to matter.
    private const long UsualSteps = 5000;

    // Averages over a thousand updates, as published; over three periods of what goes round, where one is known.
    private const double UsualAverage = 1000;
    private const double Periods = 3;

    /// <summary>Noise on what the discriminator sees, less and less over as many updates as the log has.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> InstanceNoise(CaseHistory run) => Lines(run, string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # wherever netD sees a batch; for data whose standard deviation is 1
        sd = 0.1 * max(0.1, 1 - step / {Updates(run)})
        real, fake = (batch + sd * torch.randn_like(batch) for batch in (real, fake))
        """));

    /// <summary>R1, a penalty on the discriminator's slope at real samples.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> R1(CaseHistory run) => Lines(
        run,
        """
        # before errD.backward(); 10 is the published weight for images, for points in the plane take about 0.1
        seen = real.detach().requires_grad_(True)
        slope, = torch.autograd.grad(netD(seen).sum(), seen, create_graph=True)
        errD = errD + 10 / 2 * slope.flatten(1).square().sum(1).mean()
        """);

    /// <summary>Wasserstein's loss with its gradient penalty.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> GradientPenalty(CaseHistory run) => Lines(
        run,
        """
        # in the place of errD and errG; netD gives scores, without a sigmoid and without batch normalisation
        t = torch.rand(real.size(0), *[1] * (real.dim() - 1), device=real.device)
        between = (t * real + (1 - t) * fake.detach()).requires_grad_(True)
        slope, = torch.autograd.grad(netD(between).sum(), between, create_graph=True)
        penalty = 10 * (slope.flatten(1).norm(2, 1) - 1).square().mean()
        errD = netD(fake.detach()).mean() - netD(real).mean() + penalty
        errG = -netD(fake).mean()
        """);

    /// <summary>Spectral norm in every layer of the discriminator.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> SpectralNorm(CaseHistory run) => Lines(
        run,
        """
        # once, before the optimizers are made
        for layer in list(netD.modules()):
            if isinstance(layer, (torch.nn.Linear, torch.nn.Conv2d)):
                torch.nn.utils.parametrizations.spectral_norm(layer)
        """);

    /// <summary>A running average of the generator.</summary>
    /// <param name="run">The run.</param>
    /// <param name="period">The updates of a period, where something goes round; 0 where nothing does.</param>
    public static IReadOnlyList<string> Average(CaseHistory run, double period = 0) => Lines(run, string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # once
        import copy
        averaged = copy.deepcopy(netG).eval()
        # after each optimizerG.step(); draw samples from averaged
        with torch.no_grad():
            for mean, now in zip(averaged.state_dict().values(), netG.state_dict().values()):
                mean.copy_(mean.lerp(now, {Weight(run, period):G2}) if mean.is_floating_point() else now)
        """));

    /// <summary>Rates for a discriminator that runs ahead: the generator's at least half the discriminator's.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> GeneratorFollows(CaseHistory run) => Rates(run) is var (g, d)
        ? Remedy.GeneratorFollows(g, d) is var (own, other) && own > g
            ? Set(run, own, other)
            : Set(run, g, d / 2)
        : Factors(run, 2, 0.5);

    /// <summary>Rates for a discriminator that lags.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> DiscriminatorFollows(CaseHistory run) => Rates(run) is var (g, d)
        ? Remedy.TwoTimeScales(g, d) is var (own, other) && other > d
            ? Set(run, own, other)
            : Set(run, g / 2, d * 2)
        : Factors(run, 0.5, 2);

    /// <summary>A tenth of both rates.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> LowerRates(CaseHistory run) =>
        Rates(run) is var (g, d) ? Set(run, g / 10, d / 10) : Factors(run, 0.1, 0.1);

    /// <summary>Gradients that are held, and batches left out where they are not finite.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> Guard(CaseHistory run) => Lines(run, string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # between errD.backward() and optimizerD.step(); the same for netG
        norm = torch.nn.utils.clip_grad_norm_(netD.parameters(), {Usual(run):G2})
        if not torch.isfinite(norm):
            optimizerD.zero_grad(set_to_none=True)
        # netD without a sigmoid: log(D) is infinite where a sigmoid has come to 0
        softplus = torch.nn.functional.softplus
        errD = softplus(-netD(real)).mean() + softplus(netD(fake.detach())).mean()
        """));

    /// <summary>The -log D loss of scores.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> NonSaturating(CaseHistory run) => Lines(
        run,
        """
        # netD gives scores, without a sigmoid
        errG = torch.nn.functional.softplus(-netD(fake)).mean()
        """);

    /// <summary>Steps along twice the present gradient less the last one.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> Optimistic(CaseHistory run) => Lines(
        run,
        """
        def optimistic_step(optimizer, last={}):
            for p in (p for group in optimizer.param_groups for p in group["params"] if p.grad is not None):
                gradient = p.grad.clone()
                p.grad.mul_(2).sub_(last.get(p, gradient))
                last[p] = gradient
            optimizer.step()
        # in the place of optimizerD.step(); the same for optimizerG
        optimistic_step(optimizerD)
        """);

    /// <summary>Rectifiers that leak.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> Leak(CaseHistory run) => Lines(
        run,
        """
        # once, before training
        for name, layer in list(netD.named_modules()):
            if isinstance(layer, torch.nn.ReLU):
                parent, _, own = name.rpartition(".")
                setattr(netD.get_submodule(parent), own, torch.nn.LeakyReLU(0.2))
        """);

    /// <summary>What to log, for another look.</summary>
    /// <param name="run">The run.</param>
    /// <param name="every">The updates between entries.</param>
    public static IReadOnlyList<string> Log(CaseHistory run, long every) => Lines(run, string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        # leave torch.sigmoid out where netD ends with one
        if step % {{every}} == 0:
            with torch.no_grad(), open("log.csv", "a") as log:
                chances = [torch.sigmoid(netD(batch)).mean().item() for batch in (real, fake)]
                if log.tell() == 0:
                    print("step,loss_d,loss_g,D(x),D(G(z))", file=log)
                print(step, errD.item(), errG.item(), *chances, sep=",", file=log)
        """));

    /// <summary>Samples to look at.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> Samples(CaseHistory run) => Lines(
        run,
        """
        # then: saddle doctor LOG --real DATA --fake samples.npy
        import numpy
        with torch.no_grad():
            samples = netG(torch.randn(1000, *noise.shape[1:], device=noise.device))
        numpy.save("samples.npy", samples.cpu().numpy())
        """);

    // Of a run of Saddle's settings are the answer.
    private static string[] Lines(CaseHistory run, string code) =>
        run.InPyTorch ? code.Split('\n') : [];

    private static (double G, double D)? Rates(CaseHistory run) =>
        run.Logged is { GeneratorRate: { } g, DiscriminatorRate: { } d } ? (g, d) : null;

    private static string[] Set(CaseHistory run, double generator, double discriminator) =>
        Lines(run, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            for optimizer, rate in ((optimizerG, {generator:G3}), (optimizerD, {discriminator:G3})):
                for group in optimizer.param_groups:
                    group["lr"] = rate
            """));

    private static string[] Factors(CaseHistory run, double generator, double discriminator) =>
        Lines(run, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # once; --lr-g and --lr-d give the doctor the rates to work them out from
            for optimizer, factor in ((optimizerG, {generator}), (optimizerD, {discriminator})):
                for group in optimizer.param_groups:
                    group["lr"] *= factor
            """));

    private static long Updates(CaseHistory run) =>
        run.Logged.Unit == LogUnit.Update ? Math.Max(run.Step, 1) : UsualSteps;

    private static double Weight(CaseHistory run, double period) =>
        run.Logged.Unit == LogUnit.Update && period > 0 ? 1 / (Periods * Math.Max(period, 1)) : 1 / UsualAverage;

    // Twice what the gradient was when training began; 1 where it was not logged.
    private static double Usual(CaseHistory run) =>
        run.Early("gradient-norm/discriminator") is { } early && double.IsFinite(early) && early > 0 ? 2 * early : 1;
}
