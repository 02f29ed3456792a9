package io.auterity.author;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How requests of a file are shown: as they would go out, with the credential by its name where the
 * transport would add it.
 *
 * @param signed hosts, with their ports, that get the credential
 */
record ShownRequest(Set<String> signed, Json.Obj auth) {

  private static final int LONGEST_BODY = 20_000;
  private static final String CREDENTIAL = "<credential>";
  private static final JsonMapper JSON = new JsonMapper();

  /** For a provider with that configuration. */
  static ShownRequest of(ConnectorManifest connector, ConnectorFile file, Json.Obj config) {
    List<String> entries =
        connector.credentialTo().isEmpty()
            ? connector.egress().subList(0, 1)
            : connector.credentialTo();
    Json.Obj auth =
        ConnectorFile.objects(file.value(), "auth").stream()
            .filter(each -> !"none".equals(each.text("kind")))
            .findFirst()
            .orElse(Json.EMPTY);
    return new ShownRequest(
        entries.stream().map(entry -> authority(entry, config)).collect(Collectors.toSet()), auth);
  }

  private static String authority(String entry, Json.Obj config) {
    return entry.startsWith("${")
        ? URI.create(String.valueOf(config.text(entry.substring(2, entry.length() - 1))))
            .getRawAuthority()
        : entry;
  }

  /** The lines of a request. */
  List<String> lines(WireRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s".formatted(request.method(), request.uri()));
    new TreeMap<>(request.headers())
        .forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    if (!request.unsigned() && signed.contains(request.uri().getRawAuthority())) {
      credential().forEach(lines::add);
    }
    if (request.body().length > 0) {
      lines.add("");
      body(request).forEach(lines::add);
    }
    return lines;
  }

  private Stream<String> credential() {
    String kind = Objects.requireNonNullElse(auth.text("kind"), "none");
    String name = Objects.requireNonNullElse(auth.text("name"), "<its header>");
    String value = Objects.requireNonNullElse(auth.text("value"), "${secret}");
    String sent = value.replace("${secret}", CREDENTIAL);
    return switch (kind) {
      case "none" -> Stream.empty();
      case "bearer" -> Stream.of("authorization: Bearer " + CREDENTIAL);
      case "basic" -> Stream.of("authorization: Basic " + CREDENTIAL);
      case "header" -> Stream.of(name + ": " + sent);
      case "query" -> Stream.of("(parameter %s of the query: %s)".formatted(name, sent));
      default -> Stream.of("(signed by %s with %s)".formatted(kind, CREDENTIAL));
    };
  }

  private static Stream<String> body(WireRequest request) {
    String type = String.join("", request.headers().getOrDefault("content-type", List.of()));
    if (!type.contains("json") && !type.startsWith("text/") && !type.contains("form")) {
      return Stream.of("(%d bytes)".formatted(request.body().length));
    }
    String text = new String(request.body(), StandardCharsets.UTF_8);
    String shown = text.length() <= LONGEST_BODY ? text : text.substring(0, LONGEST_BODY) + " …";
    try {
      return type.contains("json") ? JSON.readTree(shown).toPrettyString().lines() : shown.lines();
    } catch (JacksonException e) {
      return shown.lines();
    }
  }
}
