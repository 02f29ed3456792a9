import { useQueryClient } from '@tanstack/react-query';
import { api, value } from '@/api/client';
import { rolloutQuery } from '@/api/queries';
import type { Rollout } from '@/api/schema';
import { AskFirst } from '../AskFirst';
import { ahead, plain } from './rollout';

/** What can be done with a rollout as it stands; each asks first, and holds for all servers. */
export function RolloutActs({ at }: { at: Rollout }) {
  const client = useQueryClient();
  const put = (answer: Rollout) => client.setQueryData(rolloutQuery(at.route).queryKey, answer);
  const params = { path: { id: at.route } };
  const next = ahead(at);
  const first = plain(at.steps[0] ?? 0);
  const resume = async () => put(await value(api.POST('/api/v1/routes/{id}/rollout/resume', { params })));
  if (at.stopped !== undefined) {
    return (
      <AskFirst needs="control:resource.write" button={`Start again at ${first}`} title={`Start the rollout of ${at.route} again?`} act="Start it again" keep="Leave it" onAct={resume}>
        <p className="soft">It begins with its first step, {first} of calls, and counts anew.</p>
      </AskFirst>
    );
  }
  return (
    <>
      {at.state === 'paused' ? (
        <AskFirst needs="control:resource.write" button="Resume" title={`Resume the rollout of ${at.route}?`} act="Resume it" keep="Leave it paused" onAct={resume}>
          <p className="soft">It goes on from {plain(at.share)} of calls, and takes the next step once this one has lasted and enough is judged.</p>
        </AskFirst>
      ) : (
        <AskFirst
          needs="control:resource.write"
          button="Pause"
          title={`Pause the rollout of ${at.route}?`}
          act="Pause it"
          keep="Leave it"
          reason={{ label: 'Reason, shown to who looks at it', needed: false }}
          onAct={async (reason) => put(await value(api.POST('/api/v1/routes/{id}/rollout/pause', { params, body: why(reason) })))}
        >
          <p className="soft">It stays at {plain(at.share)} of calls, on every server within two seconds. It still goes back where a bound is passed.</p>
        </AskFirst>
      )}
      {next === undefined ? null : (
        <AskFirst
          needs="control:resource.write"
          button={`Go to ${plain(next.share)}`}
          title={`Send ${plain(next.share)} of calls to the new offers now?`}
          act={`Go to ${plain(next.share)}`}
          keep="Leave it"
          onAct={async () => put(await value(api.POST('/api/v1/routes/{id}/rollout/advance', { params, body: { to: next.to } })))}
        >
          <p className="soft">It takes the step at once, whatever has been judged in this one.</p>
        </AskFirst>
      )}
      <AskFirst
        needs="control:resource.write"
        button="Stop"
        look="btn danger"
        title={`Stop the rollout of ${at.route}?`}
        act="Stop it"
        danger
        keep="Leave it"
        reason={{ label: 'Reason, shown to who looks at it', needed: false }}
        onAct={async (reason) => put(await value(api.POST('/api/v1/routes/{id}/rollout/stop', { params, body: why(reason) })))}
      >
        <p className="soft">All calls go back to the old offers, on every server within two seconds, until somebody starts it again.</p>
      </AskFirst>
    </>
  );
}

function why(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
