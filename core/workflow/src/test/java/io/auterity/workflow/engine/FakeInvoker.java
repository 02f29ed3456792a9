package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.text.MaskedText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers calls by a function and remembers them. */
final class FakeInvoker implements Invoker {

  final Queue<Invocation> calls = new ConcurrentLinkedQueue<>();
  final Map<String, AtomicInteger> byKey = new ConcurrentHashMap<>();
  final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
  final Queue<Exchange> open = new ConcurrentLinkedQueue<>();
  final AtomicInteger cancels = new AtomicInteger();

  /** When a call of a step began. */
  record Begun(String step, Instant at) {}

  private volatile Function<Invocation, Record> answer;
  private volatile boolean refusing;
  private volatile List<? extends Record> events = List.of();

  FakeInvoker(Function<Invocation, Record> answer) {
    this.answer = answer;
  }

  static FakeInvoker echoing() {
    return new FakeInvoker(FakeInvoker::echo);
  }

  /** The text of the input, masked or classified. */
  static Record echo(Invocation invocation) {
    String text = text(invocation);
    return invocation.capability().startsWith("ai.")
        ? new Classification(text.startsWith("debt") ? "debt_collection" : "other", "m", Map.of())
        : new MaskedText(text, List.of());
  }

  static String text(Invocation invocation) {
    Json.Obj input = ((Payload.OfJson) invocation.input()).value();
    return Objects.requireNonNullElse(input.text("text"), "");
  }

  void answerBy(Function<Invocation, Record> function) {
    answer = function;
  }

  /** What streams tell from now on. */
  void streaming(List<? extends Record> told) {
    events = told;
  }

  /** Failures are refusals from now on: nothing was tried. */
  void refuse() {
    refusing = true;
  }

  int times(String keyEnd) {
    return byKey.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(keyEnd))
        .mapToInt(entry -> entry.getValue().get())
        .sum();
  }

  @Override
  public Exchange open(Invocation invocation) {
    calls.add(invocation);
    begun.add(new Begun(Objects.requireNonNull(invocation.parent()).step(), TestEngine.TIME.now()));
    byKey
        .computeIfAbsent(String.valueOf(invocation.idempotencyKey()), key -> new AtomicInteger())
        .incrementAndGet();
    Exchange exchange = new FakeExchange(invocation);
    open.add(exchange);
    return exchange;
  }

  private final class FakeExchange implements Exchange {

    private final Invocation invocation;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Queue<Record> left = new ConcurrentLinkedQueue<>(events);
    private final boolean streams = !left.isEmpty();

    FakeExchange(Invocation invocation) {
      this.invocation = invocation;
    }

    @Override
    public UUID decision() {
      return invocation.id();
    }

    @Override
    public @Nullable Record next() {
      return left.poll();
    }

    @Override
    public void cancel() {
      cancels.incrementAndGet();
      cancelled.countDown();
    }

    @Override
    public Outcome outcome() {
      try {
        Record value = streams ? null : answer.apply(invocation);
        if (cancelled.getCount() == 0) {
          throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
        }
        return new Outcome.Succeeded(invocation.id(), value, new Usage(Map.of(), 0, "USD"), "fake");
      } catch (CallFailedException e) {
        Failure failure = e.failure();
        return refusing
            ? new Outcome.Refused(invocation.id(), failure)
            : new Outcome.Failed(invocation.id(), failure);
      }
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
