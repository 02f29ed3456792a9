package io.auterity.connector.plan;

import io.auterity.platform.expression.Expression;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run of an operation's steps in one call: which are carried out, how often, and what they
 * keep.
 */
record StepsRun(OperationPlan plan, VendorExchange exchange, Call call) {

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final List<String> OF_REPLY = List.of("status", "headers", "body");

  /** What is asked last, and answers with what the operation is for. */
  interface LastStep {
    Values ask(StepPlan step, Values before);
  }

  Values all(Values before, LastStep finalStep) {
    Values values = before;
    Set<String> done = new HashSet<>();
    String last = plan.steps.getLast().id;
    for (StepPlan step : plan.steps) {
      boolean due =
          !done.contains(step.id)
              && (step.when == null || values.hold(step.when, step.path + ".when"));
      if (due) {
        done.add(step.id);
        values = step.mayFail ? tolerant(step, values) : asked(step, values, last, finalStep);
      }
    }
    return values;
  }

  private Values asked(StepPlan step, Values before, String last, LastStep finalStep) {
    if (step.each != null) {
      return each(step, before);
    }
    return step.id.equals(last)
        ? finalStep.ask(step, before)
        : once(step, before, RequestPlan.Page.NONE);
  }

  /** Only a caller who gives up, and what the file itself refuses, end the call here. */
  private Values tolerant(StepPlan step, Values before) {
    Values after = before;
    try {
      after = step.each == null ? told(step, before, RequestPlan.Page.NONE) : each(step, before);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.CANCELLED) {
        throw e;
      }
    }
    RefusedCase.check(step.refusals, after.forResult());
    return after;
  }

  Values once(StepPlan step, Values before, RequestPlan.Page page) {
    Values after = told(step, before, page);
    RefusedCase.check(step.refusals, after.forResult());
    return after;
  }

  private Values told(StepPlan step, Values before, RequestPlan.Page page) {
    Values reply = awaited(step, before, page);
    Json kept = step.keep == null ? reply.get("body") : step.keep.of(reply.forResult());
    return step.id.isEmpty() ? reply : reply.withReply(step.id, kept);
  }

  /** What is read again, a second later each time, until it is as the step wants it. */
  private Values awaited(StepPlan step, Values before, RequestPlan.Page page) {
    Values reply = exchange.reply(step, before, page);
    for (int i = 1; i < step.tries && waits(step, reply); i++) {
      call.pause(BETWEEN_TRIES);
      reply = exchange.reply(step, before, page);
    }
    return reply;
  }

  private static boolean waits(StepPlan step, Values reply) {
    return step.until != null && !reply.forResult().hold(step.until, step.path + ".until");
  }

  /**
   * The same request for each item of a list; what each keeps, as a list. Where each item of a page
   * is looked up, the reply with the page stays the reply.
   */
  private Values each(StepPlan step, Values before) {
    String path = step.path + ".each";
    Expression list = step.each;
    Set<String> reads = list == null ? Set.of() : list.reads();
    List<Json> kept = new ArrayList<>();
    Values last = before;
    for (Json item :
        Reply.items(items(list, before, path), before, path, step.most, "name fewer in one call")) {
      Values reply = exchange.reply(step, before.with(step.as, item, reads), RequestPlan.Page.NONE);
      Json value = step.keep == null ? reply.get("body") : step.keep.of(reply.forResult());
      RefusedCase.check(step.refusals, reply.withReply(step.id, value).forResult());
      kept.add(value == null ? Json.NULL : value);
      last = plan.paging == null ? ofReply(before, reply) : before;
    }
    return last.withReply(step.id, new Json.Arr(kept));
  }

  private static @Nullable Json items(@Nullable Expression list, Values values, String path) {
    return list == null ? values.get("body") : values.evaluated(list, path);
  }

  private static Values ofReply(Values before, Values reply) {
    Values values = before;
    for (String name : OF_REPLY) {
      Json value = reply.get(name);
      values = value == null ? values : values.with(name, value);
    }
    return values;
  }
}
