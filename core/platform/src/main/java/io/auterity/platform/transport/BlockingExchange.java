package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The blocking side of the transport: waits for what the loop will deliver, in time or not. */
final class BlockingExchange {

  /**
   * Waits for a result of the exchange, which ends by itself when its time is over: a virtual
   * thread that waits for a time wakes another thread, which costs a busy core more than the
   * exchange's timer.
   *
   * @throws CallFailedException whatever ended the exchange
   */
  static <T> T await(CompletableFuture<T> result, HttpExchange exchange) {
    try {
      return result.get();
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
        : new CallFailedException(FailureCode.INTERNAL, "the transport broke: " + told(cause));
  }

  private static String told(@Nullable Throwable cause) {
    return cause == null ? "the cause is unknown" : NetworkFault.told(cause);
  }
}
