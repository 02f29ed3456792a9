package io.auterity.connector.plan;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.expression.Expression;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, from input to record. All that it decides depends on the input and the
 * replies; after the first write that a vendor took, every failure says that it was applied.
 */
final class OperationRun {

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int LONGEST_REFUSAL = 1_000_000;
  private static final List<String> OF_REPLY = List.of("status", "headers", "body");

  private final OperationPlan plan;
  private final Servers.Open servers;
  private final ProviderContext provider;
  private final Binder binder;
  private boolean written;
  private byte @Nullable [] content;

  OperationRun(OperationPlan plan, Servers.Open servers, ProviderContext provider, Binder binder) {
    this.plan = plan;
    this.servers = servers;
    this.provider = provider;
    this.binder = binder;
  }

  Object run(Values open, Json.Obj input, Call call) {
    try {
      return plan.stream == null
          ? result(begun(open, input, call), input, call)
          : new StreamRun(this, plan, begun(open, input, call), call);
    } catch (CallFailedException e) {
      if (!written) {
        throw e;
      }
      throw new CallFailedException(e.failure().withApplied(Applied.YES).withRetryable(false));
    }
  }

  private Values begun(Values open, Json.Obj input, Call call) {
    Values values = named(open.with("input", input), input, call);
    RefusedCase.check(plan.refusals, values);
    return values;
  }

  private Object result(Values values, Json.Obj input, Call call) {
    PageDialect.Ask ask = plan.paging == null ? null : plan.paging.ask(input);
    RequestPlan.Page page =
        ask == null || plan.paging == null ? RequestPlan.Page.NONE : plan.paging.parameters(ask);
    Values after = steps(values, (step, before) -> once(step, before, page, call), call);
    Object made = read(ask == null ? record(after) : page(after, ask));
    return content == null ? made : ReplyContent.filled(made, content);
  }

  private Values named(Values open, Json.Obj input, Call call) {
    for (String field : plan.notCleared) {
      if (input.get(field) instanceof Json.Null) {
        throw new CallFailedException(
            Failure.of(FailureCode.INVALID, field + " cannot be cleared here; give a value")
                .withFields(Map.of(field, "cannot be cleared")));
      }
    }
    Values values = open;
    for (Map.Entry<String, IdPattern> ref : plan.refs.entrySet()) {
      String id = RecordForm.id(input.get(ref.getKey()));
      values = id == null ? values : values.with(ref.getKey(), ref.getValue().apart(id));
    }
    String key = call.idempotencyKey().orElse(null);
    return lets(key == null ? values : values.with("key", Json.of(key)));
  }

  private Values lets(Values named) {
    Values values = named;
    for (Map.Entry<String, OperationPlan.Let> let : plan.lets.entrySet()) {
      Json value = let.getValue().of().of(values);
      IdPattern as = let.getValue().as();
      if (value instanceof Json.Str(String text) && as != null) {
        value = as.apart(text);
      }
      values = value == null ? values : values.with(let.getKey(), value);
    }
    return values;
  }

  /** What is asked last, and answers with what the operation is for. */
  private interface LastStep {
    Values ask(StepPlan step, Values before);
  }

  private Values steps(Values before, LastStep finalStep, Call call) {
    Values values = before;
    Set<String> done = new HashSet<>();
    String last = plan.steps.getLast().id;
    for (StepPlan step : plan.steps) {
      boolean due =
          !done.contains(step.id)
              && (step.when == null || values.hold(step.when, step.path + ".when"));
      if (due) {
        done.add(step.id);
        values =
            step.each != null
                ? each(step, values, call)
                : step.id.equals(last)
                    ? finalStep.ask(step, values)
                    : once(step, values, RequestPlan.Page.NONE, call);
      }
    }
    return values;
  }

