package io.auterity.provider.life;

import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The timeout within which connectors must open an instance. Each opens on a thread of its own,
 * which is left to itself when the limit has passed: what it opens later is closed at once.
 */
record OpenLimit(Duration longest) {

  /**
   * Opens an instance.
   *
   * @throws CallFailedException as {@code opening} does, or {@code timeout}
   */
  ProviderInstance open(
      String provider, HostedConnector connector, Supplier<ProviderInstance> opening) {
    CompletableFuture<ProviderInstance> result = new CompletableFuture<>();
    // Of the platform, as code that computes without end would keep a carrier of virtual ones.
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("open-" + provider)
            .start(() -> complete(result, opening));
    try {
      return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (TimeoutException e) {
      return late(result, thread, FailureCode.TIMEOUT, tooLong(provider, connector));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(result, thread, FailureCode.CANCELLED, "the server stops");
    }
  }

  private static void complete(
      CompletableFuture<ProviderInstance> result, Supplier<ProviderInstance> opening) {
    try {
      ProviderInstance instance = opening.get();
      if (!result.complete(instance)) {
        instance.close();
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private static ProviderInstance late(
      CompletableFuture<ProviderInstance> result, Thread thread, FailureCode code, String why) {
    CallFailedException late = new CallFailedException(code, why);
    if (result.completeExceptionally(late)) {
      thread.interrupt();
      throw late;
    }
    return result.join();
  }

  private String tooLong(String provider, HostedConnector connector) {
    return "provider '%s' was not opened within %d s: %s waits in open, which must not; apply the"
            .formatted(provider, longest.toSeconds(), connector.name())
        + " provider again once its plugin or its configuration is mended";
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) Objects.requireNonNull(cause);
  }
}
