package io.auterity.plugins.ai.local.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auterity.plugins.ai.local.embedding.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moonshine tiny, a model of 27 million parameters that writes down English. An encoder hears the
 * whole piece, a decoder writes token by token; what it has looked at is kept from one token to the
 * next, as it keeps what the encoder told it from the first. Each run takes one thread, the
 * caller's; many may run at once.
 */
public final class SpeechModel implements AutoCloseable {

  private static final int LAYERS = 6;
  private static final int HEADS = 8;
  private static final int HEAD = 36;
  private static final int BEGIN = 1;
  private static final int END = 2;

  /** People say fewer in a second. */
  private static final int TOKENS_IN_SECOND = 6;

  private static final int SHORTEST = Waveform.RATE;

  /** A piece in which nothing is louder is silence, in which the model would hear words. */
  private static final float SILENCE = 0.003f;

  private final OrtEnvironment environment;
  private final OrtSession encoder;
  private final OrtSession decoder;
  private final SpeechWords words;

  private SpeechModel(
      OrtEnvironment environment, OrtSession encoder, OrtSession decoder, SpeechWords words) {
    this.environment = environment;
    this.encoder = encoder;
    this.decoder = decoder;
    this.words = words;
  }

  /** A stretch of speech; times in seconds from the beginning. */
  public record Heard(double start, double end, String text) {}

  /** Loads the model; takes about a second. */
  public static SpeechModel load() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new SpeechModel(
          environment,
          environment.createSession(resource("encoder_model.onnx"), options),
          environment.createSession(resource("decoder_model_merged.onnx"), options),
          SpeechWords.read(resource("llama-tokenizer.js")));
    } catch (OrtException e) {
      throw new ModelException("cannot load the speech model: " + e.getMessage());
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = SpeechModel.class.getResourceAsStream("/moonshine-tiny/" + name)) {
      if (in == null) {
        throw new ModelException("the file %s of the speech model is missing".formatted(name));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What was said, by pieces of at most thirty seconds; silent ones are left out.
   *
   * @param betweenPieces may throw to stop
   */
  public List<Heard> listen(Waveform sound, Runnable betweenPieces) {
    List<Heard> heard = new ArrayList<>();
    for (Pauses.Piece piece : Pauses.cut(sound.samples())) {
      betweenPieces.run();
      String text = text(Arrays.copyOfRange(sound.samples(), piece.from(), piece.to()));
      if (!text.isEmpty()) {
        heard.add(new Heard(seconds(piece.from()), seconds(piece.to()), text));
      }
    }
    return heard;
  }

  private static double seconds(int samples) {
    return (double) samples / Waveform.RATE;
  }

  private String text(float[] samples) {
    if (isSilent(samples)) {
      return "";
    }
    float[] enough = Arrays.copyOf(samples, Math.max(SHORTEST, samples.length));
    try (OnnxTensor sound =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(enough), new long[] {1, enough.length});
        OrtSession.Result told = encoder.run(Map.of("input_values", sound))) {
      int most = enough.length * TOKENS_IN_SECOND / Waveform.RATE;
      return words.text(tokens((OnnxTensor) told.get(0), most));
    } catch (OrtException e) {
      throw new ModelException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isSilent(float[] samples) {
    for (float sample : samples) {
      if (Math.abs(sample) > SILENCE) {
        return false;
      }
    }
    return true;
  }

  private List<Integer> tokens(OnnxTensor told, int most) throws OrtException {
    List<Integer> tokens = new ArrayList<>();
    try (Memory memory = new Memory(environment)) {
      int next = BEGIN;
      for (int i = 0; i < most; i++) {
        next = next(told, next, i > 0, memory);
        if (next == END) {
          break;
        }
        tokens.add(next);
      }
    }
    return tokens;
  }

  private int next(OnnxTensor told, int last, boolean goesOn, Memory memory) throws OrtException {
    try (OnnxTensor token = OnnxTensor.createTensor(environment, new long[][] {{last}});
        OnnxTensor cached = OnnxTensor.createTensor(environment, new boolean[] {goesOn})) {
      Map<String, OnnxTensorLike> inputs = new HashMap<>(memory.past());
      inputs.put("input_ids", token);
      inputs.put("encoder_hidden_states", told);
      inputs.put("use_cache_branch", cached);
      OrtSession.Result result = decoder.run(inputs);
      memory.take(result, goesOn);
      return likeliest(((float[][][]) tensor(result, "logits").getValue())[0][0]);
    }
  }

  private static int likeliest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor)
        result.get(name).orElseThrow(() -> new ModelException("the model gives no " + name));
  }

  /** What the decoder has looked at; the first result holds what the encoder told it. */
  private static final class Memory implements AutoCloseable {
    private final Map<String, OnnxTensorLike> past = new HashMap<>();
    private final OnnxTensor nothing;
    private OrtSession.@Nullable Result first;
    private OrtSession.@Nullable Result last;

    Memory(OrtEnvironment environment) throws OrtException {
      nothing =
          OnnxTensor.createTensor(
              environment, FloatBuffer.allocate(0), new long[] {0, HEADS, 1, HEAD});
      for (int layer = 0; layer < LAYERS; layer++) {
        for (String part : PARTS) {
          past.put("past_key_values." + layer + part, nothing);
        }
      }
    }

    private static final List<String> PARTS =
        List.of(".decoder.key", ".decoder.value", ".encoder.key", ".encoder.value");

    Map<String, OnnxTensorLike> past() {
      return past;
    }

    void take(OrtSession.Result result, boolean goesOn) {
      for (int layer = 0; layer < LAYERS; layer++) {
        for (String part : PARTS) {
          if (!goesOn || part.startsWith(".decoder")) {
            past.put("past_key_values." + layer + part, tensor(result, "present." + layer + part));
          }
        }
      }
      if (last != null) {
        last.close();
        last = null;
      }
      if (first == null) {
        first = result;
      } else {
        last = result;
      }
    }

    @Override
    public void close() {
      nothing.close();
      if (last != null) {
        last.close();
      }
      if (first != null) {
        first.close();
      }
    }
  }

  @Override
  public void close() {
    try (encoder) {
      decoder.close();
    } catch (OrtException e) {
      throw new ModelException(String.valueOf(e.getMessage()));
    }
  }
}
