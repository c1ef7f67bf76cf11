import type { Candidate, CandidateListener } from "../effects";

/** How a page hears: not at all when it is dead, later when it is frozen. */
type Standing = { hear(run: () => void): void; listener: CandidateListener };

/** The lines that pages of a browser stand in for what one of them has at a time. */
export class FakeLines {
  private readonly lines = new Map<string, Standing[]>();

  stand(name: string, own: Standing): Candidate {
    const line = this.lines.get(name) ?? [];
    this.lines.set(name, line);
    line.push(own);
    if (line[0] === own) gain(own);
    return {
      seize: () => {
        const before = line[0];
        if (!line.includes(own) || before === own || !before) return;
        line.splice(line.indexOf(own), 1);
        line.shift();
        line.unshift(own);
        line.push(before);
        before.hear(() => before.listener.onLost());
        gain(own);
      },
      leave: () => {
        const place = line.indexOf(own);
        if (place < 0) return;
        line.splice(place, 1);
        if (place === 0 && line[0]) gain(line[0]);
      },
    };
    /** Told later, as browsers do; only to one who still has it. */
    function gain(standing: Standing): void {
      standing.hear(() => {
        if (line[0] === standing) standing.listener.onGained();
      });
    }
  }
}
