package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a file, where its requests go, and the hosts to which they may be redirected. The
 * credential goes to {@code api} and to those that say so.
 */
public final class Servers {

  /** The server of requests that name none. */
  static final String API = "api";

  /** An address: a field of the configuration, or a host, and a path. */
  private static final Pattern URL =
      Pattern.compile(
          "(?:\\$\\{config\\.(\\w+)}|(https?://[A-Za-z0-9.:-]+))(/[A-Za-z0-9._~@/-]*)?");

  private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+");

  private final Json.Obj said;
  private final @Nullable String keys;

  private Servers(Json.Obj said, @Nullable String keys) {
    this.said = said;
    this.keys = keys;
  }

  static Servers of(ConnectorFile file) {
    Json.Obj signature = ConnectorFile.object(file.part("webhooks"), "signature");
    return new Servers(file.part("servers"), signature.text("keys"));
  }

  /** Notes what is wrong with them. */
  public static void check(ConnectorFile file, FileProblems problems) {
    Servers servers = of(file);
    for (String name : servers.said.fields().keySet()) {
      servers.check(name, file.part("config"), problems);
    }
  }

  private void check(String name, Json.Obj config, FileProblems problems) {
    String path = JsonPath.field("servers", name);
    Json.Obj server = ConnectorFile.object(said, name);
    String url = server.text("url");
    if ((url == null) == (server.get("hosts") == null)) {
      problems.add(path, "must have one of url and hosts", "write one of them");
    } else if (url == null) {
      checkHosts(path, server, problems);
      checkUnsigned(name, path, problems);
    } else {
      checkUrl(JsonPath.field(path, "url"), url, config, problems);
    }
  }

  // A redirection to a host of the credential is not followed.
  private void checkUnsigned(String name, String path, FileProblems problems) {
    for (String other : said.fields().keySet()) {
      boolean shared =
          signed(other)
              && entries(name).stream()
                  .anyMatch(host -> entries(other).stream().anyMatch(known -> covers(host, known)));
      if (shared) {
        problems.add(
            path,
            "gets the credential as servers.%s, of which it names the host".formatted(other),
            "name another host, or say credential: true");
      }
    }
  }

  private static boolean covers(String host, String known) {
    return host.startsWith("*.")
        ? !known.startsWith("$") && known.endsWith(host.substring(1))
        : host.equals(known);
  }

  static void checkUrl(String path, String url, Json.Obj config, FileProblems problems) {
    Matcher found = URL.matcher(url);
    if (!found.matches()) {
      problems.add(
          path,
          "is no address",
          "write ${config.NAME}/PATH or https://HOST/PATH, so that its host is known");
    } else if (found.group(1) != null && config.get(found.group(1)) == null) {
      problems.add(
          path,
          "there is no field '%s' in config".formatted(found.group(1)),
          Nearest.fix(found.group(1), config.fields().keySet()));
    } else if (found.group(1) != null) {
      checkPreset(found.group(1), config, problems);
    }
  }

  private static void checkPreset(String field, Json.Obj config, FileProblems problems) {
    String preset = ConnectorFile.object(config, field).text("default");
    if (preset != null && !preset.isEmpty() && address(preset).isEmpty()) {
      problems.add(
          JsonPath.field(JsonPath.field("config", field), "default"),
          "'%s' is no address".formatted(preset),
          "write one such as https://vendor.example, or leave it out");
    }
  }

  private static void checkHosts(String path, Json.Obj server, FileProblems problems) {
    for (String host : hosts(server)) {
      if (!HOST.matcher(host).matches()
          || (host.startsWith("*.") && !host.substring(2).contains("."))) {
        problems.add(
            JsonPath.field(path, "hosts"),
            "'%s' is no host".formatted(host),
            "write files.example.org or *.files.example.org");
      }
    }
    if (server.get("credential") != null) {
      problems.add(
          JsonPath.field(path, "credential"), "goes to an address only", "give the server a url");
    }
  }

  private static List<String> hosts(Json.Obj server) {
    List<String> hosts = new ArrayList<>();
    for (Json host : ConnectorFile.list(server, "hosts")) {
      hosts.add(host instanceof Json.Str(String text) ? text : "");
    }
    return hosts;
  }

  /** The names of those with an address. */
  List<String> addressed() {
    return said.fields().keySet().stream()
        .filter(name -> ConnectorFile.object(said, name).text("url") != null)
        .toList();
  }

  /** The names of those to which a reply may lead: no credential goes further by it. */
  List<String> followed() {
    return said.fields().keySet().stream()
        .filter(name -> !signed(name) || (!name.equals(API) && entries(name).equals(entries(API))))
        .toList();
  }

  /** Whether the credential goes there, and the secrets that inputs name. */
  boolean signed(String name) {
    return name.equals(API)
        || Json.of(true).equals(ConnectorFile.object(said, name).get("credential"));
  }

  /**
   * The hosts, in the words of a manifest: that of {@code api} is the first, that of the keys by
   * which webhooks are verified the last.
   */
  public List<String> egress() {
    List<String> all = new ArrayList<>(entries(API));
    said.fields().keySet().stream()
        .filter(name -> !name.equals(API))
        .forEach(name -> all.addAll(entries(name)));
    all.addAll(entry(keys));
    return all.stream().distinct().toList();
  }

