package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks host names up on threads of its own, because a look-up holds its thread, and remembers them
 * for a while.
 */
final class HostResolver implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int REMEMBERED = 10_000;
  private static final long MAX_AGE = Duration.ofSeconds(30).toNanos();

  private final Lookup lookup;
  private final Time time;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread =
                Thread.ofPlatform()
                    .name("auterity-resolver")
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .unstarted(work);
            // Whoever asks first may be a plugin, whose loader must not stay with the thread.
            thread.setContextClassLoader(HostResolver.class.getClassLoader());
            return thread;
          });
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Finds all addresses of a host. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private record Known(CompletableFuture<List<InetAddress>> addresses, long at) {}

  HostResolver(Lookup lookup, Time time) {
    this.lookup = lookup;
    this.time = time;
  }

  /** All addresses of the host; fails with {@link UnknownHostException} as its cause. */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    synchronized (known) {
      Known last = known.get(host);
      if (last == null || last.addresses().isCompletedExceptionally() || isOld(last)) {
        last = new Known(CompletableFuture.supplyAsync(() -> look(host), threads), time.nanos());
        known.put(host, last);
      }
      return last.addresses();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private boolean isOld(Known entry) {
    return time.nanos() - entry.at() > MAX_AGE;
  }

  private List<InetAddress> look(String host) {
    try {
      return List.of(lookup.addresses(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
