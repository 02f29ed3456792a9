package io.auterity.jobs.batch.vendor;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Capability;
import io.auterity.provider.Attempt;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.provider.SampleProvider;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A vendor that takes batches and answers them when it is told to; its one provider leads there.
 */
final class InMemoryVendor implements WireBatches, Providers {

  /** A call that has a minute, and that nobody cancels. */
  static final Call CALL =
      (Call)
          Proxy.newProxyInstance(
              Call.class.getClassLoader(),
              new Class<?>[] {Call.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "remaining" -> Duration.ofMinutes(1);
                    case "onCancel" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  /** What it was handed, by its own name for it. */
  final Map<String, Handed> batches = new LinkedHashMap<>();

  final List<String> cancelled = new CopyOnWriteArrayList<>();
  int readings;
  int lookedUp;

  /** Thrown where a batch is handed over. */
  @Nullable Failure refusing;

  /** Thrown though it was taken. */
  @Nullable Failure losing;

  /** Thrown where the provider is taken. */
  @Nullable Failure away;

  /** Thrown where a batch is looked for, or cancelled. */
  @Nullable Failure deaf;

  /** Is shown each result before it is told. */
  volatile Consumer<Result> telling = result -> {};

  /** A batch with what becomes of its lines. */
  static final class Handed {
    final String id;
    final List<Line> lines;
    final Map<String, Result> results = new LinkedHashMap<>();
    Standing standing = Standing.UNDER_WAY;

    Handed(String id, List<Line> lines) {
      this.id = id;
      this.lines = lines;
    }

    /** Answers each line with its own body. */
    void answer() {
      for (Line line : lines) {
        results.putIfAbsent(
            line.id(),
            new Result(line.id(), new WireResponse(200, Map.of(), line.request().body()), null));
      }
      standing = Standing.ENDED;
    }

    void put(int number, int status, String body) {
      String line = id + "-" + number;
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      results.put(line, new Result(line, new WireResponse(status, Map.of(), bytes), null));
    }

    void put(int number, Failure failure) {
      results.put(id + "-" + number, new Result(id + "-" + number, null, failure));
    }
  }

  synchronized Handed only() {
    if (batches.size() != 1) {
      throw new AssertionError(batches.keySet().toString());
    }
    return batches.values().iterator().next();
  }

  @Override
  public boolean takes(WireRequest request) {
    return true;
  }

  @Override
  public synchronized String create(String id, List<Line> lines, Call call) {
    fail(refusing);
    String ref = "vendor-" + (batches.size() + 1);
    batches.put(ref, new Handed(id, lines));
    fail(losing);
    return ref;
  }

  private static void fail(@Nullable Failure failure) {
    if (failure != null) {
      throw new CallFailedException(failure);
    }
  }

  @Override
  public synchronized Optional<String> find(String id, Call call) {
    lookedUp++;
    fail(deaf);
    return batches.entrySet().stream()
        .filter(one -> one.getValue().id.equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public synchronized Standing standing(String ref, Call call) {
    return Objects.requireNonNull(batches.get(ref), ref).standing;
  }

  // Whoever waits for a line to be taken keeps nobody from looking.
  @Override
  public void results(String ref, Consumer<Result> taker, Call call) {
    List<Result> results;
    synchronized (this) {
      readings++;
      results = List.copyOf(Objects.requireNonNull(batches.get(ref), ref).results.values());
    }
    for (Result result : results) {
      telling.accept(result);
      taker.accept(result);
    }
  }

  @Override
  public synchronized void cancel(String ref, Call call) {
    fail(deaf);
    cancelled.add(ref);
  }

  /** Answers all lines of all batches. */
  synchronized void answerAll() {
    batches.values().forEach(Handed::answer);
  }

  @Override
  public List<ProviderInfo> of(TenantScope scope) {
    return List.of(
        SampleProvider.of("vendor", "ai", "c")
            .plugin("p", "1")
            .generation(1)
            .grade("V1")
            .state(ProviderInfo.State.CONNECTED)
            .slots(8)
            .offering(Offering.ANY.batched())
            .build());
  }

  @Override
  public Lease lease(TenantScope scope, String provider) {
    fail(away);
    return new Lease() {
      @Override
      public ProviderInfo provider() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Record call(Capability capability, Record input, Attempt attempt) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Events<? extends Record> stream(Capability capability, Record input, Attempt attempt) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T extends @Nullable Object> T batches(
          Attempt attempt, BiFunction<WireBatches, Call, T> work) {
        return work.apply(InMemoryVendor.this, CALL);
      }

      @Override
      public void close() {}
    };
  }
}
