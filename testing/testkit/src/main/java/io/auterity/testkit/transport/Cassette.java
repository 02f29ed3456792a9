package io.auterity.testkit.transport;

import io.auterity.spi.Json;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A recording in the form of Python's VCR: YAML with the interactions of a session. */
public final class Cassette {

  private static final String FRAMES = "application/vnd.amazon.eventstream";

  private Cassette() {}

  /** The exchanges of a file, in their order. */
  public static List<RecordedExchange> read(Path file) {
    try {
      Json.Obj cassette = (Json.Obj) YamlTree.read(Files.readAllBytes(file));
      return items(cassette, "interactions").stream().map(Cassette::exchange).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exchanges of all files of a folder, in the order of their names. */
  public static List<RecordedExchange> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(file -> read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedExchange exchange(Json interaction) {
    Json.Obj request = object((Json.Obj) interaction, "request");
    Json.Obj response = object((Json.Obj) interaction, "response");
    return new RecordedExchange(
        new WireRequest(
            Objects.requireNonNull(request.text("method")),
            URI.create(Objects.requireNonNull(request.text("uri"))),
            headers(request),
            body(request),
            credential(request)),
        new WireResponse(status(response), headers(response), replied(response)));
  }

  /** One that went without the provider's says {@code credential: none}. */
  private static RequestCredential credential(Json.Obj request) {
    return switch (Objects.requireNonNullElse(request.text("credential"), "provider")) {
      case "provider" -> RequestCredential.PROVIDER;
      case "none" -> RequestCredential.NONE;
      case String other ->
          throw new IllegalArgumentException(
              "credential '%s' of a request: write provider or none".formatted(other));
    };
  }

  /** A recording holds bytes that are no text in base64. */
  private static byte[] replied(Json.Obj response) {
    byte[] body = body(response);
    return headers(response).getOrDefault("content-type", List.of()).contains(FRAMES)
        ? Base64.getDecoder().decode(body)
        : body;
  }

  private static int status(Json.Obj response) {
    return (int)
        ((Json.Int) Objects.requireNonNull(object(response, "status").get("code"))).value();
  }

  private static byte[] body(Json.Obj message) {
    Json parsed = message.get("parsed_body");
    String text =
        switch (parsed == null ? message.get("body") : parsed) {
          case null -> "";
          case Json.Null() -> "";
          case Json.Str(String value) -> value;
          case Json.Obj wrapped when parsed == null -> String.valueOf(wrapped.text("string"));
          case Json value -> value.toString();
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> headers(Json.Obj message) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Json.Obj recorded = object(message, "headers");
    for (String name : recorded.fields().keySet()) {
      headers.put(
          name.toLowerCase(Locale.ROOT),
          items(recorded, name).stream()
              .map(value -> value instanceof Json.Str(String text) ? text : value.toString())
              .toList());
    }
    return headers;
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return parent.get(name) instanceof Json.Obj value ? value : Json.EMPTY;
  }

  private static List<Json> items(Json.Obj parent, String name) {
    return parent.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }
}
