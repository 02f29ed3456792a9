package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireEvent;
import io.auterity.spi.ai.WireEvent.UsageField;
import io.auterity.toolkit.ai.PassingAnswer;
import io.auterity.toolkit.sse.SseEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat that goes as its caller wrote it, and whose answer passes as it is made. */
public record PassedStream(OpenAiEndpoint endpoint) implements StreamCodec<WireBody, StreamEvent> {

  private static final WireEvent DONE =
      new WireEvent.Passed(
          SseEvent.bytes(AnswerInProgress.DONE.getBytes(UTF_8)),
          false,
          0,
          null,
          UsageField.AS_USUAL,
          true);

  @Override
  public WireRequest encode(WireBody body) {
    Map<String, Json> set = new LinkedHashMap<>();
    set.put("stream", Json.of(true));
    if (endpoint.traits().streamOptions()) {
      set.put("stream_options", ChatStreamCodec.options(body.frame()));
    }
    return PassedChat.encode(body, set, endpoint);
  }

  @Override
  public Decoder<StreamEvent> decoder() {
    AnswerInProgress answer = new AnswerInProgress();
    return PassingAnswer.decoder(new Passing(answer), answer);
  }

  @Override
  public Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response);
  }

  private static final class Passing implements PassingAnswer.Passage {

    private final AnswerInProgress answer;
    private final List<String> toolCalls = new ArrayList<>();
    private boolean begun;
    private @Nullable ChunkScan untallied;

    Passing(AnswerInProgress answer) {
      this.answer = answer;
    }

    @Override
    public boolean pass(String data, List<StreamEvent> events, List<ChatEvent> followed) {
      if (data.equals(AnswerInProgress.DONE)) {
        return end(events);
      }
      ChunkScan chunk = ChunkScan.of(data, toolCalls);
      if (chunk == null || !(begun || chunk.namesRole())) {
        return false;
      }
      begun = true;
      answer.take(chunk, followed);
      if (chunk.usage() != null) {
        untallied = chunk.tally() ? null : chunk;
      }
      events.add(chunk.passed());
      return true;
    }

    // A caller that asked for usage finds it in a chunk of its own, wherever the vendor told it.
    @Override
    public boolean end(List<StreamEvent> events) {
      if (answer.hasReason()) {
        if (untallied != null) {
          events.add(untallied.alone());
        }
        events.add(DONE);
      }
      return answer.hasReason();
    }

    @Override
    public void turn(List<ChatEvent> followed) {
      if (untallied != null && untallied.usage() != null) {
        followed.add(new ChatEvent.Used(untallied.usage()));
      }
    }
  }
}
