using Saddle.Data.Logs;
using Saddle.Gans.Doctor.Foreign;

namespace Saddle.Gans.Tests.Foreign;

/// <summary>Which columns of other programs' logs are taken, and for what.</summary>
public sealed class ColumnTests
{
    [Theory]
    [InlineData("step loss_g loss_d", "loss_g", "loss_d")]
    [InlineData("D/loss G/loss lr", "G/loss", "D/loss")]
    [InlineData("Loss/Discriminator Loss/Generator", "Loss/Generator", "Loss/Discriminator")]
    [InlineData("loss_critic loss_gen score/real score/fake", "loss_gen", "loss_critic")]
    [InlineData("critic gen gp", "gen", "critic")]
    [InlineData("loss_dis loss_gen", "loss_gen", "loss_dis")]
    [InlineData("errD errG D_x D_G_z1 D_G_z2", "errG", "errD")]
    [InlineData("dis_loss gen_loss", "gen_loss", "dis_loss")]
    [InlineData("GAN_loss/discrim/loss GAN_loss/gen/loss", "GAN_loss/gen/loss", "GAN_loss/discrim/loss")]
    [InlineData("lossD lossG", "lossG", "lossD")]
    [InlineData("DLoss GLoss", "GLoss", "DLoss")]
    [InlineData("dLoss gLoss", "gLoss", "dLoss")]
    [InlineData("loss_netD loss_netG", "loss_netG", "loss_netD")]
    [InlineData("DiscriminatorLoss GeneratorLoss", "GeneratorLoss", "DiscriminatorLoss")]
    [InlineData("lossDisc lossGen", "lossGen", "lossDisc")]
    [InlineData("D_adv G_adv", "G_adv", "D_adv")]
    [InlineData("D_real G_GAN", "G_GAN", "D_real")]
    [InlineData("D_real D_fake G_GAN G_L1", "G_GAN", "D_real + D_fake")]
    [InlineData("l_d_real l_d_fake out_d_real out_d_fake l_g_pix l_g_gan", "l_g_gan", "l_d_real + l_d_fake")]
    [InlineData("losses/d_real losses/d_fake losses/g", "losses/g", "losses/d_real + losses/d_fake")]
    [InlineData("loss/d_fake loss/d_real loss/d_total loss/g", "loss/g", "loss/d_total")]
    [InlineData("D_fake_loss D_loss D_real_loss G_loss", "G_loss", "D_loss")]
    [InlineData("real_loss fake_loss g_loss", "g_loss", "real_loss + fake_loss")]
    [InlineData("eval_d_loss d_loss eval_g_loss g_loss", "g_loss", "d_loss")]
    [InlineData("val_d_loss d_loss val_g_loss g_loss", "g_loss", "d_loss")]
    [InlineData("d_loss_epoch d_loss_step g_loss_epoch g_loss_step", "g_loss_step", "d_loss_step")]
    [InlineData("Loss/D/loss.mean Loss/D/reg.mean Loss/G/loss.mean Loss/signs/real.mean",
        "Loss/G/loss.mean", "Loss/D/loss.mean")]
    [InlineData("train/errD train/errG", "train/errG", "train/errD")]
    [InlineData("log_history[].loss_d log_history[].loss_g log_history[].train_loss",
        "log_history[].loss_g", "log_history[].loss_d")]
    [InlineData("d_loss adv_loss", "adv_loss", "d_loss")]
    [InlineData("plots/metrics/train/loss_d.tsv plots/metrics/train/loss_g.tsv",
        "plots/metrics/train/loss_g.tsv", "plots/metrics/train/loss_d.tsv")]
    public void Losses_of_common_code_bases_are_known(string names, string generator, string discriminator) =>
        Assert.Equal((generator, discriminator), Chosen(names.Split(' ')));

    [Theory]
    [InlineData("Generator Loss", "Discriminator Loss")]
    [InlineData("train gen cost", "train disc cost")]
    [InlineData("G-ema-0.999 - g_loss", "G-ema-0.999 - d_loss")]
    [InlineData("ring-D-run - loss_g", "ring-D-run - loss_d")]
    [InlineData("Value in run-healthy-tag-Loss_G.csv", "Value in run-healthy-tag-Loss_D.csv")]
    [InlineData("Loss in Loss_G/", "Loss in Loss_D/")]
    [InlineData("losses in losses/generator/", "losses in losses/discriminator/")]
    [InlineData("metric \"loss\", variant \"G\"", "metric \"loss\", variant \"D\"")]
    [InlineData("G loss", "D loss")]
    public void A_name_of_several_words_is_known(string generator, string discriminator) =>
        Assert.Equal((generator, discriminator), Chosen([generator, "other", discriminator]));

    [Fact]
    public void What_the_discriminator_gives_out_is_a_probability_where_it_can_be_one()
    {
        Curve[] curves =
        [
            Of("loss_d"), Of("D(x)", 0.5), Of("D(G(z))", 0.4), Of("D(G(z)) 2", 0.3), Of("errG"),
        ];
        var taken = new ColumnChooser(curves).Choose(null)
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        Assert.Equal(("D(x)", "D(G(z))"), (taken["d_real"], taken["d_fake"]));
        taken = new ColumnChooser([Of("critic"), Of("out_d_real", 2), Of("out_d_fake", -1)])
            .Choose(null)
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        Assert.Equal(("out_d_real", "out_d_fake"), (taken["score_real"], taken["score_fake"]));
    }

