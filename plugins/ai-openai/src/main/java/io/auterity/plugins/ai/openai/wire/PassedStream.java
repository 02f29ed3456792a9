package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireEvent;
import io.auterity.toolkit.ai.SseChatDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat that goes as its caller wrote it, and whose answer passes as it is made. */
public record PassedStream(OpenAiEndpoint endpoint) implements StreamCodec<WireBody, StreamEvent> {

  private static final byte[] DATA = "data: ".getBytes(UTF_8);

  @Override
  public WireRequest encode(WireBody body) {
    Map<String, Json> set = new LinkedHashMap<>();
    set.put("stream", Json.of(true));
    set.put("stream_options", ChatStreamCodec.options(body.frame()));
    return PassedChat.encode(body, set, endpoint);
  }

  @Override
  public Decoder<StreamEvent> decoder() {
    return new SseChatDecoder<>(new Passing(), ChatEvent.Failed::new);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response);
  }

  /**
   * Lets chunks pass until one must be read; that one and all behind it are read. What has passed
   * is followed so far that reading may go on from there, without its words.
   */
  private static final class Passing implements SseChatDecoder.Answer<StreamEvent> {

    private final AnswerInProgress answer = new AnswerInProgress();
    private final List<ChatEvent> followed = new ArrayList<>();
    private final List<String> toolCalls = new ArrayList<>();
    private boolean begun;
    private boolean reads;
    private @Nullable ChunkScan untallied;

    @Override
    public void take(String data, List<StreamEvent> events) {
      if (!reads && !passes(data, events)) {
        reads = true;
        turn(events);
      }
      if (reads) {
        read(told -> answer.take(data, told), events);
      }
    }

    private void turn(List<StreamEvent> events) {
      if (untallied != null && untallied.usage() != null) {
        followed.add(new ChatEvent.Used(untallied.usage()));
      }
      if (!followed.isEmpty()) {
        events.add(new WireEvent.Read(followed));
        followed.clear();
      }
    }

    @Override
    public void end(List<StreamEvent> events) {
      if (reads) {
        read(answer::end, events);
      } else if (answer.hasReason()) {
        finish(events);
      } else {
        throw new CallFailedException(OpenAiErrors.unread("the answer was cut off"));
      }
    }

    private interface Reading {
      void tell(List<ChatEvent> events);
    }

    // What was told before a failure is handed on with it.
    private static void read(Reading reading, List<StreamEvent> events) {
      List<ChatEvent> told = new ArrayList<>();
      try {
        reading.tell(told);
      } finally {
        events.addAll(told);
      }
    }

    private boolean passes(String data, List<StreamEvent> events) {
      if (data.equals(AnswerInProgress.DONE)) {
        if (answer.hasReason()) {
          finish(events);
        }
        return answer.hasReason();
      }
      ChunkScan chunk = data.indexOf('\n') < 0 ? ChunkScan.of(data, toolCalls) : null;
      if (chunk == null || !(begun || chunk.namesRole())) {
        return false;
      }
      begun = true;
      follow(chunk);
      events.add(chunk.passed());
      return true;
    }

    private void follow(ChunkScan chunk) {
      answer.take(chunk, followed);
      if (chunk.usage() != null) {
        untallied = chunk.tally() ? null : chunk;
      }
    }

    // Whoever asked for usage finds it in a chunk of its own, wherever the vendor told it.
    private void finish(List<StreamEvent> events) {
      if (untallied != null) {
        events.add(untallied.alone());
      }
      events.add(passed(AnswerInProgress.DONE.getBytes(UTF_8), false, 0, null, false, true));
    }
  }

  /** An event with that data. */
  static WireEvent passed(
      byte[] data,
      boolean visible,
      int length,
      @Nullable TokenUsage usage,
      boolean tally,
      boolean last) {
    byte[] bytes = new byte[data.length + 8];
    System.arraycopy(DATA, 0, bytes, 0, DATA.length);
    System.arraycopy(data, 0, bytes, DATA.length, data.length);
    bytes[bytes.length - 2] = '\n';
    bytes[bytes.length - 1] = '\n';
    return new WireEvent.Passed(bytes, visible, length, usage, tally, last);
  }
}
