package io.auterity.connector.plan;

import io.auterity.connector.plan.VendorExchange.Opened;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.expression.Expression;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation, from input to record. All that it decides depends on the input and the
 * replies.
 */
final class OperationRun {

  private final OperationPlan plan;
  private final ProviderContext provider;
  private final Binder binder;
  private final CallSecrets secrets;
  private final VendorExchange exchange;
  private final StepsRun steps;
  private final Call call;

  OperationRun(
      OperationPlan plan,
      Servers.Open servers,
      ProviderContext provider,
      Binder binder,
      CallSecrets secrets,
      Call call) {
    this.plan = plan;
    this.provider = provider;
    this.binder = binder;
    this.secrets = secrets;
    this.call = call;
    this.exchange =
        new VendorExchange(
            plan.failures,
            plan.paging == null && plan.stream == null,
            plan.keyHeader,
            servers,
            secrets,
            call);
    this.steps = new StepsRun(plan, exchange, call);
  }

  Object run(Values open, Json.Obj input) {
    KeyedLimit limit = null;
    try {
      PageDialect.Ask ask = plan.paging == null ? null : plan.paging.ask(input);
      Values begun =
          begun(
              open, ask == null || plan.paging == null ? input : plan.paging.withMark(input, ask));
      limit = KeyedLimit.of(plan, begun, call);
      if (limit != null) {
        limit.require();
      }
      if (plan.stream == null) {
        return result(begun, ask);
      }
      return plan.stream.cut == StreamPlan.Cut.CHANGES
          ? new ChangesRun(this, plan, begun, call)
          : new StreamRun(this, plan, begun, call);
    } catch (CallFailedException e) {
      exchange.forget();
      CallFailedException reported = exchange.told(e);
      throw limit == null ? reported : limit.met(reported);
    }
  }

  private Values begun(Values open, Json.Obj input) {
    String key = call.idempotencyKey().orElse(null);
    Values values = plan.input.named(secrets.named(open), input, key);
    RefusedCase.check(plan.refusals, values);
    return values;
  }

  private Object result(Values values, PageDialect.@Nullable Ask ask) {
    RequestPlan.Page page =
        ask == null || plan.paging == null ? RequestPlan.Page.NONE : plan.paging.parameters(ask);
    Values after = steps.all(values, (step, before) -> steps.once(step, before, page));
    Object made = read(ask == null ? record(after) : page(after, ask), after);
    ReplyBytes content = exchange.content();
    return content == null ? made : ReplyContent.filled(made, content);
  }

  /** Carries out all steps, and opens the reply of the last. */
  Opened open(Values begun, RequestPlan.Page page) {
    List<Opened> found = new ArrayList<>();
    Values after =
        steps.all(
            begun,
            (step, before) -> {
              if (step.reads != Reply.Reads.STREAM) {
                return steps.once(step, before, page);
              }
              found.add(exchange.open(step, before, page));
              return found.getFirst().values();
            });
    return new Opened(after.forResult(), found.isEmpty() ? null : found.getFirst().stream());
  }

  /** How many bytes of bodies that were read whole have come so far. */
  long received() {
    return exchange.received();
  }

  /** The items of a reply that was read whole. */
  List<Json> items(Opened reply, Expression items) {
    String path = plan.path + ".stream.items";
    return Reply.items(
        reply.values().evaluated(items, path),
        reply.values(),
        path,
        StreamPlan.MOST_ITEMS,
        "no stream may have more at once");
  }

  /** An event of a stream, made of one part. */
  Object event(Mapping mapping, Values part) {
    return read(mapped(mapping, part), part);
  }

  private static @Nullable Json evaluated(
      @Nullable Expression expression, Values values, String path) {
    return expression == null ? values.get("body") : values.evaluated(expression, path);
  }

  private Json record(Values after) {
    Values values = after.forResult();
    Json it = evaluated(plan.of, values, plan.path + ".of");
    if (it == null || (plan.of != null && it instanceof Json.Null)) {
      GraphQlReply reply = plan.steps.getLast().request.told(values.get("body"));
      throw reply.useless()
          ? UnfitReply.at(plan.path, values, "of GraphQL has no data and no errors")
          : new CallFailedException(FailureCode.NOT_FOUND, "the vendor has nothing of that name");
    }
    return mapped(plan.result, values.with("it", it));
  }

  private Json mapped(Mapping mapping, Values values) {
    Json made = mapping.of(values.forFields(plan));
    return plan.form.complete(made == null ? Json.EMPTY : made, provider.id());
  }

  private Json page(Values after, PageDialect.Ask ask) {
    Values values = after.forResult();
    PageDialect paging = Objects.requireNonNull(plan.paging);
    String path = plan.path + ".items";
    List<Json> items = paging.items(evaluated(plan.items, values, path), values, path);
    List<Json> records = new ArrayList<>();
    for (Json item : paging.cut(items, ask)) {
      Values each = values.with("it", item);
      if (plan.where == null || each.hold(plan.where, plan.path + ".where")) {
        records.add(mapped(plan.result, each));
      }
    }
    Values told = paging.told(ask, values, items.size());
    Json total = plan.listEnd.total(told);
    PageDialect.Next next = paging.next(ask, told, items.size(), plan.listEnd.end(total));
    return plan.listEnd.told(
        Json.EMPTY.with("items", new Json.Arr(records)).with("next", Json.of(next.mark())),
        told,
        next.cut(),
        total);
  }

  private Object read(Json made, Values of) {
    try {
      return binder.readOutput(plan.capability, secrets.without(made));
    } catch (CallFailedException e) {
      throw UnfitReply.at(
          plan.path,
          UnfitReply.status(of),
          "makes no record: " + e.failure().message(),
          e.failure().fields());
    }
  }
}