    [Fact]
    public void How_many_there_were_of_a_figure_and_how_they_spread_is_another_figure()
    {
        string[] names = ["Loss/r1_penalty.num", "Loss/r1_penalty.std", "Loss/r1_penalty.mean", "Loss/D/loss.mean"];
        var taken = new ColumnChooser(names.Select(n => Of(n))).Choose(null)
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        Assert.Equal("Loss/r1_penalty.mean", taken[LoggedFigure.Penalty.Key]);
    }

    [Theory]
    [InlineData("plots/metrics/D_x.tsv", "plots/metrics/D_G_z.tsv")]
    [InlineData("log_history[].D(x)", "log_history[].D(G(z))")]
    [InlineData("train/D_x", "train/D_G_z1")]
    [InlineData("prob/real", "prob/fake")]
    public void Outputs_are_known_wherever_they_are_kept(string real, string generated)
    {
        var taken = new ColumnChooser([Of("loss_d"), Of(real, 0.5), Of(generated, 0.5)]).Choose(null)
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        Assert.Equal((real, generated), (taken["d_real"], taken["d_fake"]));
    }

    [Fact]
    public void Two_pairs_of_players_are_told_apart()
    {
        var chooser = new ColumnChooser(
            [.. "D_A G_A cycle_A idt_A D_B G_B cycle_B idt_B".Split(' ').Select(n => Of(n))]);
        Assert.Equal(["A", "B"], chooser.Pairs());
        Assert.Equal("D_B G_B", string.Join(' ', chooser.Choose("B").Select(c => c.Text)));
    }

    [Fact]
    public void The_densest_of_several_series_is_taken_and_one_that_holds_numbers()
    {
        var many = new Curve("d_loss", [.. Enumerable.Range(0, 9).Select(i => new LogPoint(i, 1))]);
        var few = new Curve("loss_d", [new(0, 1), new(1, 1)]);
        var none = new Curve("Loss_D", [.. Enumerable.Range(0, 20).Select(i => new LogPoint(i, double.NaN))]);
        Assert.Equal("d_loss", new ColumnChooser([few, none, many]).Choose(null).Single().Text);
    }

    [Fact]
    public void Parts_are_summed_where_both_have_an_entry()
    {
        var real = new Curve("d_real", [new(0, 1), new(1, 2), new(2, 3)]);
        var fake = new Curve("d_fake", [new(1, 10), new(2, 20), new(3, 30)]);
        Assert.Equal([new(1, 12), new(2, 23)], new ColumnChooser([real, fake]).Choose(null).Single().Sum().Points);
    }

    [Theory]
    [InlineData("1 nan 2 nan 3 nan", "1 2 3", 3)]
    [InlineData("nan 1 2 3", "1 2 3", 1)]
    [InlineData("1 2 nan nan", "1 2 nan nan", 0)]
    [InlineData("1 2 3 nan", "1 2 3 nan", 0)]
    [InlineData("1 inf 2 nan nan nan", "1 2 nan nan nan", 1)]
    [InlineData("1 nan nan 2 nan nan", "1 2", 4)]
    [InlineData("nan nan", "nan nan", 0)]
    public void Only_what_is_not_finite_to_the_end_has_diverged(string values, string kept, int missing)
    {
        var curve = new Curve("loss_d", [.. Numbers(values).Select((v, i) => new LogPoint(i, v))]);
        var (closed, left) = Gaps.Closed(curve);
        Assert.Equal(Numbers(kept), closed.Points.Select(p => p.Value));
        Assert.Equal(missing, left);
    }

    [Theory]
    [InlineData("loss_d=b,loss_g=a", "a", "b")]
    [InlineData("loss_d=b + c,loss_g=a", "a", "b + c")]
    [InlineData("loss_g=a,loss_d=odd, name=2", "a", "odd, name=2")]
    public void Columns_can_be_said(string said, string generator, string discriminator)
    {
        Curve[] curves = [Of("a"), Of("b"), Of("c"), Of("odd, name=2")];
        var taken = SaidColumns.Read(said, curves, "log")
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        Assert.Equal((generator, discriminator), (taken["loss_g"], taken["loss_d"]));
    }

    [Theory]
    [InlineData("loss_x=a", "expected FIGURE=NAME")]
    [InlineData("loss_d", "expected FIGURE=NAME")]
    [InlineData("loss_d=z", "has no column 'z'; it has a")]
    public void What_is_said_wrongly_is_refused(string said, string problem) => Assert.Contains(
        problem,
        Assert.Throws<Saddle.Data.DataException>(() => SaidColumns.Read(said, [Of("a")], "log")).Message,
        StringComparison.Ordinal);

    private static double[] Numbers(string text) =>
    [
        .. text.Split(' ').Select(t => t switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            _ => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture),
        }),
    ];

    private static Curve Of(string name, double value = 1) => new(name, [new(0, value), new(1, value)]);

    private static (string Generator, string Discriminator) Chosen(IEnumerable<string> names)
    {
        var taken = new ColumnChooser(names.Select(n => Of(n))).Choose(null)
            .ToDictionary(c => c.Figure.Key, c => c.Text, StringComparer.Ordinal);
        return (taken["loss_g"], taken["loss_d"]);
    }
}
