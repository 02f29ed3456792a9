package io.auterity.toolkit.ai;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.Transport;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.StreamCodec;
import java.util.function.Function;

/** Carries out what codecs only describe, over the transport of the call's provider. */
public final class CodecCalls {

  private static final int LONGEST_REFUSAL = 65_536;

  /** Sends one request and reads its reply. */
  public static <I, O> O send(Codec<I, O> codec, I input, Call call) {
    Transport transport = call.provider().transport();
    WireResponse response = transport.send(codec.encode(input), call);
    if (!response.succeeded()) {
      throw new CallFailedException(codec.failure(response));
    }
    return codec.decode(response);
  }

  /**
   * Sends one request and returns its answer as it comes. A refusal before the first event is
   * thrown; whatever goes wrong later is the last event.
   */
  public static <I> Events<ChatEvent> stream(StreamCodec<I, ChatEvent> codec, I input, Call call) {
    return stream(codec, ChatEvent.Failed::new, input, call);
  }

  /**
   * The same with events of any kind.
   *
   * @param failed makes the event that tells a failure
   */
  public static <I, E extends StreamEvent> Events<E> stream(
      StreamCodec<I, E> codec, Function<Failure, E> failed, I input, Call call) {
    WireStream stream = call.provider().transport().open(codec.encode(input), call);
    if (stream.status() < 200 || stream.status() > 299) {
      throw new CallFailedException(refusal(codec, stream));
    }
    return new ChatStream<>(stream, codec.decoder(), failed, call);
  }

  private static Failure refusal(StreamCodec<?, ?> codec, WireStream stream) {
    try (stream) {
      return codec.failure(stream.drain(LONGEST_REFUSAL));
    }
  }
}
