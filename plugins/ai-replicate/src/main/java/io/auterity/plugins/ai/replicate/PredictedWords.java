package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.OutputStreamCodec;
import io.auterity.plugins.ai.replicate.wire.Prediction;
import io.auterity.plugins.ai.replicate.wire.ReplicateErrors;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.CodecCalls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Words of a prediction as they are made: from its stream where there is one, else by looking at it
 * again and again. What counts in the end is the prediction itself, which tells all words, how it
 * ended and what it used; a stream that breaks off loses nothing but time. One thread reads; any
 * may close.
 */
final class PredictedWords implements Events<ChatEvent> {

  private final Predictions predictions;
  private final Call call;
  private final String model;
  private final Queue<ChatEvent> ready = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Prediction seen;
  private volatile boolean ended;
  private @Nullable Events<ChatEvent> stream;
  private Duration pause = Predictions.firstPause();
  private int told;

  /** Those of a prediction that was just made. */
  PredictedWords(Predictions predictions, Prediction made, String model, Call call) {
    this.predictions = predictions;
    this.seen = made;
    this.model = model;
    this.call = call;
    this.stream = opened(made.stream());
    ready.add(new ChatEvent.Started(made.id(), model));
  }

  /** A stream that cannot be opened is no loss, unless the caller no longer waits. */
  private @Nullable Events<ChatEvent> opened(Optional<URI> address) {
    if (seen.ended() || address.isEmpty()) {
      return null;
    }
    try {
      return CodecCalls.stream(new OutputStreamCodec(seen.id(), model), address.get(), call);
    } catch (CallFailedException e) {
      if (call.cancelled()) {
        predictions.cancel(seen);
        throw e;
      }
      return null;
    }
  }

  @Override
  public @Nullable ChatEvent next() {
    while (ready.isEmpty() && !ended && !closed.get()) {
      read();
    }
    return closed.get() ? null : ready.poll();
  }

  private void read() {
    try {
      Events<ChatEvent> words = stream;
      if (words != null) {
        read(words);
      } else if (seen.ended()) {
        conclude();
      } else {
        seen = predictions.look(seen, pause);
        pause = Predictions.longer(pause);
        tellRest();
      }
    } catch (CallFailedException e) {
      ended = true;
      if (!seen.ended()) {
        predictions.cancel(seen);
      }
      ready.add(new ChatEvent.Failed(e.failure()));
    }
  }

  private void read(Events<ChatEvent> words) {
    switch (words.next()) {
      case ChatEvent.PartDelta(int _, Part.Text(String text)) -> tell(text);
      case ChatEvent.Finished _ -> leaveStream(words);
      case ChatEvent.Failed _ -> leaveStream(words);
      case null -> leaveStream(words);
      default -> {}
    }
  }

  private void leaveStream(Events<ChatEvent> words) {
    words.close();
    stream = null;
  }

  private void tell(String text) {
    told += text.length();
    ready.add(new ChatEvent.PartDelta(0, new Part.Text(text)));
  }

  private void tellRest() {
    String all = seen.text();
    if (all.length() > told) {
      tell(all.substring(told));
    }
  }

  private void conclude() {
    ended = true;
    TokenUsage usage = seen.tokens();
    AiMeter.meter(usage, call);
    if (seen.succeeded()) {
      tellRest();
    }
    if (told > 0) {
      ready.add(new ChatEvent.PartDone(0));
    }
    if (!usage.equals(TokenUsage.NONE)) {
      ready.add(new ChatEvent.Used(usage));
    }
    ready.add(
        seen.succeeded()
            ? new ChatEvent.Finished(FinishReason.STOP)
            : new ChatEvent.Failed(ReplicateErrors.ended(seen)));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Events<ChatEvent> words = stream;
      if (words != null) {
        words.close();
      }
      if (!ended && !seen.ended()) {
        predictions.cancel(seen);
      }
    }
  }
}
