package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.Attempt;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.WireBody;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Providers that do what a test has written down for each of their attempts, in order. */
public final class ScriptedProviders implements Providers {

  /** What a provider does in one attempt. */
  public interface Act {
    Record on(Record input, Attempt attempt);
  }

  /** What a provider does in one streaming attempt. */
  public interface StreamAct {
    Events<? extends Record> on(Attempt attempt);
  }

  private final Map<String, Deque<Object>> scripts = new HashMap<>();
  private final Map<String, Act> usual = new ConcurrentHashMap<>();
  private final AtomicInteger openLeases = new AtomicInteger();

  /** What of an input a provider cannot be told. */
  public final Map<String, List<String>> lossy = new HashMap<>();

  /** Who sends a chat as it was written. */
  public final Set<String> passing = ConcurrentHashMap.newKeySet();

  /** Thrown instead of saying what is lossy. */
  public volatile @Nullable Failure speechless;

  public final List<String> called = new CopyOnWriteArrayList<>();
  public final List<Record> inputs = new CopyOnWriteArrayList<>();
  private volatile List<ProviderInfo> all = List.of();

  /** Thrown instead of giving a lease. */
  public volatile @Nullable RuntimeException broken;

  public void add(ProviderInfo provider) {
    List<ProviderInfo> more = new ArrayList<>(all);
    more.add(provider);
    all = List.copyOf(more);
  }

  public void remove(String provider) {
    all = all.stream().filter(info -> !info.id().equals(provider)).toList();
  }

  public void does(String provider, Act... acts) {
    for (Act act : acts) {
      script(provider).add(act);
    }
  }

  /** What a provider does in each attempt for which nothing else is written down. */
  public void always(String provider, Act act) {
    usual.put(provider, act);
  }

  /** Forgets what nobody did. */
  public void clear() {
    scripts.clear();
  }

  public void streams(String provider, StreamAct... acts) {
    for (StreamAct act : acts) {
      script(provider).add(act);
    }
  }

  public static Act answers(Record record) {
    return (input, attempt) -> record;
  }

  public static Act fails(Failure failure) {
    return (input, attempt) -> {
      throw new CallFailedException(failure);
    };
  }

  /** A stream of these events that then ends, or fails when {@code end} is not null. */
  public static StreamAct events(@Nullable Failure end, Record... events) {
    return attempt ->
        new Events<Record>() {
          private int next;

          @Override
          public @Nullable Record next() {
            if (next < events.length) {
              return events[next++];
            }
            if (end != null) {
              throw new CallFailedException(end);
            }
            return null;
          }

          @Override
          public void close() {}
        };
  }

  public int openLeases() {
    return openLeases.get();
  }

  private Deque<Object> script(String provider) {
    return scripts.computeIfAbsent(provider, id -> new ArrayDeque<>());
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return all;
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    RuntimeException error = broken;
    if (error != null) {
      throw error;
    }
    openLeases.incrementAndGet();
    return new Lease() {
      private boolean closed;

      @Override
      public ProviderInfo provider() {
        return all.stream().filter(one -> one.id().equals(provider)).findFirst().orElseThrow();
      }

      @Override
      public boolean passes(Capability capability, WireBody body) {
        return passing.contains(provider);
      }

      @Override
      public List<String> lossy(Record input) {
        Failure failure = speechless;
        if (failure != null) {
          throw new CallFailedException(failure);
        }
        return lossy.getOrDefault(provider, List.of());
      }

      @Override
      public Record call(Capability capability, Record input, Attempt attempt) {
        return ((Act) next(input)).on(input, attempt);
      }

      @Override
      public Events<? extends Record> stream(Capability capability, Record input, Attempt attempt) {
        return ((StreamAct) next(input)).on(attempt);
      }

      private Object next(Record input) {
        Object act;
        synchronized (scripts) {
          called.add(provider);
          inputs.add(input);
          act = script(provider).poll();
        }
        act = act == null ? usual.get(provider) : act;
        if (act == null) {
          throw new CallFailedException(
              FailureCode.INTERNAL, "nothing is written for this attempt");
        }
        return act;
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          openLeases.decrementAndGet();
        }
      }
    };
  }
}