  private Values once(StepPlan step, Values before, RequestPlan.Page page, Call call) {
    Values reply = awaited(step, before, page, call);
    Values lenient = reply.forResult();
    Json kept = step.keep == null ? reply.get("body") : step.keep.of(lenient);
    Values after = step.id.isEmpty() ? reply : reply.withReply(step.id, kept);
    RefusedCase.check(step.refusals, after.forResult());
    return after;
  }

  /** What is read again, a second later each time, until it is as the step wants it. */
  private Values awaited(StepPlan step, Values before, RequestPlan.Page page, Call call) {
    Values reply = reply(step, before, page, call);
    for (int i = 1; i < step.tries && waits(step, reply); i++) {
      call.pause(BETWEEN_TRIES);
      reply = reply(step, before, page, call);
    }
    return reply;
  }

  private static boolean waits(StepPlan step, Values reply) {
    return step.until != null && !reply.forResult().hold(step.until, step.path + ".until");
  }

  /** The same request for each item of a list; what each keeps, as a list. */
  private Values each(StepPlan step, Values before, Call call) {
    List<Json> items =
        Reply.items(evaluated(step.each, before, step.path), step.path + ".each", step.most);
    List<Json> kept = new ArrayList<>();
    Values last = before;
    Set<String> reads = step.each == null ? Set.of() : step.each.reads();
    for (Json item : items) {
      Values given = before.with(step.as, item, reads);
      Values reply = reply(step, given, RequestPlan.Page.NONE, call);
      Json value = step.keep == null ? reply.get("body") : step.keep.of(reply.forResult());
      RefusedCase.check(step.refusals, reply.withReply(step.id, value).forResult());
      kept.add(value == null ? Json.NULL : value);
      last = ofReply(before, reply);
    }
    return last.withReply(step.id, new Json.Arr(kept));
  }

  private static Values ofReply(Values before, Values reply) {
    Values values = before;
    for (String name : OF_REPLY) {
      Json value = reply.get(name);
      values = value == null ? values : values.with(name, value);
    }
    return values;
  }

  private Values reply(StepPlan step, Values before, RequestPlan.Page page, Call call) {
    boolean writes = step.request.writes();
    WireRequest request =
        keyed(step.request.of(servers.base(step.server), before, page), writes, call);
    WireResponse response = sent(step, request, call);
    Reply reply = Reply.of(response, step.reads);
    plan.failures.check(reply, before, step);
    written |= writes && reply.succeeded();
    reply.require(step.path);
    if (step.reads != Reply.Reads.BYTES || !reply.succeeded()) {
      return reply.into(before);
    }
    content = response.body();
    return reply.into(before).with("length", Json.of(response.body().length));
  }

  private WireResponse sent(StepPlan step, WireRequest request, Call call) {
    WireResponse response = provider.transport().send(request, call);
    String server = step.follow;
    return server == null || !REDIRECTIONS.contains(response.status())
        ? response
        : provider
            .transport()
            .send(further(server, request, response.header("location").orElse(null)), call);
  }

  private WireStream opened(StepPlan step, WireRequest request, Call call) {
    WireStream stream = provider.transport().open(request, call);
    String server = step.follow;
    if (server == null || !REDIRECTIONS.contains(stream.status())) {
      return stream;
    }
    stream.close();
    List<String> location = stream.headers().getOrDefault("location", List.of());
    WireRequest next = further(server, request, location.isEmpty() ? null : location.getFirst());
    return provider.transport().open(next, call);
  }

  // What the first request said in headers was for the vendor.
  private WireRequest further(String server, WireRequest request, @Nullable String location) {
    return WireRequest.get(servers.redirected(server, request.uri(), location));
  }

  /**
   * A reply whose body is still to be read.
   *
   * @param stream null when there is none
   */
  record Opened(Values values, @Nullable WireStream stream) {

    byte @Nullable [] piece() {
      return stream == null ? null : stream.next();
    }

