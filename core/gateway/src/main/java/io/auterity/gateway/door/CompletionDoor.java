package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.CompletionCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Form;
import io.auterity.platform.call.CacheTold;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.id.Ids;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Text completions. Each prompt is a call of its own, with its own decision: those of one request
 * are made a few at a time, or one after the other where they are streamed, and stand or fall
 * together.
 */
final class CompletionDoor implements Doors.Door<Form.Completions> {

  private static final int AT_ONCE = 8;

  private final Invoker invoker;
  private final ModelFailures modelFailures;
  private final Time time;
  private final Ids ids;

  CompletionDoor(Invoker invoker, ModelFailures modelFailures, Time time, Ids ids) {
    this.invoker = invoker;
    this.modelFailures = modelFailures;
    this.time = time;
    this.ids = ids;
  }

  @Override
  public void serve(Form.Completions form, GatewayRequest request, ReplyChannel reply) {
    CompletionCall call = form.read(request.question());
    Dialect dialect = request.endpoint().dialect();
    String operation = call.stream() ? "chat.stream" : "chat.create";
    AnswerDefaults defaults =
        new AnswerDefaults(
            WireId.DECISION.write(request.id()), call.model(), time.now().getEpochSecond());
    UnaryOperator<Failure> explained =
        failure -> modelFailures.of(failure, request.caller().scope(), call.model(), operation);
    List<Invocation> calls = calls(request, call, "ai." + operation);
    if (call.stream()) {
      try (CallSeries series = new CallSeries(invoker, calls)) {
        reply.onGone(series::cancel);
        new StreamedAnswer(dialect, series, reply, form.stream(call, defaults), explained)
            .run(false);
      }
    } else {
      reply.send(whole(form, dialect, calls, defaults, explained, reply));
    }
  }

  private List<Invocation> calls(GatewayRequest request, CompletionCall call, String capability) {
    List<Invocation> calls = new ArrayList<>();
    for (ChatCall prompt : call.prompts()) {
      UUID id = calls.isEmpty() ? request.id() : ids.next();
      calls.add(Invocations.oneOf(id, request, capability, prompt.input()));
    }
    return calls;
  }

  private WholeAnswer whole(
      Form.Completions form,
      Dialect dialect,
      List<Invocation> calls,
      AnswerDefaults defaults,
      UnaryOperator<Failure> explained,
      ReplyChannel reply) {
    List<Made> all = all(calls, reply);
    RateStanding rates = null;
    CacheTold cached = null;
    for (Made made : all) {
      rates = RateStanding.tighter(rates, made.rates());
      cached = CacheHeaders.both(cached, made.cached());
    }
    WholeAnswer answer = answer(form, dialect, all, defaults, explained);
    return CacheHeaders.on(RateHeaders.on(answer, dialect, rates), cached);
  }

  private static WholeAnswer answer(
      Form.Completions form,
      Dialect dialect,
      List<Made> all,
      AnswerDefaults defaults,
      UnaryOperator<Failure> explained) {
    return switch (worst(all)) {
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained.apply(failure), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
      case Outcome.Succeeded _ -> answer(form, dialect, all, defaults);
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

  private static WholeAnswer answer(
      Form.Completions form, Dialect dialect, List<Made> all, AnswerDefaults defaults) {
    List<ChatResponse> answers = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Made made : all) {
      ChatResponse answer = (ChatResponse) Objects.requireNonNull(succeeded(made).value());
      answers.add(answer);
      lost.addAll(made.lost());
      lost.addAll(LossHeader.ofAnswer(answer.extra(), dialect));
    }
    WholeAnswer answer =
        GatewayAnswers.of(dialect, succeeded(all.getFirst()), form.write(answers, defaults));
    WholeAnswer marked =
        all.size() == 1
            ? answer
            : answer.with(
                "auterity-decisions",
                all.stream()
                    .map(made -> WireId.DECISION.write(made.outcome().decision()))
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
      @Nullable CacheTold cached) {}

  private List<Made> all(List<Invocation> calls, ReplyChannel reply) {
    OpenCalls open = new OpenCalls(invoker);
    reply.onGone(open::cancel);
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

  /** Those of the calls that are under way. */
  private static final class OpenCalls {

    private final Invoker invoker;
    private final Map<UUID, Exchange> open = new ConcurrentHashMap<>();
    private volatile boolean cancelled;

    OpenCalls(Invoker invoker) {
      this.invoker = invoker;
    }

    void cancel() {
      cancelled = true;
      open.values().forEach(Exchange::cancel);
    }

    // One that fails ends the others: they would be paid for and shown to nobody.
    Made made(Invocation call) {
      if (cancelled) {
        Failure gone = Failure.of(FailureCode.CANCELLED, "another call of the request has failed");
        return new Made(new Outcome.Refused(call.id(), gone), List.of(), null, null);
      }
      try (Exchange exchange = invoker.open(call)) {
        open.put(call.id(), exchange);
        if (cancelled) {
          exchange.cancel();
        }
        Outcome outcome = exchange.outcome();
        if (!(outcome instanceof Outcome.Succeeded)) {
          cancel();
        }
        return new Made(outcome, exchange.lost(), exchange.rates(), exchange.cached());
      } finally {
        open.remove(call.id());
      }
    }
  }
}
