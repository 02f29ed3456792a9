package io.auterity.platform.transport;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The blocking face: waits for what the loop will deliver, as long as the call lasts. */
final class Waiting {

  private Waiting() {}

  /**
   * Waits for a result of the exchange, which is aborted when the call runs out of time.
   *
   * @throws CallFailedException whatever ended the exchange
   */
  static <T> T await(CompletableFuture<T> result, HttpExchange exchange, Call call) {
    try {
      return result.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.abort(FailureCode.TIMEOUT, "the reply did not come in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.abort(FailureCode.CANCELLED, "the caller was interrupted");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
    return settled(result);
  }

  /** What an exchange that is over has delivered. */
  private static <T> T settled(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private static CallFailedException failure(@Nullable Throwable cause) {
    return cause instanceof CallFailedException failed
        ? new CallFailedException(failed.failure())
        : new CallFailedException(FailureCode.INTERNAL, "the transport broke: " + cause);
  }
}
