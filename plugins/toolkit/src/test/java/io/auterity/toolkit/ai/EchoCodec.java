package io.auterity.toolkit.ai;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TokenUsage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A dialect of letters (text), digits (tokens used so far) and a full stop (the end). */
final class EchoCodec implements Codec<String, String> {

  @Override
  public WireRequest encode(String request) {
    return WireRequest.json(
        URI.create("https://example.org"), request.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String decode(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Override
  public Failure failure(WireResponse response) {
    return Failure.of(FailureCode.CONFLICT, decode(response));
  }

  StreamCodec<String, ChatEvent> streaming() {
    return new StreamCodec<>() {
      @Override
      public WireRequest encode(String request) {
        return EchoCodec.this.encode(request);
      }

      @Override
      public Decoder<ChatEvent> decoder() {
        return new Letters();
      }

      @Override
      public Failure failure(WireResponse response) {
        return EchoCodec.this.failure(response);
      }
    };
  }

  private static final class Letters implements Decoder<ChatEvent> {

    @Override
    public List<ChatEvent> feed(byte[] bytes) {
      List<ChatEvent> events = new ArrayList<>();
      for (byte b : bytes) {
        events.add(event((char) b));
      }
      return events;
    }

    private static ChatEvent event(char c) {
      if (c == '.') {
        return new ChatEvent.Finished(FinishReason.STOP);
      }
      return Character.isDigit(c)
          ? new ChatEvent.Used(new TokenUsage(0, c - '0', 0, 0))
          : new ChatEvent.PartDelta(0, new Part.Text(String.valueOf(c)));
    }

    @Override
    public List<ChatEvent> end() {
      return List.of();
    }
  }
}
