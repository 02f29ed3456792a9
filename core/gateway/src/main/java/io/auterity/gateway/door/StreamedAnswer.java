package io.auterity.gateway.door;

import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.WireEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way. Until there is something to show a failure is an HTTP error;
 * after that it is the stream's last event.
 */
final class StreamedAnswer {

  private final Dialect dialect;
  private final Exchange exchange;
  private final ReplyChannel reply;
  private final AnswerStream stream;
  private final UnaryOperator<Failure> explained;
  private final UnaryOperator<Failure> told;
  private List<String> lostInAnswer = List.of();

  StreamedAnswer(
      Dialect dialect,
      Exchange exchange,
      ReplyChannel reply,
      AnswerStream stream,
      UnaryOperator<Failure> explained,
      UnaryOperator<Failure> told) {
    this.dialect = dialect;
    this.exchange = exchange;
    this.reply = reply;
    this.stream = stream;
    this.explained = explained;
    this.told = told;
  }

  /**
   * Shows all of it.
   *
   * @param lastWaits whether the last event waits until the call is over with all that it leaves
   */
  void run(boolean lastWaits) {
    try {
      Failure told = pass(lastWaits);
      Outcome outcome = exchange.outcome();
      Failure failure = told == null && !stream.ended() ? untold(outcome) : told;
      if (failure == null) {
        finish(outcome);
      } else {
        fail(failure);
      }
    } catch (CallFailedException e) {
      fail(e.failure());
    }
  }

  /** Passes events on until the last; returns the failure if that is one. */
  private @Nullable Failure pass(boolean lastWaits) {
    while (!stream.ended()) {
      switch (exchange.next()) {
        case null -> {
          return null;
        }
        case ChatEvent.Failed(Failure failure) -> {
          return told.apply(failure);
        }
        case ChatEvent event -> {
          if (event instanceof ChatEvent.Finished finished) {
            lostInAnswer = LossHeader.ofAnswer(finished.extra(), dialect);
          }
          byte[] piece = stream.write(event);
          if (lastWaits && stream.ended()) {
            var _ = exchange.outcome();
          }
          show(piece);
        }
        case WireEvent.Passed event -> show(stream.pass(event));
        // No caller is shown twice what has passed, but who goes on must know of it.
        case WireEvent.Read turn -> turn.before().forEach(stream::write);
        case Record other -> throw new IllegalStateException("no chat event: " + other.getClass());
      }
    }
    return null;
  }

  private void show(byte[] piece) {
    if (piece.length > 0) {
      if (!reply.begun()) {
        reply.begin(headers());
      }
      reply.write(piece);
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers =
        GatewayAnswers.stream(dialect, stream.contentType(), exchange.decision());
    List<String> lost = exchange.lost();
    if (!lost.isEmpty()) {
      headers.put(LossHeader.NAME, LossHeader.of(lost));
    }
    headers.putAll(RateHeaders.of(dialect, exchange.rates()));
    headers.putAll(CacheHeaders.of(exchange.cached()));
    headers.putAll(OutputLimitHeader.of(exchange.outputLimit()));
    return headers;
  }

  private Failure untold(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded ignored ->
          Failure.of(FailureCode.UNAVAILABLE, "the answer broke off without an end");
      case Outcome.Refused refused -> explained.apply(refused.failure());
      case Outcome.Failed failed -> told.apply(failed.failure());
    };
  }

  private void finish(Outcome outcome) {
    Map<String, String> trailers = new HashMap<>();
    if (outcome instanceof Outcome.Succeeded made) {
      trailers.put(GatewayAnswers.PROVIDER, made.provider());
    }
    if (!lostInAnswer.isEmpty()) {
      trailers.put(LossHeader.NAME, LossHeader.of(lostInAnswer));
    }
    trailers.putAll(resumed());
    reply.end(trailers);
  }

  private void fail(Failure failure) {
    if (!reply.begun()) {
      WholeAnswer answer = GatewayAnswers.failed(dialect, failure, exchange.decision());
      reply.send(RateHeaders.on(answer, dialect, exchange.rates()));
      return;
    }
    if (!stream.ended()) {
      show(stream.fail(failure));
    }
    reply.end(resumed());
  }

  private Map<String, String> resumed() {
    List<String> offers = exchange.resumed();
    return offers.isEmpty() ? Map.of() : Map.of(GatewayAnswers.RESUMED, String.join(", ", offers));
  }
}
