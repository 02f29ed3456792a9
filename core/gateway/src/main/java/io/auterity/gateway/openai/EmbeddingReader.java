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
public record EmbeddingReader(JsonReader json) {

  private static final int MOST = 2_048;

  /** One array alone is one text, however many tokens it has. */
  private static final int MOST_TOKENS = 1 << 20;

  /**
   * Reads a body.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} or {@code unsupported}; {@code
   *     fields} names the place
   */
  public EmbeddingCall read(byte[] text) {
    RequestFields body = RequestFields.of("", json.read(text));
    EmbeddingCall call = new EmbeddingCall(request(body), base64(body), body.text("user"));
    if (!body.isEmpty()) {
      throw FieldRefusals.unsupported(body.first(), "is not known");
    }
    return call;
  }

  private static EmbeddingRequest request(RequestFields body) {
    String model = body.model();
    Json input = body.take("input");
    Integer dimensions = dimensions(body);
    return switch (input) {
      case null -> throw FieldRefusals.missing("input");
      case Json.Str(String one) -> new EmbeddingRequest(model, List.of(one), dimensions);
      case Json.Arr(List<Json> items)
          when !items.isEmpty() && items.getFirst() instanceof Json.Int ->
          ofTokens(model, List.of(tokens("input", items)), dimensions);
      case Json.Arr(List<Json> items) when items.isEmpty() || items.size() > MOST ->
          throw FieldRefusals.invalid("input", "must hold 1 to %d texts".formatted(MOST));
      case Json.Arr(List<Json> items) ->
          switch (items.getFirst()) {
            case Json.Arr _ -> ofTokens(model, severalTokens(items), dimensions);
            default -> new EmbeddingRequest(model, texts(items), dimensions);
          };
      case Json other -> throw FieldRefusals.wrongType("input", "a string or an array", other);
    };
  }

  private static EmbeddingRequest ofTokens(
      String model, List<List<Integer>> tokens, @Nullable Integer dimensions) {
    return new EmbeddingRequest(model, List.of(), dimensions, tokens);
  }

  private static List<String> texts(List<Json> items) {
    List<String> texts = new ArrayList<>(items.size());
    for (Json item : items) {
      String path = JsonPath.item("input", texts.size());
      if (!(item instanceof Json.Str(String text))) {
        throw FieldRefusals.wrongType(path, "a string", item);
      }
      texts.add(text);
    }
    return texts;
  }

  private static List<List<Integer>> severalTokens(List<Json> items) {
    List<List<Integer>> several = new ArrayList<>(items.size());
    for (Json item : items) {
      String path = JsonPath.item("input", several.size());
      if (!(item instanceof Json.Arr(List<Json> numbers))) {
        throw FieldRefusals.wrongType(path, "an array of tokens", item);
      }
      several.add(tokens(path, numbers));
    }
    return several;
  }

  private static List<Integer> tokens(String path, List<Json> numbers) {
    if (numbers.isEmpty() || numbers.size() > MOST_TOKENS) {
      throw FieldRefusals.invalid(path, "must hold 1 to %d tokens".formatted(MOST_TOKENS));
    }
    List<Integer> tokens = new ArrayList<>(numbers.size());
    for (Json number : numbers) {
      if (!(number instanceof Json.Int(long token)) || token < 0 || token > Integer.MAX_VALUE) {
        throw FieldRefusals.wrongType(JsonPath.item(path, tokens.size()), "a token", number);
      }
      tokens.add((int) token);
    }
    return tokens;
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
