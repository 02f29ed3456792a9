package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up on threads of its own, because a look-up holds its thread (a virtual one
 * would hold its carrier), and remembers them for a while. Nothing waits for a thread, and one
 * tenant has a part of them only, so that the slow names of one delay no other tenant.
 */
final class HostResolver implements AutoCloseable {

  static final int MOST_PER_TENANT = 32;
  private static final int THREADS = 256;
  private static final int IDLE_SECONDS = 10;
  private static final int REMEMBERED = 10_000;
  private static final long MAX_AGE = Duration.ofSeconds(30).toNanos();

  private final Lookup lookup;
  private final Time time;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          HostResolver::thread);
  private final Map<UUID, Integer> underWay = new HashMap<>();
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

  /**
   * All addresses of the host; fails with {@link UnknownHostException} as its cause.
   *
   * @throws CallFailedException {@code saturated} when too many look-ups are under way
   */
  CompletableFuture<List<InetAddress>> resolve(UUID tenant, String host) {
    synchronized (known) {
      Known last = known.get(host);
      if (last == null || last.addresses().isCompletedExceptionally() || isOld(last)) {
        last = new Known(begin(tenant, host), time.nanos());
        known.put(host, last);
      }
      return last.addresses();
    }
  }

  private CompletableFuture<List<InetAddress>> begin(UUID tenant, String host) {
    if (underWay.getOrDefault(tenant, 0) >= MOST_PER_TENANT) {
      throw full(host);
    }
    try {
      CompletableFuture<List<InetAddress>> addresses =
          CompletableFuture.supplyAsync(() -> look(host), threads);
      underWay.merge(tenant, 1, Integer::sum);
      return addresses.whenComplete((found, failure) -> ended(tenant));
    } catch (RejectedExecutionException e) {
      throw full(host);
    }
  }

  private void ended(UUID tenant) {
    synchronized (known) {
      underWay.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
    }
  }

  private static CallFailedException full(String host) {
    return new CallFailedException(
        FailureCode.SATURATED,
        "too many host names are being looked up to look up %s; try again".formatted(host));
  }

  private static Thread thread(Runnable work) {
    Thread thread =
        Thread.ofPlatform()
            .name("auterity-resolver")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(work);
    // The first caller may be a plugin, whose loader must not stay with the thread.
    thread.setContextClassLoader(HostResolver.class.getClassLoader());
    return thread;
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
