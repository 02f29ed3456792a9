package io.auterity.server.task;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tasks of one kind that tenants asked this process for. A tenant has one under way at a time; its
 * latest are known, to it alone, and fewer of them where many tenants have had some.
 */
public final class TenantTasks<T extends TenantTask> {

  /** Of each tenant. */
  static final int KEPT = 10;

  /** That have ended, of all tenants together. */
  static final int ENDED = 1_000;

  private final String kind;
  private final Map<String, T> tasks = new LinkedHashMap<>();

  /**
   * @param kind what one is called, in words for people
   */
  public TenantTasks(String kind) {
    this.kind = Objects.requireNonNull(kind);
  }

  /**
   * Begins one. Of ended ones beyond what is kept, the oldest of the tenant that has most are
   * forgotten.
   *
   * @param work hands it to its worker; when that throws, it was never begun
   * @throws CallFailedException {@code conflict} while another one of the tenant is under way
   */
  public void begin(T task, Runnable work) {
    synchronized (tasks) {
      List<T> own =
          new ArrayList<>(
              tasks.values().stream().filter(one -> one.scope().equals(task.scope())).toList());
      own.stream().filter(one -> !one.ended()).findFirst().ifPresent(this::busy);
      work.run();
      tasks.put(task.id().toString(), task);
      while (own.size() >= KEPT) {
        tasks.remove(own.removeFirst().id().toString());
      }
      forget();
    }
  }

  private void forget() {
    Map<TenantScope, Deque<T>> ended = new LinkedHashMap<>();
    tasks.values().stream()
        .filter(TenantTask::ended)
        .forEach(one -> ended.computeIfAbsent(one.scope(), s -> new ArrayDeque<>()).add(one));
    int many = ended.values().stream().mapToInt(Deque::size).sum();
    for (; many > ENDED; many--) {
      Deque<T> most = Collections.max(ended.values(), Comparator.comparingInt(Deque::size));
      tasks.remove(most.removeFirst().id().toString());
    }
  }

  private void busy(T other) {
    throw new CallFailedException(
        FailureCode.CONFLICT,
        "%s %s is under way; wait for it%s"
            .formatted(kind, other.id(), other.cancellable() ? ", or cancel it" : ""));
  }

  /**
   * One of a tenant's.
   *
   * @throws CallFailedException {@code not_found} when it has none of this id
   */
  public T find(TenantScope scope, String id) {
    synchronized (tasks) {
      T known = tasks.get(id);
      if (known == null || !known.scope().equals(scope)) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "no such " + kind);
      }
      return known;
    }
  }
}
