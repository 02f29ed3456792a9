package io.auterity.provider;

import io.auterity.platform.call.Invocation;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.OnBehalf;

/** Invokes what connectors do on behalf of their caller, as if the caller did it. */
@FunctionalInterface
public interface BehalfInvoker {

  /** Where nothing can be done so. */
  BehalfInvoker NONE =
      (caller, provider, life, during) -> {
        throw new CallFailedException(
            FailureCode.UNSUPPORTED, "nothing is done on behalf of callers here");
      };

  /**
   * What may be done for one caller.
   *
   * @param caller the call that the connector serves
   * @param provider who asks
   * @param life which of the providers that have had that name it is
   * @param during bounds how long it may take
   */
  OnBehalf of(Invocation caller, String provider, long life, Call during);
}
