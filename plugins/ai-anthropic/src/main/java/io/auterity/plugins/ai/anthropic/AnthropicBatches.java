package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessageBatchCodec;
import io.auterity.plugins.ai.anthropic.wire.MessageResult;
import io.auterity.plugins.ai.anthropic.wire.NewMessageBatch;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireStream;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ResultLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Batches of messages. A batch has no name of ours: it is found by the time that our id tells, and
 * by the ids of its lines, which can be read once it has ended.
 */
record AnthropicBatches(AnthropicEndpoint endpoint) implements WireBatches {

  private static final int LONGEST_REFUSAL = 65_536;
  private static final int MOST_PAGES = 20;
  private static final Duration BEFORE = Duration.ofMinutes(1);
  private static final Duration AFTER = Duration.ofMinutes(10);

  @Override
  public boolean takes(WireRequest request) {
    return new NewMessageBatch(endpoint).takes(request);
  }

  @Override
  public String create(String id, List<Line> lines, Call call) {
    return CodecCalls.send(new NewMessageBatch(endpoint), lines, call);
  }

  @Override
  public Optional<String> find(String id, Call call) {
    Instant handed = Instant.ofEpochMilli(UUID.fromString(id).getMostSignificantBits() >>> 16);
    List<MessageBatchCodec.Told> may = of(handed, call);
    for (MessageBatchCodec.Told one : may) {
      if (one.ended() && holds(one.ref(), id, call)) {
        return Optional.of(one.ref());
      }
    }
    if (may.stream().allMatch(MessageBatchCodec.Told::ended)) {
      return Optional.empty();
    }
    throw new CallFailedException(
        FailureCode.UNAVAILABLE,
        "the vendor tells what is in its batches once they have ended, and some of %s have not"
            .formatted(handed));
  }

  /** All that the vendor was handed at about that time. */
  private List<MessageBatchCodec.Told> of(Instant handed, Call call) {
    List<MessageBatchCodec.Told> all = new ArrayList<>();
    String after = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      List<MessageBatchCodec.Told> told =
          CodecCalls.send(new MessageBatchCodec.Listing(endpoint), after, call);
      told.stream()
          .filter(one -> !isBefore(one, handed) && one.created().isBefore(handed.plus(AFTER)))
          .forEach(all::add);
      if (told.isEmpty() || isBefore(told.getLast(), handed)) {
        break;
      }
      after = told.getLast().ref();
    }
    return all;
  }

  private static boolean isBefore(MessageBatchCodec.Told one, Instant handed) {
    return one.created().isBefore(handed.minus(BEFORE));
  }

  private boolean holds(String ref, String id, Call call) {
    try (WireStream stream = open(new MessageBatchCodec(endpoint, false), ref, call)) {
      Result first = new ResultLines(stream, MessageResult::read, call).next();
      return first != null && first.line().startsWith(id);
    }
  }

  private static WireStream open(MessageBatchCodec codec, String ref, Call call) {
    WireStream stream = call.provider().transport().open(codec.results(ref), call);
    if (stream.status() < 300) {
      return stream;
    }
    try (stream) {
      throw new CallFailedException(codec.failure(stream.drain(LONGEST_REFUSAL)));
    }
  }

  @Override
  public Standing standing(String ref, Call call) {
    return CodecCalls.send(new MessageBatchCodec(endpoint, false), ref, call).ended()
        ? Standing.ENDED
        : Standing.UNDER_WAY;
  }

  @Override
  public void results(String ref, Consumer<Result> taker, Call call) {
    try (WireStream stream = open(new MessageBatchCodec(endpoint, false), ref, call)) {
      ResultLines lines = new ResultLines(stream, MessageResult::read, call);
      for (Result told = lines.next(); told != null; told = lines.next()) {
        taker.accept(told);
      }
    }
  }

  @Override
  public void cancel(String ref, Call call) {
    CodecCalls.send(new MessageBatchCodec(endpoint, true), ref, call);
  }
}
