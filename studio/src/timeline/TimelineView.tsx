import type { Timeline } from '@/api/schema';
import { Tags } from '@/design/Marks';
import { latency } from '@/format/duration';
import { count } from '@/format/text';
import { breakerWords, word } from '@/format/words';
import { Bars, Lane, LatencyMarks } from './Lane';
import { axisOf, breakerNow, begun, busyBreakers, latencyWords, rate, ticks, type Axis } from './model';

/** The instance that is open, on the timeline. */
export interface Selected {
  label: string;
  at: string;
}

interface Props {
  timeline: Timeline;
  running: boolean;
  /** The steps that wait: their lanes are those of what waits. */
  waiting?: readonly string[];
  selected: Selected | undefined;
  /** Whose latency the latency lane shows. */
  measured: string;
}

/** Lanes over one axis: steps, items, latency, then each provider and its breaker; events across all of them. */
export function TimelineView({ timeline, running, waiting = [], selected, measured }: Props) {
  const axis = axisOf(timeline);
  return (
    <section className="timeline" aria-label="Timeline">
      <div className="cap">
        <h2>Timeline</h2>
        <span className="key">
          <i style={{ background: 'var(--mark)' }} />
          count per {latency(timeline.binMs).replace('.0 ', ' ')}
        </span>
        <span className="key">
          <i style={{ background: 'var(--mark-fail)' }} />
          failed
        </span>
        <span className="grow" />
        <span className="soft small">{running ? breakerNow(timeline, axis) : ''}</span>
      </div>
      {/* A region that scrolls must be reachable by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="lanes" tabIndex={0} role="group" aria-label="Lanes">
        <div className="plot">
          <Steps timeline={timeline} axis={axis} running={running} waiting={waiting} />
          <Lane name="items" note={`finished, ${rate(timeline, axis)}`}>
            <Bars ok={timeline.items} failed={[]} timeline={timeline} axis={axis} />
          </Lane>
          <Lane name={measured} note={latencyWords(timeline)}>
            <LatencyMarks timeline={timeline} axis={axis} />
          </Lane>
          <Providers timeline={timeline} axis={axis} />
          <Breakers timeline={timeline} axis={axis} />
          <div className="axis">
            {ticks(axis).map((tick, at) => (
              <span key={tick.label} className={at % 2 === 1 ? 'opt' : undefined} style={{ left: `${tick.share * 100}%` }}>
                {tick.label}
              </span>
            ))}
          </div>
          <Events timeline={timeline} axis={axis} running={running} selected={selected} />
        </div>
      </div>
    </section>
  );
}

function Steps({ timeline, axis, running, waiting }: { timeline: Timeline; axis: Axis; running: boolean; waiting: readonly string[] }) {
  return begun(timeline).map((lane, at) => {
    const from = axis.share(lane.from);
    const to = lane.to === undefined ? axis.share(axis.now) : axis.share(lane.to);
    const alive = running && lane.to === undefined;
    const look = alive ? (waiting.includes(lane.id) ? 'gb hold' : 'gb run') : 'gb';
    // The shortest bar is two pixels wide, also one at the very end.
    return (
      <Lane key={lane.id} name={lane.id} note={lane.total > 1 ? `${count(lane.done)}/${count(lane.total)}` : ''} className={at === 0 ? 'first' : ''}>
        <span className={look} style={{ left: `min(${from * 100}%, 100% - 2px)`, width: `${(to - from) * 100}%` }} />
        {alive && lane.estimateTo !== undefined ? <span className="gb togo" style={{ left: `${to * 100}%`, width: `${(axis.share(lane.estimateTo) - to) * 100}%` }} /> : null}
      </Lane>
    );
  });
}

function Providers({ timeline, axis }: { timeline: Timeline; axis: Axis }) {
  return timeline.providers.map((provider, at) => (
    <Lane key={provider.id} name={provider.id} tags={<Tags marks={provider.marks} />} className={at === 0 ? 'gap' : ''}>
      {[...provider.ok, ...provider.failed].some((n) => n > 0) ? <Bars ok={provider.ok} failed={provider.failed} timeline={timeline} axis={axis} /> : <span className="none">no attempts</span>}
    </Lane>
  ));
}

function Breakers({ timeline, axis }: { timeline: Timeline; axis: Axis }) {
  return busyBreakers(timeline).map((breaker) => (
    <Lane key={breaker.provider} name="breaker" note={`of ${breaker.provider}`}>
      {breaker.spans.map((span) => {
        const [from, to] = [axis.share(span.from), axis.share(span.to)];
        return (
          <span key={`${span.from} ${span.state} ${span.admits}`} className={`seg ${word(span.state)} ${to - from < 0.055 ? 'thin' : ''}`} style={{ left: `${from * 100}%`, width: `calc(${(to - from) * 100}% - 1px)` }} title={breakerWords(span)}>
            <span>{word(span.state)}</span>
          </span>
        );
      })}
    </Lane>
  ));
}

function Events({ timeline, axis, running, selected }: { timeline: Timeline; axis: Axis; running: boolean; selected: Selected | undefined }) {
  const now = axis.share(axis.now);
  return (
    <div className="over" aria-hidden="true">
      {selected === undefined ? null : (
        <div className="sel" style={{ left: `${axis.share(selected.at) * 100}%` }}>
          <span>{selected.label}</span>
        </div>
      )}
      {timeline.outages.map((outage) => (
        <div key={`${outage.provider} ${outage.from}`} className="outage" style={{ left: `${axis.share(outage.from) * 100}%`, width: `${(axis.share(outage.to) - axis.share(outage.from)) * 100}%` }}>
          <span>outage{outage.injected ? ', injected' : ''}</span>
        </div>
      ))}
      {running ? (
        <div className={now > 0.9 ? 'now late' : 'now'} style={{ left: `${now * 100}%` }}>
          <span>now</span>
        </div>
      ) : null}
    </div>
  );
}

