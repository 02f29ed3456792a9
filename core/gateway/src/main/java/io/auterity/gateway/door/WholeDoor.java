package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.WholeCall;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import java.util.Objects;

/** Calls that are asked whole and answered whole, whatever they are about. */
record WholeDoor(Invoker invoker, ModelFailures modelFailures, Time time)
    implements Doors.Door<Form.Whole> {

  @Override
  public void serve(Form.Whole form, GatewayRequest request, ReplyChannel reply) {
    WholeCall call = form.read(request.question());
    Invocation invocation =
        Invocations.of(
            request,
            request.caller(),
            "ai." + call.operation(),
            Payload.of(call.input()),
            call.labels());
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      WholeAnswer answer = answer(request, call, exchange.outcome());
      reply.send(
          CacheHeaders.on(
              RateHeaders.on(
                  LossHeader.on(answer, exchange.lost()),
                  request.endpoint().dialect(),
                  exchange.rates()),
              exchange.cached()));
    }
  }

  private WholeAnswer answer(GatewayRequest request, WholeCall call, Outcome outcome) {
    Dialect dialect = request.endpoint().dialect();
    return switch (outcome) {
      case Outcome.Succeeded made -> written(dialect, call, made);
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained(failure, request, call), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
    };
  }

  // What a vendor answered may lack what the caller asked for, such as times.
  private WholeAnswer written(Dialect dialect, WholeCall call, Outcome.Succeeded made) {
    try {
      Record value = Objects.requireNonNull(made.value());
      Content body = call.answer().apply(value, defaults(call, made));
      return GatewayAnswers.of(dialect, made, body.bytes()).with("content-type", body.mediaType());
    } catch (CallFailedException e) {
      return GatewayAnswers.failed(dialect, e.failure(), made.decision());
    }
  }

  private AnswerDefaults defaults(WholeCall call, Outcome.Succeeded made) {
    return new AnswerDefaults(
        Decision.ID.write(made.decision()),
        Objects.requireNonNullElse(call.model(), ""),
        time.now().getEpochSecond());
  }

  private Failure explained(Failure failure, GatewayRequest request, WholeCall call) {
    String model = call.model();
    return model == null
        ? failure
        : modelFailures.of(failure, request.caller().scope(), model, call.operation());
  }
}
