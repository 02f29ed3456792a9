package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.WireAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One chat on the road, answered whole or as it is made, in the form of its door. */
record ChatRoad(Invoker invoker, ModelFailures modelFailures) {

  // The two APIs of OpenAI have one form of errors, and not the same fields.
  private static final UnaryOperator<Failure> NO_PARAM_OF_RESPONSES =
      VendorError.without("openai-responses", "param");

  /** How an answer is told. */
  interface Words {

    byte[] write(ChatResponse answer);

    AnswerStream stream();

    /** What its caller is told of a failed attempt. */
    default Failure told(Failure failure) {
      return NO_PARAM_OF_RESPONSES.apply(ProvidersFault.told(failure));
    }
  }

  void serve(GatewayRequest request, ChatCall call, Words words, ReplyChannel reply) {
    serve(request, call, null, words, reply);
  }

  /**
   * Serves one.
   *
   * @param asked what is kept for a caller who may come back; null for who does not
   */
  void serve(
      GatewayRequest request,
      ChatCall call,
      Json.@Nullable Obj asked,
      Words words,
      ReplyChannel reply) {
    Authenticated caller = request.caller();
    Dialect dialect = request.endpoint().dialect();
    String operation = call.stream() ? "chat.stream" : "chat.create";
    Invocation made =
        Invocations.of(request, caller, "ai." + operation, call.input(), Map.of())
            .withAlternatives(call.alternatives());
    Invocation invocation = asked == null ? made : made.keeping(asked);
    UnaryOperator<Failure> explained =
        failure -> modelFailures.of(failure, caller.scope(), call.request().model(), operation);
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      if (call.stream()) {
        new StreamedAnswer(dialect, exchange, reply, words.stream(), explained, words::told)
            .run(asked != null);
      } else {
        WholeAnswer answer = answer(words, dialect, exchange, explained);
        WholeAnswer paced = RateHeaders.on(answer, dialect, exchange.rates());
        reply.send(
            CacheHeaders.on(
                OutputLimitHeader.on(paced, exchange.outputLimit()), exchange.cached()));
      }
    }
  }

  private static WholeAnswer answer(
      Words words, Dialect dialect, Exchange exchange, UnaryOperator<Failure> explained) {
    return switch (exchange.outcome()) {
      case Outcome.Succeeded made -> {
        List<String> lost = new ArrayList<>(exchange.lost());
        byte[] body =
            switch ((ChatAnswer) Objects.requireNonNull(made.value())) {
              case WireAnswer wire -> wire.json();
              case ChatResponse answer -> {
                lost.addAll(LossHeader.ofAnswer(answer.extra(), dialect));
                yield words.write(answer);
              }
            };
        yield LossHeader.on(GatewayAnswers.of(dialect, made, body), lost);
      }
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained.apply(failure), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, words.told(failure), decision);
    };
  }
}
