package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of a model, as far as it has come. */
public record Prediction(Json.Obj fields) {

  /** Unit of the time for which a model ran, begun ones whole. */
  public static final String TIME = MediaUnit.PREDICT_MILLISECONDS;

  private static final Set<String> RUNNING = Set.of("starting", "processing");
  private static final int MILLIS = 1_000;

  static Prediction read(WireResponse response) {
    Prediction prediction = new Prediction(VendorReply.object(response));
    if (prediction.id().isEmpty() || prediction.status().isEmpty()) {
      throw VendorReply.unreadable("it is no prediction");
    }
    return prediction;
  }

  public String id() {
    return ReplyFields.text(fields, "id");
  }

  public String status() {
    return ReplyFields.text(fields, "status");
  }

  /** The model's own words; empty when it has not failed. */
  public String error() {
    return ReplyFields.text(fields, "error");
  }

  public boolean ended() {
    return !RUNNING.contains(status());
  }

  public boolean succeeded() {
    return status().equals("succeeded");
  }

  /** Where its output is told as it is made; empty when the model cannot. */
  public Optional<URI> stream() {
    try {
      return Optional.ofNullable(ReplyFields.object(fields, "urls").text("stream"))
          .map(URI::create)
          .filter(URI::isAbsolute);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The words that a model has put out until now, whether at once or piece by piece. */
  public String text() {
    return switch (fields.get("output")) {
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> pieces) ->
          pieces.stream().map(Prediction::piece).collect(Collectors.joining());
      case Json.Null() -> "";
      case null -> "";
      default -> throw VendorReply.unreadable("the output is no text");
    };
  }

  private static String piece(Json piece) {
    if (piece instanceof Json.Str(String text)) {
      return text;
    }
    throw VendorReply.unreadable("the output is no text");
  }

  /** The addresses of the files that a model has put out: one, or a list. */
  public List<String> files() {
    List<String> files =
        switch (fields.get("output")) {
          case Json.Str(String file) -> List.of(file);
          case Json.Arr(List<Json> items) -> items.stream().map(Prediction::file).toList();
          case null, default -> List.of();
        };
    if (files.isEmpty()) {
      throw VendorReply.unreadable("the output holds no files");
    }
    return files;
  }

  private static String file(Json item) {
    if (item instanceof Json.Str(String file)) {
      return file;
    }
    throw VendorReply.unreadable("the output is no list of files");
  }

  /**
   * The tokens of a model that counts them, with the time for which it ran. Most do not, and then
   * the time alone is told.
   */
  public TokenUsage tokens() {
    Json.Obj metrics = ReplyFields.object(fields, "metrics");
    long input = ReplyFields.number(metrics, "input_token_count");
    long output = ReplyFields.number(metrics, "output_token_count");
    Map<String, Long> time = time();
    return input + output == 0 && time.isEmpty()
        ? TokenUsage.NONE
        : new TokenUsage(input, output, 0, 0, 0, 0, time);
  }

  /** The time for which it ran; empty when that is not told. */
  public Map<String, Long> time() {
    double seconds =
        switch (ReplyFields.object(fields, "metrics").get("predict_time")) {
          case Json.Dec(double value) -> value;
          case Json.Int(long value) -> value;
          case null, default -> 0;
        };
    return seconds > 0 ? Map.of(TIME, (long) Math.ceil(seconds * MILLIS)) : Map.of();
  }
}
