package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.EmbeddingRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads bodies of {@code POST /v1/embeddings}; a field that it does not know is refused. */
public final class EmbeddingReader {

  private static final int MOST = 2_048;

  private final JsonReader json;

  public EmbeddingReader(JsonReader json) {
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} or {@code unsupported}; {@code
   *     fields} names the place
   */
  public EmbeddingCall read(byte[] text) {
    RequestFields body = RequestFields.of("", json.read(text));
    EmbeddingRequest request =
        new EmbeddingRequest(body.model(), input(body.take("input")), dimensions(body));
    EmbeddingCall call = new EmbeddingCall(request, base64(body), body.text("user"));
    if (!body.isEmpty()) {
      throw FieldRefusals.unsupported(body.first(), "is not known");
    }
    return call;
  }

  private static List<String> input(@Nullable Json input) {
    return switch (input) {
      case null -> throw FieldRefusals.missing("input");
      case Json.Str(String one) -> List.of(one);
      case Json.Arr(List<Json> several) -> texts(several);
      case Json other -> throw FieldRefusals.wrongType("input", "a string or an array", other);
    };
  }

  private static List<String> texts(List<Json> items) {
    if (items.isEmpty() || items.size() > MOST) {
      throw FieldRefusals.invalid("input", "must hold 1 to %d texts".formatted(MOST));
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Json item : items) {
      texts.add(text(JsonPath.item("input", texts.size()), item));
    }
    return texts;
  }

  private static String text(String path, Json item) {
    return switch (item) {
      case Json.Str(String text) -> text;
      case Json.Int ignored -> throw tokens();
      case Json.Arr ignored -> throw tokens();
      default -> throw FieldRefusals.wrongType(path, "a string", item);
    };
  }

  private static RuntimeException tokens() {
    return FieldRefusals.unsupported(
        "input", "must be text: token arrays fit one vendor's tokenizer");
  }

  private static @Nullable Integer dimensions(RequestFields body) {
    Integer dimensions = body.integer("dimensions");
    if (dimensions != null && dimensions < 1) {
      throw FieldRefusals.invalid("dimensions", "must be at least 1");
    }
    return dimensions;
  }

  private static boolean base64(RequestFields body) {
    String format = body.text("encoding_format");
    return switch (format) {
      case null -> false;
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw FieldRefusals.invalid("encoding_format", "must be float or base64, not " + format);
    };
  }
}