    void close() {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /** Carries out all steps, and opens the reply of the last. */
  Opened open(Values begun, RequestPlan.Page page, Call call) {
    List<WireStream> found = new ArrayList<>();
    Values after = steps(begun, (step, before) -> head(step, before, page, call, found), call);
    return new Opened(after.forResult(), found.isEmpty() ? null : found.getFirst());
  }

  private Values head(
      StepPlan step, Values before, RequestPlan.Page page, Call call, List<WireStream> found) {
    if (step.reads != Reply.Reads.STREAM) {
      return once(step, before, page, call);
    }
    WireRequest request =
        keyed(
            step.request.of(servers.base(step.server), before, page), step.request.writes(), call);
    WireStream stream = opened(step, request, call);
    Reply reply = Reply.head(stream);
    try {
      if (!reply.succeeded()) {
        reply = Reply.of(stream.drain(LONGEST_REFUSAL), step.reads);
      }
      plan.failures.check(reply, before, step);
    } catch (CallFailedException e) {
      stream.close();
      throw e;
    }
    if (reply.succeeded()) {
      found.add(stream);
    } else {
      stream.close();
    }
    return reply.into(before);
  }

  /** The items of a reply that was read whole. */
  List<Json> items(Opened reply, Expression items) {
    String path = plan.path + ".stream.items";
    return Reply.items(reply.values().evaluated(items, path), path, StreamPlan.MOST_ITEMS);
  }

  /** An event of a stream, made of one part. */
  Object event(Mapping mapping, Values part) {
    return read(form(mapping.of(part)));
  }

  private WireRequest keyed(WireRequest request, boolean writes, Call call) {
    String header = plan.keyHeader;
    String key = call.idempotencyKey().orElse(null);
    if (header == null || key == null || !writes) {
      return request;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.put(header.toLowerCase(Locale.ROOT), List.of(key));
    return new WireRequest(request.method(), request.uri(), headers, request.body());
  }

  private static @Nullable Json evaluated(
      @Nullable Expression expression, Values values, String path) {
    return expression == null ? values.get("body") : values.evaluated(expression, path);
  }

  private Json record(Values after) {
    Values values = after.forResult();
    Json it = evaluated(plan.of, values, plan.path + ".of");
    if (it == null || (plan.of != null && it instanceof Json.Null)) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "the vendor has nothing of that name");
    }
    return form(plan.result.of(values.with("it", it)));
  }

  private Json form(@Nullable Json mapped) {
    return plan.form.complete(mapped == null ? Json.EMPTY : mapped, provider.id());
  }

  private Json page(Values after, PageDialect.Ask ask) {
    Values values = after.forResult();
    PageDialect paging = Objects.requireNonNull(plan.paging);
    String path = plan.path + ".items";
    List<Json> items =
        Reply.items(evaluated(plan.items, values, path), path, PageDialect.MOST_ITEMS);
    List<Json> records = new ArrayList<>();
    for (Json item : paging.cut(items, ask)) {
      Values each = values.with("it", item);
      if (plan.where == null || each.hold(plan.where, plan.path + ".where")) {
        records.add(form(plan.result.of(each)));
      }
    }
    String next = paging.next(ask, after, items.size());
    return Json.EMPTY
        .with("items", new Json.Arr(records))
        .with("next", Json.of(next))
        .with("truncated", Json.of(false));
  }

  private Object read(Json made) {
    try {
      return binder.read(made, plan.capability.output(), plan.capability.id());
    } catch (CallFailedException e) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.INTERNAL,
                  "the vendor's reply makes no record: " + e.failure().message())
              .withFields(e.failure().fields()));
    }
  }

  /** Sends a request of which only its success counts. */
  static void check(
      StepPlan step, ReplyFailures failures, Servers.Open servers, Values values, Call call) {
    WireRequest request = step.request.of(servers.base(step.server), values, RequestPlan.Page.NONE);
    Reply reply = Reply.of(call.provider().transport().send(request, call), step.reads);
    failures.check(reply, values, step);
  }
}
