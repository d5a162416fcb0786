import { link } from "../address";
import { h } from "../dom";

const dirac = { game: "dirac-gan", rules: "simultaneous", sets: "eta-g=0.2;eta-d=0.2", start: "1,0", steps: "150" };

const doors: readonly (readonly [title: string, text: string, address: string])[] = [
  ["Why does a GAN spiral?", "The smallest GAN there is: one point against one line. Watch it circle its target, see the eigenvalues that say so, and find the step that makes it converge.", link("games", dirac)],
  ["Watch modes collapse", "Two Gaussians against a discriminator of two intervals. First-order training loses an interval; an optimal discriminator does not.", link("games", { game: "two-gaussians", rules: "alternating|optimal-discriminator", steps: "600" })],
  ["Map what converges", "A verdict for every pair of settings, predicted by theory and measured by running, from coarse to fine while you look.", link("phase", { game: "dirac-gan", rule: "simultaneous", set: "penalty=r1", x: "eta=0.02:2:48", y: "gamma=0:4:48" })],
  ["Train a real GAN in the plane", "Two networks, side by side, from the same seed: samples, the discriminator's landscape, and where each sample is pulled.", link("playground")],
  ["Look at training runs", "Curves, samples over time, stop and resume. A run is its folder: copy one here and it shows up.", link("runs")],
  ["Check the papers", "Statements of seven papers, each measured under a condition fixed before.", link("claims")],
];

export function open(host: HTMLElement): void {
  host.append(
    h("h1", {}, "A laboratory for the training dynamics of GANs"),
    h("p", { class: "lead" }, "Why did it fail, which settings make it converge, and how good is what it makes? Everything drawn here is computed by the same code as the command line."),
    h("ul", { class: "doors" }, ...doors.map(([title, text, address]) => h("li", {}, h("a", { href: address }, h("h2", {}, title), h("p", {}, text))))),
  );
}
