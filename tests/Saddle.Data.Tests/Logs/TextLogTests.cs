using System.Globalization;
using System.Text;
using Saddle.Data.Logs;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Logs;

public sealed class TextLogTests
{
    // The same two updates, as scripts of many code bases print them.
    public static TheoryData<string, string> Forms => new()
    {
        { "[0/5][0/2]\tLoss_D: 1.5\tLoss_G: 0.5\tD(x): 0.6\tD(G(z)): 0.4 / 0.3\n[0/5][1/2]\tLoss_D: 1.25\tLoss_G: nan\t"
            + "D(x): 0.7\tD(G(z)): 0.2 / 0.1\n",
            "Loss_D=0:1.5 1:1.25; Loss_G=0:0.5 1:NaN; D(x)=0:0.6 1:0.7; D(G(z))=0:0.4 1:0.2; D(G(z)) 2=0:0.3 1:0.1" },
        { "[0/25][1/782][1] Loss_D: -1.5 Loss_G: 0.5 Loss_D_real: 0.25 Loss_D_fake 1.75\n"
            + "[0/25][6/782][2] Loss_D: -1.25 Loss_G: 0.75 Loss_D_real: 0.5 Loss_D_fake 2\n",
            "Loss_D=1:-1.5 6:-1.25; Loss_G=1:0.5 6:0.75; Loss_D_real=1:0.25 6:0.5; Loss_D_fake=1:1.75 6:2" },
        { "(epoch: 1, iters: 100, time: 0.5, data: 0.1) D_A: 0.25 G_A: 0.5 \n"
            + "(epoch: 1, iters: 200, time: 0.5, data: 0.1) D_A: 0.75 G_A: 1 \n",
            "time=100:0.5 200:0.5; data=100:0.1 200:0.1; D_A=100:0.25 200:0.75; G_A=100:0.5 200:1" },
        { "2026-03-02 09:15:03,100 INFO: [ring_..][epoch:  0, iter:   1,000, lr:(1e-03,2e-03,)] [eta: 1 day, 0:10:16, "
            + "time (data): 0.310 (0.002)] l_g_gan: 8.5e-01 l_d_real: 4.5e-01 \n"
            + "2026-03-02 09:15:06,200 INFO: [ring_..][epoch:  0, iter:   1,100, lr:(1e-03,2e-03,)] [eta: 0:10:13, "
            + "time (data): 0.310 (0.002)] l_g_gan: 7.5e-01 l_d_real: 3.5e-01 \n",
            "lr=1000:0.001 1100:0.001; time=1000:0.31 1100:0.31; l_g_gan=1000:0.85 1100:0.75; "
            + "l_d_real=1000:0.45 1100:0.35" },
        { "INFO: [Epoch 1/20][Global Step: 10/2000] \n| D(x): 0.6\n| errD: 1.5\n| errG: 0.5\n| (0.0028 sec/idx)\n"
            + "INFO: [Epoch 1/20][Global Step: 20/2000] \n| D(x): 0.7\n| errD: 1.25\n| errG: 0.75\n",
            "D(x)=10:0.6 20:0.7; errD=10:1.5 20:1.25; errG=10:0.5 20:0.75" },
        { "[INFO] 2026-03-02 09:15:02 > Step:     10 Progress: 0.5% Elapsed: 0:00:02.700000 Gen_loss: 0.5 Dis_loss: "
            + "1.5 "
            + "Cls_loss: N/A Topk:  128 aa_p: N/A \n[INFO] 2026-03-02 09:15:05 > Step:     20 Progress: 1.0% Elapsed: "
            + "0:00:05.400000 Gen_loss: 0.75 Dis_loss: 1.25 Cls_loss: N/A Topk:  128 aa_p: N/A \n",
            "Progress=10:0.5 20:1; Gen_loss=10:0.5 20:0.75; Dis_loss=10:1.5 20:1.25; Topk=10:128 20:128" },
        { "[Epoch 0/20] [Batch 0/100] [D loss: 1.5, acc: 50%] [G loss: 0.5, adv: 0.25] ETA: 1:02:03\n"
            + "[Epoch 0/20] [Batch 4/100] [D loss: 1.25, acc: 60%] [G loss: 0.75, adv: 0.5] ETA: 0:02:03\n",
            "D loss=0:1.5 4:1.25; acc=0:50 4:60; G loss=0:0.5 4:0.75; adv=0:0.25 4:0.5" },
        { "0 [D loss: 1.5, acc.: 50.00%] [G loss: 0.5]\n1 [D loss: 1.25, acc.: 60.00%] [G loss: 0.75]\n",
            "D loss=0:1.5 1:1.25; acc=0:50 1:60; G loss=0:0.5 1:0.75" },
        { "Epoch [0/200], Step [200/600], d_loss: 1.5, g_loss: 0.5, D(x): 0.99, D(G(z)): 0.02\n"
            + "Epoch [0/200], Step [400/600], d_loss: 1.25, g_loss: 0.75, D(x): 0.9, D(G(z)): 0.1\n",
            "d_loss=200:1.5 400:1.25; g_loss=200:0.5 400:0.75; D(x)=200:0.99 400:0.9; D(G(z))=200:0.02 400:0.1" },
        { "Epoch: [ 0/25] [   0/ 400] time: 4.2500, d_loss: 1.50000000, g_loss: 0.50000000\n"
            + "Epoch: [ 0/25] [   1/ 400] time: 5.2500, d_loss: 1.25000000, g_loss: 0.75000000\n",
            "time=0:4.25 1:5.25; d_loss=0:1.5 1:1.25; g_loss=0:0.5 1:0.75" },
        { "Epoch [1/5] Batch 0/469 Loss D: 1.5, loss G: 0.5\nEpoch [1/5] Batch 100/469 Loss D: 1.25, loss G: 0.75\n",
            "Loss D=0:1.5 100:1.25; loss G=0:0.5 100:0.75" },
        { "itr: 100, G_loss : +0.5, D_loss_real : +1.5\nitr: 200, G_loss : +0.75, D_loss_real : -1.25\n",
            "G_loss=100:0.5 200:0.75; D_loss_real=100:1.5 200:-1.25" },
        { ">1, 1/468, d1=1.5, d2=0.25 g=0.5\n>1, 2/468, d1=1.25, d2=0.5 g=0.75\n",
            "d1=1:1.5 2:1.25; d2=1:0.25 2:0.5; g=1:0.5 2:0.75" },
        { "iter 99\ttime\t0.25\ttrain disc cost\t-1.5\titer time\t7\niter 199\ttime\t0.25\ttrain disc cost\t-1.25\n",
            "train disc cost=99:-1.5 199:-1.25" },
        { "Iter: 0\nD loss: 1.5\nG_loss: 0.5\n\nIter: 1000\nD loss: 1.25\nG_loss: 0.75\n\n",
            "D loss=0:1.5 1000:1.25; G_loss=0:0.5 1000:0.75" },
        { "Iter-0; D_loss: 1.5; G_loss: 0.5\nIter-1000; D_loss: 1.25; G_loss: 0.75\n",
            "D_loss=0:1.5 1000:1.25; G_loss=0:0.5 1000:0.75" },
        { "Epoch[0] Batch [20]\tSpeed: 3.5 samples/sec\tD-loss=1.5\tG-loss=0.5\n"
            + "Epoch[0] Batch [40]\tSpeed: 3.5 samples/sec\tD-loss=1.25\tG-loss=0.75\n",
            "Speed=20:3.5 40:3.5; D-loss=20:1.5 40:1.25; G-loss=20:0.5 40:0.75" },
        { "epoch 3 step 100 d_loss 1.5 g_loss 0.5 time 0.2s\nepoch 3 step 200 d_loss 1.25 g_loss 0.75 time 0.2s\n",
            "d_loss=100:1.5 200:1.25; g_loss=100:0.5 200:0.75" },
        { "step 100: D loss 1.5 (1.6) | G loss 0.5 (0.6) | 12.5 it/s\nstep 200: D loss 1.25 (1.6) | G loss 0.75 "
            + "(0.6)\n",
            "D loss=100:1.5 200:1.25; G loss=100:0.5 200:0.75" },
        { "Epoch 1/2\n50/50 - 5s - 90ms/step - d_loss: 1.5 - g_loss: 0.5\nEpoch 2/2\n50/50 - 0s - 2ms/step - "
            + "d_loss: 1.25 - g_loss: 0.75\n", "d_loss=1:1.5 2:1.25; g_loss=1:0.5 2:0.75" },
        { "Epoch 1/2\n\r1/2 [==>...] - ETA: 5s - d_loss: 1.5 - g_loss: 0.5\b\b\b\b\r2/2 [=====] - 5s 90ms/step - "
            + "d_loss: "
            + "1.25 - g_loss: 0.75\nEpoch 2/2\n\r1/2 [==>...] - ETA: 5s - d_loss: 1 - g_loss: 1\n",
            "d_loss=1:1.5 2:1.25 3:1; g_loss=1:0.5 2:0.75 3:1" },
        { "\rEpoch 1/2:   0%|          | 0/100 [00:00<?, ?it/s]\rEpoch 1/2:   0%|          | 0/100 [00:00<00:02, "
            + "40.12it/s, "
            + "loss_D=1.5, loss_G=0.5]\rEpoch 1/2:   5%|\u2588    | 5/100 [00:00<00:02, 40.12it/s, loss_D=1.25, "
            + "loss_G=0.75]"
            + "\rEpoch 1/2:   5%|\u2588    | 5/100 [00:01<00:02, 40.12it/s, loss_D=1.25, loss_G=0.75]"
            + "\rEpoch 1/2: 100%|\u2588\u2588\u2588| 100/100 [00:02<00:00, 40.12it/s, loss_D=1.25, loss_G=0.75]\n",
            "loss_D=0:1.5 5:1.25; loss_G=0:0.5 5:0.75" },
        { "Epoch 0: 100%|\u2588| 2/2 [00:01<00:00, 1.5it/s, v_num=0, d_loss=1.5]\nEpoch 1: 100%|\u2588| 2/2 "
            + "[00:01<00:00, 1.5it/s, v_num=0, d_loss=1.25]\n", "v_num=0:0 1:0; d_loss=0:1.5 1:1.25" },
        { "{'loss_d': 1.5, 'loss_g': 0.5, 'epoch': 1.0}\n{'loss_d': 1.25, 'loss_g': 0.75, 'epoch': 2.0}\n",
            "loss_d=1:1.5 2:1.25; loss_g=1:0.5 2:0.75" },
        { "2026-03-02 INFO train.py:33 {\"step\": 1, \"loss_d\": 1.5}\n2026-03-02 INFO train.py:33 {\"step\": 2, "
            + "\"loss_d\": 1.25}\n", "loss_d=1:1.5 2:1.25" },
        { "[0528 10:10:10 @base.py:275] Start Epoch 1 ...\n[0528 10:10:10 @monitor.py:467] GAN_loss/discrim/loss: 1.5\n"
            + "[0528 10:10:10 @monitor.py:467] GAN_loss/gen/loss: 0.5\n[0528 10:20:10 @base.py:275] Start Epoch 2 ...\n"
            + "[0528 10:20:10 @monitor.py:467] GAN_loss/discrim/loss: 1.25\n"
            + "[0528 10:20:10 @monitor.py:467] GAN_loss/gen/loss: 0.75\n",
            "GAN_loss/discrim/loss=1:1.5 2:1.25; GAN_loss/gen/loss=1:0.5 2:0.75" },
        { "\u001b[32mstep 1\u001b[0m d_loss: \u001b[1m1.5\u001b[0m\n\u001b[32mstep 2\u001b[0m d_loss: "
            + "\u001b[1m1.25\u001b[0m\n",
            "d_loss=1:1.5 2:1.25" },
        { "step 1 D loss: tensor(1.5, device='cuda:0', grad_fn=<A>) G loss: [0.5, 0.25]\n"
            + "step 2 D loss: tensor(1.25, device='cuda:0', grad_fn=<A>) G loss: [0.75 0.25]\n",
            "D loss=1:1.5 2:1.25; G loss=1:0.5 2:0.75" },
        { "Schritt: 1; d_loss: 1,5; g_loss: 0,5; step: 10\nSchritt: 2; d_loss: 1,250; g_loss: 0,75; step: 20\n",
            "Schritt=10:1 20:2; d_loss=10:1.5 20:1.25; g_loss=10:0.5 20:0.75" },
        { "Train Epoch: 1 [640/60000 (1%)]\tDiscriminator Loss: 1.5\nTrain Epoch: 1 [1280/60000 (2%)]\tDiscriminator "
            + "Loss: "
            + "1.25\n", "Discriminator Loss=640:1.5 1280:1.25" },
        { "epoch=1 | critic: -1.5 | gen: 0.5 | W-dist: 2.5e0\nepoch=2 | critic: -inf | gen: -nan(ind) | W-dist: "
            + "1.#INF\n",
            "critic=1:-1.5 2:-Infinity; gen=1:0.5 2:NaN; W-dist=1:2.5 2:Infinity" },
        { "d: 1.5; g: 0.5; mean path: 0:   0%|          | 0/800 [00:01<99:12:33,  2.1it/s]\r"
            + "d: 1.25; g: 0.75; mean path: 0:   0%|          | 1/800 [00:01<99:12:33,  2.1it/s]\r",
            "d=0:1.5 1:1.25; g=0:0.5 1:0.75; mean path=0:0 1:0" },
        { "default<./data>:   1%| | 10/150 [00:05<20:11, 123.8it/s]\nG: 0.5 | D: 1.5 | GP: 0.03\n"
            + "default<./data>:   2%| | 20/150 [00:05<20:11, 123.8it/s]\nG: 0.75 | D: 1.25 | GP: 0.03\n",
            "G=10:0.5 20:0.75; D=10:1.5 20:1.25; GP=10:0.03 20:0.03" },
        { "*** Epoch: 1 *** D-Loss --> 1.5 G-Loss --> 0.5\n*** Epoch: 2 *** D-Loss --> 1.25 G-Loss --> 0.75\n",
            "D-Loss=1:1.5 2:1.25; G-Loss=1:0.5 2:0.75" },
        { "step 1 gen_loss tf.Tensor(0.5, shape=(), dtype=float32) disc_loss tf.Tensor(1.5, shape=(), dtype=float32)\n"
            + "step 2 gen_loss tf.Tensor(0.75, shape=(), dtype=float32) disc_loss tf.Tensor(1.25, shape=(), "
            + "dtype=float32)",
            "gen_loss=1:0.5 2:0.75; disc_loss=1:1.5 2:1.25" },
        { "At step 1 the discriminator loss is 1.5 and the generator loss is 0.5.\nAt step 2 the discriminator loss is "
            + "1.25 and the generator loss is 0.75.\n", "discriminator loss=1:1.5 2:1.25; generator loss=1:0.5 "
            + "2:0.75" },
        { "I0302 09:15:01.123456 139872 train.py:33] step 1: d_loss=1.5, g_loss=0.5\n"
            + "I0302 09:15:02.123456 139872 train.py:33] step 2: d_loss=1.25, g_loss=0.75\n",
            "d_loss=1:1.5 2:1.25; g_loss=1:0.5 2:0.75" },
        { "d_loss: 1.5\ng_loss: 0.5\nd_loss: 1.25\ng_loss: 0.75\nd_loss: 1\ng_loss: 1\n",
            "d_loss=?:1.5 ?:1.25 ?:1; g_loss=?:0.5 ?:0.75 ?:1" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_grammar_reads_what_scripts_print(string text, string expected) =>
        Assert.Equal(expected, LogFile.All(LogFile.One("train.log", text)));

    [Fact]
    public void Lines_that_are_no_log_are_skipped()
    {
        var text = new StringBuilder("Namespace(batchSize=64, niter=25, lr=0.0002, cuda=False)\nRandom Seed:  3\n")
            .Append("Generator(\n  (main): ConvTranspose2d(100, 512, kernel_size=(4, 4))\n)\nfile:///x/y "
                + "http://localhost:6006\n");
        for (var i = 0; i < 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[0/1][{i}/20] Loss_D: 1.{i:00} Loss_G: 0.{i:00}\n");
            text.Append(i % 5 == 0 ? "UserWarning: something\n  warnings.warn(x)\nSaving...\n" : string.Empty);
        }

        var run = LogFile.One("train.log", text.ToString());
        Assert.Equal(["Loss_D", "Loss_G"], run.Curves.Select(c => c.Name));
        Assert.All(run.Curves, c => Assert.Equal(Enumerable.Range(0, 20), c.Points.Select(p => (int)p.Step)));
    }

    [Fact]
    public void A_log_may_come_after_a_long_preamble()
    {
        const string Layer = "  (conv): Conv2d(512, 512, kernel_size=(4, 4), bias=False)\n";
        var layers = string.Concat(Enumerable.Repeat(Layer, 2000));
        var rows = string.Concat(
            Enumerable.Range(0, 200).Select(i => $"step {i} Loss_D: 1.{i:000} Loss_G: 0.{i:000}\n"));
        Assert.Equal(200, LogFile.One("train.log", layers + rows).Curves.Single(c => c.Name == "Loss_D").Points.Count);
    }

    [Theory]
    [InlineData("Starting Training Loop...\n", "Traceback (most recent call last):\n  File \"t.py\", line "
        + "8\nKeyboardInterrupt\n")]
    [InlineData("", "Traceback (most recent call last):\n  File \"t.py\", line 8, in <module>\nKeyboardInterrupt\n")]
    [InlineData("Namespace(lr=2)\nStart!\n", "")]
    public void A_run_that_is_begun_again_is_the_one_that_counts(string preamble, string end)
    {
        string Rows(int count) => preamble + string.Concat(
            Enumerable.Range(0, count).Select(i => $"[0/1][{i}/9]\tLoss_D: {i + (count * 10)}\tLoss_G: 0.5\n"));
        var run = LogFile.One("train.log", Rows(5) + end + Rows(5 + 1));
        Assert.Equal("0:60 1:61 2:62 3:63 4:64 5:65", LogFile.Points(run, "Loss_D"));
        Assert.Contains(run.Remarks, r => r.Contains("ends where another begins", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_goes_on_after_a_fault_is_one_run()
    {
        var text = "step 0 d_loss 1\nstep 1 d_loss 2\nTraceback (most recent call last):\nResumed\nstep 2 d_loss 3\n";
        Assert.Equal("0:1 1:2 2:3", LogFile.Points(LogFile.One("train.log", text), "d_loss"));
    }

    [Theory]
    [InlineData("[0/1][0/9]\tLoss_D: 1\tLoss_G: 2\n[0/1][1/9]\tLoss_D: 3\tLoss_G: 4\n[0/1][2/9]\tLoss_D: 5\tLo")]
    [InlineData("[0/1][0/9]\tLoss_D: 1\tLoss_G: 2\n[0/1][1/9]\tLoss_D: 3\tLoss_G: 4\n[0/1][2/9]\tLoss_D: "
        + "5\tLoss_G:\0\0\0\0")]
    public void A_last_line_that_is_cut_is_left_out(string text)
    {
        var run = LogFile.One("train.log", text);
        Assert.Equal("Loss_D=0:1 1:3; Loss_G=0:2 1:4", LogFile.All(run));
        Assert.Contains("the last line is cut, and was left out", run.Remarks);
    }

    [Theory]
    [InlineData("train:\n  epochs: 100\n  d_loss_weight: 1.0\n  gan:\n    lambda: 10\n  lr: 0.0002\n  seed: 3\n")]
    [InlineData("int loss_scale = 1;\nint main() { float loss = 0.5; return 0; }\nfor (int i = 0; i < 3; ++i) f(i);\n")]
    [InlineData("Dear all, the loss of 3 samples and 4 labels is 0.5 of what we paid.\nThe loss was 2 last year.\n")]
    [InlineData("CPU: 12%\nMemory: 345 MB\nCPU: 13%\nMemory: 346 MB\nCPU: 14%\nMemory: 347 MB\n")]
    [InlineData("body { margin: 0; }\n.loss { width: 10px; color: #fff; }\n.gan { width: 20px }\n")]
    public void What_is_text_and_no_log_is_refused(string text) => Assert.Contains(
        "is no log that is known", LogFile.Refused("x.txt", text).Message, StringComparison.Ordinal);

    [Fact]
    public void Damaged_copies_are_read_or_refused()
    {
        foreach (var text in Forms.Select(row => (string)row[0]))
        {
            using var folder = new TemporaryFolder();
            foreach (var copy in Mutations.From(Encoding.UTF8.GetBytes(text), 20))
            {
                try
                {
                    Assert.NotEmpty(TrainingLog.Read(folder.Write("x", copy)));
                }
                catch (DataException refusal)
                {
                    Assert.DoesNotContain('\n', refusal.Message);
                }
            }
        }
    }
}