  /** Those of them that get the credential, and other secrets. */
  public List<String> credentialTo() {
    return said.fields().keySet().stream()
        .filter(this::signed)
        .flatMap(name -> entries(name).stream())
        .distinct()
        .toList();
  }

  private List<String> entries(String name) {
    Json.Obj server = ConnectorFile.object(said, name);
    String url = server.text("url");
    return url == null ? hosts(server) : entry(url);
  }

  private static List<String> entry(@Nullable String url) {
    Matcher found = URL.matcher(url == null ? "" : url);
    if (!found.matches()) {
      return List.of();
    }
    return List.of(
        found.group(1) == null
            ? found.group(2).replaceFirst("^https?://", "")
            : "${" + found.group(1) + "}");
  }

  /**
   * The addresses of one provider; a further server whose field it does not set has none.
   *
   * @throws CallFailedException {@code invalid} when one is none
   */
  Open open(Json.Obj config) {
    Map<String, URI> bases = new LinkedHashMap<>();
    for (String name : addressed()) {
      String field = field(name);
      if (name.equals(API) || field == null || !text(config, field).isEmpty()) {
        bases.put(name, base(url(name), config));
      }
    }
    return new Open(bases, this);
  }

  private String url(String name) {
    return String.valueOf(ConnectorFile.object(said, name).text("url"));
  }

  /** The field of the configuration that holds its address; null where the file holds it. */
  private @Nullable String field(String name) {
    Matcher found = URL.matcher(url(name));
    return found.matches() ? found.group(1) : null;
  }

  /**
   * The address that a file writes, of one provider.
   *
   * @throws CallFailedException {@code invalid} when it is none
   */
  static URI base(String url, Json.Obj config) {
    Matcher found = URL.matcher(url);
    String field = found.matches() ? found.group(1) : null;
    String rest = found.matches() && found.group(3) != null ? found.group(3) : "";
    String address = field == null ? url : text(config, field) + rest;
    return address(address)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.INVALID,
                    "config.%s is no address; write e.g. https://vendor.example".formatted(field)));
  }

  private static Optional<URI> address(String text) {
    try {
      URI address = URI.create(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return web
              && address.getHost() != null
              && address.getRawQuery() == null
              && address.getRawFragment() == null
              && address.getRawUserInfo() == null
          ? Optional.of(address)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Json.Obj config, String field) {
    String text = config.text(field);
    return text == null ? "" : text.replaceAll("/+$", "");
  }

  /** Servers of one provider. */
  record Open(Map<String, URI> bases, Servers servers) {

    /** Whether requests to it bear the credential. */
    boolean signed(String name) {
      return servers.signed(name);
    }

    /**
     * The address of one.
     *
     * @throws CallFailedException {@code invalid} when the provider gives it none
     */
    URI base(String name) {
      URI base = bases.get(name);
      if (base != null) {
        return base;
      }
      String field = servers.field(name);
      if (field == null) {
        throw new IllegalArgumentException("the file was not checked: no server " + name);
      }
      throw new CallFailedException(
          FailureCode.INVALID,
          "the provider has no address for that: set config.%s".formatted(field));
    }

    /**
     * Where a reply sends on to.
     *
     * @param server one that may be followed
     * @throws CallFailedException {@code unsupported} when that is not of this server
     */
    URI redirected(String server, URI from, @Nullable String location) {
      String host = "an address that is none";
      try {
        URI to = from.resolve(location == null ? "" : location);
        host = Objects.requireNonNullElse(to.getHost(), host);
        if (to.getHost() != null
            && to.getRawUserInfo() == null
            && leadsTo(server, to)
            && (servers.signed(server) || !signed(to))) {
          return to;
        }
      } catch (IllegalArgumentException e) {
        // Said below: it leads nowhere.
      }
      throw new CallFailedException(
          FailureCode.UNSUPPORTED,
          "the vendor redirects to %s, which is not of servers.%s: this connector does not read from there"
              .formatted(host, server));
    }

    private boolean signed(URI to) {
      return bases.entrySet().stream()
          .filter(base -> servers.signed(base.getKey()))
          .map(Map.Entry::getValue)
          .anyMatch(
              base -> base.getHost().equalsIgnoreCase(to.getHost()) && port(base) == port(to));
    }

    private static int port(URI uri) {
      return uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
    }

    private boolean leadsTo(String server, URI to) {
      URI base = bases.get(server);
      if (base != null) {
        return base.getScheme().equals(to.getScheme())
            && base.getRawAuthority().equalsIgnoreCase(to.getRawAuthority());
      }
      String host = to.getHost().toLowerCase(Locale.ROOT);
      return "https".equals(to.getScheme())
          && to.getPort() < 0
          && hosts(ConnectorFile.object(servers.said, server)).stream()
              .anyMatch(
                  each ->
                      each.startsWith("*.") ? host.endsWith(each.substring(1)) : host.equals(each));
    }
  }
}
