package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Embeddings. */
record EmbeddingDoor(Invoker invoker, ModelFailures modelFailures)
    implements Doors.Door<Form.Vectors> {

  private static final String OPERATION = "embedding.create";

  @Override
  public void serve(Form.Vectors form, GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    EmbeddingCall call = form.read(request.question());
    Invocation invocation =
        Invocations.of(
            request, caller, "ai." + OPERATION, Payload.of(call.request()), labels(call));
    if (invocation.strict() && !call.lost().isEmpty()) {
      throw new CallFailedException(
          FailureCode.UNSUPPORTED, "cannot be carried: " + LossHeader.of(call.lost()));
    }
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      WholeAnswer answer = answer(form, request, exchange.outcome(), call);
      reply.send(
          CacheHeaders.on(
              RateHeaders.on(
                  LossHeader.on(answer, lost(call, exchange)),
                  request.endpoint().dialect(),
                  exchange.rates()),
              exchange.cached()));
    }
  }

  private static List<String> lost(EmbeddingCall call, Exchange exchange) {
    return Stream.concat(call.lost().stream(), exchange.lost().stream()).distinct().toList();
  }

  // The canonical request has no place for the end user, but routes and the decision do.
  private static Map<String, String> labels(EmbeddingCall call) {
    return call.user() == null ? Map.of() : Map.of("user", call.user());
  }

  // Some vendors tell no count, and no text is made of nothing.
  private static Embeddings counted(Embeddings answer, EmbeddingCall call) {
    return answer.usage().input() > 0
        ? answer
        : new Embeddings(
            answer.model(),
            answer.vectors(),
            new TokenUsage(TokenEstimate.of(call.request().input()), 0, 0, 0));
  }

  private WholeAnswer answer(
      Form.Vectors form, GatewayRequest request, Outcome outcome, EmbeddingCall call) {
    Dialect dialect = request.endpoint().dialect();
    TenantScope scope = request.caller().scope();
    return switch (outcome) {
      case Outcome.Succeeded made -> {
        Embeddings answer = counted((Embeddings) Objects.requireNonNull(made.value()), call);
        yield GatewayAnswers.of(dialect, made, form.write(answer, call));
      }
      case Outcome.Refused(var decision, var failure) -> {
        String model = Objects.requireNonNull(call.request().model());
        yield GatewayAnswers.failed(
            dialect, modelFailures.of(failure, scope, model, OPERATION), decision);
      }
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
    };
  }
}
