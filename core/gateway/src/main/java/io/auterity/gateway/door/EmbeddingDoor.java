package io.auterity.gateway.door;

import io.auterity.gateway.openai.EmbeddingCall;
import io.auterity.gateway.openai.EmbeddingReader;
import io.auterity.gateway.openai.EmbeddingWriter;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.ai.Embeddings;
import java.util.Map;
import java.util.Objects;

/** Embeddings. */
final class EmbeddingDoor implements Doors.Door {

  private static final String OPERATION = "embedding.create";

  private final Invoker invoker;
  private final ModelFailures modelFailures;
  private final EmbeddingReader reader;

  EmbeddingDoor(Invoker invoker, ModelFailures modelFailures, JsonReader json) {
    this.invoker = invoker;
    this.modelFailures = modelFailures;
    this.reader = new EmbeddingReader(json);
  }

  @Override
  public void serve(GatewayRequest request, ReplyChannel reply) {
    Authenticated caller = request.caller();
    EmbeddingCall call = reader.read(request.body());
    Invocation invocation =
        Invocations.of(request, caller, "ai." + OPERATION, call.request(), labels(call));
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      reply.send(answer(exchange.outcome(), call, caller));
    }
  }

  // The canonical request has no place for the end user, but routes and the decision do.
  private static Map<String, String> labels(EmbeddingCall call) {
    return call.user() == null ? Map.of() : Map.of("user", call.user());
  }

  private WholeAnswer answer(Outcome outcome, EmbeddingCall call, Authenticated caller) {
    return switch (outcome) {
      case Outcome.Succeeded made -> {
        Embeddings answer = (Embeddings) Objects.requireNonNull(made.value());
        yield GatewayAnswers.of(made, EmbeddingWriter.write(answer, call.base64()));
      }
      case Outcome.Refused(var decision, var failure) -> {
        String model = Objects.requireNonNull(call.request().model());
        yield GatewayAnswers.of(
            modelFailures.of(failure, caller.scope(), model, OPERATION), decision);
      }
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.of(ProvidersFault.told(failure), decision);
    };
  }
}
