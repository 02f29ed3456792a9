package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.TokenCount;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Counts of tokens. A vendor is asked where one can be; otherwise they are estimated, and the
 * answer says so in a header. What a caller can mend is told all the same, and so is what a
 * provider could not be told where all of it was asked for.
 */
record TokenDoor(Invoker invoker, ModelFailures modelFailures) {

  private static final String OPERATION = "token.count";

  /**
   * Serves one of a whole conversation.
   *
   * @param words how a count is told
   */
  void serve(
      Function<TokenCount, byte[]> words,
      ChatRequest asked,
      GatewayRequest request,
      ReplyChannel reply) {
    Invocation invocation =
        Invocations.of(request, request.caller(), "ai." + OPERATION, Payload.of(asked), Map.of());
    try (Exchange exchange = invoker.open(invocation)) {
      reply.onGone(exchange::cancel);
      WholeAnswer answer = answer(words, request, invocation, asked, exchange.outcome());
      reply.send(
          RateHeaders.on(
              LossHeader.on(answer, exchange.lost()),
              request.endpoint().dialect(),
              exchange.rates()));
    }
  }

  private WholeAnswer answer(
      Function<TokenCount, byte[]> words,
      GatewayRequest request,
      Invocation invocation,
      ChatRequest asked,
      Outcome outcome) {
    Dialect dialect = request.endpoint().dialect();
    return switch (outcome) {
      case Outcome.Succeeded made -> {
        TokenCount count = (TokenCount) Objects.requireNonNull(made.value());
        WholeAnswer answer = GatewayAnswers.of(dialect, made, words.apply(count));
        yield count.estimated() ? estimated(answer) : answer;
      }
      case Outcome.Refused(var decision, var failure) -> {
        Failure told =
            modelFailures.of(failure, request.caller().scope(), asked.model(), OPERATION);
        yield mendable(told)
            ? GatewayAnswers.failed(dialect, told, decision)
            : estimated(GatewayAnswers.of(dialect, decision, estimate(words, asked)));
      }
      case Outcome.Failed(var decision, var failure) ->
          (mendable(failure) && !refused(failure))
                  || (invocation.strict() && failure.code() == FailureCode.UNSUPPORTED)
              ? GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision)
              : estimated(GatewayAnswers.of(dialect, decision, estimate(words, asked)));
    };
  }

  /** Whether the caller did something wrong, or has gone, or it is unknown what happened. */
  private static boolean mendable(Failure failure) {
    return switch (failure.code()) {
      case UNSUPPORTED, NO_VIABLE_PROVIDER, UNAVAILABLE, TIMEOUT, RATE_LIMITED, SATURATED -> false;
      default -> true;
    };
  }

  /** Whether the vendor counts nothing for the provider as it is set up; no caller can mend it. */
  private static boolean refused(Failure failure) {
    return switch (failure.code()) {
      case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, QUOTA_EXHAUSTED -> true;
      default -> false;
    };
  }

  private static byte[] estimate(Function<TokenCount, byte[]> words, ChatRequest asked) {
    return words.apply(TokenEstimate.of(asked));
  }

  private static WholeAnswer estimated(WholeAnswer answer) {
    return answer.with("auterity-estimated", "true");
  }
}
