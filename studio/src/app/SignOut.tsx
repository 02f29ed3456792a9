import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Overlay } from '@/design/Overlay';
import { Broken } from '@/design/Place';
import { trouble } from '@/pages/Asked';
import { endSession } from './endSession';

/** Signs out, and leaves once the server has ended the session; until then it says why not. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const { mutate, error, isError } = useMutation({ mutationFn: endSession, onSuccess: () => location.assign('/signin') });
  useEffect(() => mutate(), [mutate]);
  return (
    <Overlay label="Sign out" onClose={onClose}>
      <h2>{isError ? 'You are still signed in' : 'Signing out'}</h2>
      {isError ? <Broken trouble={trouble(error)} onRetry={mutate} /> : null}
    </Overlay>
  );
}
