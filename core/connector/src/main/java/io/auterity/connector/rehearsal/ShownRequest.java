package io.auterity.connector.rehearsal;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.RequestCredential;
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
 * A request of a file as it would go out, with the credential by its name where the transport would
 * add it.
 *
 * @param headers one line each, in their order
 * @param body empty for none
 */
public record ShownRequest(String method, String uri, List<String> headers, String body) {

  private static final int LONGEST_BODY = 20_000;
  private static final String CREDENTIAL = "<credential>";
  private static final JsonMapper JSON = new JsonMapper();

  public ShownRequest {
    headers = List.copyOf(headers);
  }

  /** Its lines: what is asked, the headers, and the body behind an empty one. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s %s".formatted(method, uri));
    lines.addAll(headers);
    if (!body.isEmpty()) {
      lines.add("");
      body.lines().forEach(lines::add);
    }
    return lines;
  }

  /**
   * How requests of one provider are shown.
   *
   * @param signed hosts, with their ports, that get the credential
   */
  public record Form(Set<String> signed, Json.Obj auth) {

    /**
     * For a provider with that configuration.
     *
     * @param config whose addresses are such
     */
    public static Form of(ConnectorManifest connector, ConnectorFile file, Json.Obj config) {
      return of(connector.egress(), connector.credentialTo(), file, config);
    }

    static Form of(
        List<String> egress, List<String> credentialTo, ConnectorFile file, Json.Obj config) {
      List<String> entries = credentialTo.isEmpty() ? egress.subList(0, 1) : credentialTo;
      Json.Obj auth =
          ConnectorFile.objects(file.value(), "auth").stream()
              .filter(each -> !"none".equals(each.text("kind")))
              .findFirst()
              .orElse(Json.EMPTY);
      return new Form(
          entries.stream().map(entry -> authority(entry, config)).collect(Collectors.toSet()),
          auth);
    }

    private static String authority(String entry, Json.Obj config) {
      return entry.startsWith("${")
          ? URI.create(String.valueOf(config.text(entry.substring(2, entry.length() - 1))))
              .getRawAuthority()
          : entry;
    }

    /** Shows one. */
    public ShownRequest show(WireRequest request) {
      List<String> lines = new ArrayList<>();
      new TreeMap<>(request.headers())
          .forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
      if (request.credential() == RequestCredential.PROVIDER
          && signed.contains(request.uri().getRawAuthority())) {
        credential().forEach(lines::add);
      }
      return new ShownRequest(
          request.method(), request.uri().toString(), lines, ShownRequest.body(request));
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
        case "path" -> Stream.of("(first segment of the path: %s)".formatted(sent));
        default -> Stream.of("(signed by %s with %s)".formatted(kind, CREDENTIAL));
      };
    }
  }

  private static String body(WireRequest request) {
    if (request.body().length == 0) {
      return "";
    }
    String type = String.join("", request.headers().getOrDefault("content-type", List.of()));
    if (!type.contains("json") && !type.startsWith("text/") && !type.contains("form")) {
      return "(%d bytes)".formatted(request.body().length);
    }
    String text = new String(request.body(), StandardCharsets.UTF_8);
    String shown = text.length() <= LONGEST_BODY ? text : text.substring(0, LONGEST_BODY) + " …";
    try {
      return type.contains("json") ? JSON.readTree(shown).toPrettyString() : shown;
    } catch (JacksonException e) {
      return shown;
    }
  }
}
