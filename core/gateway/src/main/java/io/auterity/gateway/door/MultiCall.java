package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.id.Ids;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The multiple calls of one request, each with its own decision, answered as one: they are made a
 * few at a time, or one after the other where they are streamed, and stand or fall together.
 */
record MultiCall(Invoker invoker, ModelFailures modelFailures, Ids ids) {

  private static final int AT_ONCE = 8;

  /** Several answers to one question are to differ. */
  private static final CacheDirectives UNCACHED = new CacheDirectives(true, true, null);

  /** How the answers are told. */
  interface Words {

    byte[] write(List<ChatResponse> answers);

    /** One answer after the other. */
    AnswerStream stream();
  }

  /**
   * Serves them.
   *
   * @param prompts alike but for what is asked
   */
  void serve(GatewayRequest request, List<ChatCall> prompts, Words words, ReplyChannel reply) {
    ChatCall first = prompts.getFirst();
    Dialect dialect = request.endpoint().dialect();
    String operation = first.stream() ? "chat.stream" : "chat.create";
    UnaryOperator<Failure> explained =
        failure ->
            modelFailures.of(failure, request.caller().scope(), first.request().model(), operation);
    List<Invocation> calls = calls(request, prompts, "ai." + operation);
    if (first.stream()) {
      try (CallSeries series = new CallSeries(invoker, calls)) {
        reply.onGone(series::cancel);
        new StreamedAnswer(dialect, series, reply, words.stream(), explained, ProvidersFault::told)
            .run(false);
      }
    } else {
      try (OpenCalls open = new OpenCalls(invoker)) {
        reply.onGone(open::cancel);
        reply.send(whole(words, dialect, all(calls, open), explained));
      }
    }
  }

  private List<Invocation> calls(
      GatewayRequest request, List<ChatCall> prompts, String capability) {
    List<Invocation> calls = new ArrayList<>();
    for (ChatCall prompt : prompts) {
      for (int i = 0; i < prompt.answers(); i++) {
        UUID id = calls.isEmpty() ? request.id() : ids.next();
        Invocation call =
            Invocations.oneOf(id, request, capability, prompt.input())
                .withAlternatives(prompt.alternatives());
        calls.add(prompt.answers() == 1 ? call : call.wishing(UNCACHED));
      }
    }
    return calls;
  }

  private WholeAnswer whole(
      Words words, Dialect dialect, List<Made> all, UnaryOperator<Failure> explained) {
    RateStanding rates = null;
    CacheStatus cached = null;
    Integer limit = null;
    for (Made made : all) {
      rates = RateStanding.tighter(rates, made.rates());
      cached = CacheHeaders.both(cached, made.cached());
      limit = OutputLimitHeader.both(limit, made.outputLimit());
    }
    WholeAnswer answer = OutputLimitHeader.on(answer(words, dialect, all, explained), limit);
    return CacheHeaders.on(RateHeaders.on(answer, dialect, rates), cached);
  }

  private static WholeAnswer answer(
      Words words, Dialect dialect, List<Made> all, UnaryOperator<Failure> explained) {
    return switch (worst(all)) {
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained.apply(failure), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
      case Outcome.Succeeded _ -> answer(words, dialect, all);
    };
  }

  // Those that another's failure has ended say nothing of themselves.
  private static Outcome worst(List<Made> all) {
    Outcome worst = all.getFirst().outcome();
    for (Made made : all) {
      if (rank(made.outcome()) > rank(worst)) {
        worst = made.outcome();
      }
    }
    return worst;
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> 0;
      case Outcome.Refused(var _, var failure) -> rank(failure);
      case Outcome.Failed(var _, var failure) -> rank(failure);
    };
  }

  private static int rank(Failure failure) {
    return failure.code() == FailureCode.CANCELLED ? 1 : 2;
  }

  private static WholeAnswer answer(Words words, Dialect dialect, List<Made> all) {
    List<ChatResponse> answers = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Made made : all) {
      ChatResponse answer = (ChatResponse) Objects.requireNonNull(succeeded(made).value());
      answers.add(answer);
      lost.addAll(made.lost());
      lost.addAll(LossHeader.ofAnswer(answer.extra(), dialect));
    }
    WholeAnswer answer =
        GatewayAnswers.of(dialect, succeeded(all.getFirst()), words.write(answers));
    WholeAnswer marked =
        all.size() == 1
            ? answer
            : answer.with(
                "auterity-decisions",
                all.stream()
                    .map(made -> Decision.ID.write(made.outcome().decision()))
                    .collect(Collectors.joining(", ")));
    return LossHeader.on(marked, lost);
  }

  private static Outcome.Succeeded succeeded(Made made) {
    return (Outcome.Succeeded) made.outcome();
  }

  /** How a call ended. */
  private record Made(
      Outcome outcome,
      List<String> lost,
      @Nullable RateStanding rates,
      @Nullable CacheStatus cached,
      @Nullable Integer outputLimit) {}

  private static List<Made> all(List<Invocation> calls, OpenCalls open) {
    int threads = Math.min(AT_ONCE, calls.size());
    try (ExecutorService few =
        Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
      List<Callable<Made>> tasks = new ArrayList<>();
      for (Invocation call : calls) {
        tasks.add(() -> open.made(call));
      }
      return few.invokeAll(tasks).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the server stops");
    }
  }

  /** The calls, which are closed when all of them are answered. */
  private static final class OpenCalls implements AutoCloseable {

    private final Invoker invoker;
    private final Queue<Exchange> open = new ConcurrentLinkedQueue<>();
    private volatile boolean cancelled;

    OpenCalls(Invoker invoker) {
      this.invoker = invoker;
    }

    void cancel() {
      cancelled = true;
      open.forEach(Exchange::cancel);
    }

    @Override
    public void close() {
      open.forEach(Exchange::close);
    }

    // One that fails ends the others: they would be paid for and shown to no caller.
    Made made(Invocation call) {
      if (cancelled) {
        Failure gone = Failure.of(FailureCode.CANCELLED, "another call of the request has failed");
        return new Made(new Outcome.Refused(call.id(), gone), List.of(), null, null, null);
      }
      Exchange exchange = invoker.open(call);
      open.add(exchange);
      if (cancelled) {
        exchange.cancel();
      }
      Outcome outcome = exchange.outcome();
      if (!(outcome instanceof Outcome.Succeeded)) {
        cancel();
      }
      return new Made(
          outcome, exchange.lost(), exchange.rates(), exchange.cached(), exchange.outputLimit());
    }
  }
}
